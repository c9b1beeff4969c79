"""A video that a platform of its channel will refuse for its length is refused before it is made."""

import pytest

from factory.channel.channel import Channel
from factory.errors import BadInput
from factory.intake.length_check import check_lengths
from factory.listing.platform_limits import PLATFORMS, length_fault
from tests.fakes.manifests import an_accepted_brief


def check(name: str, *outlets: str, **brief: object) -> None:
    channel = Channel(name="tales", title="Tales", format="short", outlets=outlets)
    check_lengths(an_accepted_brief(channel, format=name, **brief))


def test_what_every_platform_takes_is_accepted():
    check("short", "outbox", "youtube", "tiktok", "instagram")
    check("longform", "outbox", "youtube", "tiktok", "instagram")
    check("sleep", "outbox", "youtube", length_seconds=8 * 3600)


@pytest.mark.parametrize(
    ("name", "outlet", "brief"),
    [
        ("sleep", "tiktok", {"length_seconds": 3600}),
        ("sleep", "instagram", {"length_seconds": 3600}),
        ("longform", "tiktok", {"words": "word " * 2400}),
    ],
)
def test_what_one_refuses_however_it_turns_out_is_refused(
    name: str, outlet: str, brief: dict[str, object]
):
    with pytest.raises(BadInput, match="at most .* leave that platform out"):
        check(name, "outbox", outlet, **brief)


@pytest.mark.parametrize(
    ("platform", "seconds", "account", "said"),
    [
        ("tiktok", 59, 0, ""),
        ("tiktok", 61, 60, "it lasts 1 min 1 s; this account may post 1 min at most"),
        ("tiktok", 601, 3600, "it lasts 10 min 1 s; TikTok takes 10 min at most"),
        ("instagram", 2, 0, "it lasts 2.0 s; Instagram takes 3 s at least"),
        ("instagram", 900, 0, ""),
        ("youtube", 40_000, 0, ""),
    ],
)
def test_a_platforms_limit_or_the_accounts_is_named(
    platform: str, seconds: float, account: float, said: str
):
    assert length_fault(PLATFORMS[platform], seconds, account) == said
