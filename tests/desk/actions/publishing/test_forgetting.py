"""A channel is forgotten whole, or nothing of it is."""

import pytest

from desk.actions.publishing.forgetting import forget_channel
from factory.errors import BadInput
from wiring.factory import Factory

CHANNEL = """name: {name}
title: {name}
format: short
outlets: [youtube, instagram]
youtube: {{account: {youtube}}}
instagram: {{account: '{instagram}'}}
"""


def test_an_account_that_another_channel_uses_keeps_everything(idle_factory: Factory):
    folder = idle_factory.settings.home / "channels"
    folder.mkdir(exist_ok=True)
    for name, youtube in (("harbour", "UC" + "1" * 22), ("valley", "UC" + "2" * 22)):
        text = CHANNEL.format(name=name, youtube=youtube, instagram="17840000000000001")
        (folder / f"{name}.yaml").write_text(text)
    idle_factory.__dict__["outlets"] = None  # a consent that is given back fails here
    with pytest.raises(BadInput, match="valley publishes at instagram .* so nothing was deleted"):
        forget_channel(idle_factory, "harbour", "harbour")
