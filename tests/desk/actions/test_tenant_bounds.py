"""Tenants: named plainly, and kept to what they may have."""

import pytest

from desk.actions.tenants import add_tenant, all_tenants
from factory.errors import BadInput
from factory.people.tenant import Bounds
from tests.resources.database.two_tenants import (
    NORTH,
    accept,
    video_of,
)
from wiring.factory import Factory


def test_a_new_factory_has_one_tenant_and_nobody_was_asked(idle_factory: Factory):
    assert [one.tenant for one in all_tenants(idle_factory)] == ["default"]


def test_a_tenant_has_no_more_people_tokens_and_channels_than_it_may(idle_factory: Factory):
    add_tenant(idle_factory, NORTH, Bounds(most_channels=1, most_people=0, most_tokens=1))
    tokens, people = idle_factory.people.api_tokens, idle_factory.people.accounts
    tokens.make("one", "viewer", days=1, by="test", tenant=NORTH)
    with pytest.raises(BadInput, match="north has 1 tokens and may have 1"):
        tokens.make("two", "viewer", days=1, by="test", tenant=NORTH)
    with pytest.raises(BadInput, match="--most-people 1"):
        people.add("Mara", "viewer", "eleven red herrings", by="test", tenant=NORTH)
    accept(idle_factory.catalogue, NORTH)
    newest = idle_factory.catalogue.briefs.newest(video_of(NORTH))
    second = newest.model_copy(
        update={
            "video_id": "another",
            "brief": newest.brief.model_copy(update={"channel": "second", "title": "Another"}),
            "channel": newest.channel.model_copy(update={"name": "second"}),
        }
    )
    with pytest.raises(BadInput, match="north has 1 channels"):
        idle_factory.catalogue.briefs.accept(second)
    add_tenant(idle_factory, NORTH, Bounds())
    assert idle_factory.catalogue.briefs.accept(second) == 1


@pytest.mark.parametrize("name", ["", "../x", "A B", "x" * 60])
def test_a_name_that_is_none_is_refused(idle_factory: Factory, name: str):
    with pytest.raises(BadInput, match="wanted 1 to 40"):
        add_tenant(idle_factory, name, Bounds())
