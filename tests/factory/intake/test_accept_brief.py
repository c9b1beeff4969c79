"""Intake over the real catalogue: what names the same video, and what may not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from factory.brief.brief import AcceptedBrief
from factory.errors import BadInput
from factory.intake.accept_brief import take_in
from resources.catalogue.catalogue import Catalogue
from resources.home.channel_files import ChannelFolder
from resources.images import fonts

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
CHANNEL = "name: vault\ntitle: The Vault\nformat: short\n"
WORDS = "The keeper climbed the tower once more. " * 12


@pytest.fixture
def channels(tmp_path: Path) -> ChannelFolder:
    (tmp_path / "vault.yaml").write_text(CHANNEL)
    return ChannelFolder((tmp_path,))


def take(
    catalogue: Catalogue,
    channels: ChannelFolder,
    *keys: str,
    name: str = "a.md",
    now: datetime = NOW,
) -> AcceptedBrief:
    front = "\n".join(("---", "channel: vault", *keys, "---"))
    (accepted,) = take_in(
        f"{front}\n{WORDS}".encode(),
        name,
        folder=Path("/"),
        channels=channels,
        briefs=catalogue.briefs,
        lettering=fonts,
        now=now,
        source=f"make {name}",
        revise=True,
    )
    return accepted


def test_a_revision_keeps_a_publication_time_that_is_past_by_now(
    catalogue: Catalogue, channels: ChannelFolder
):
    when = "publish_at: 2026-11-22T09:00:00Z"
    first = take(catalogue, channels, "title: Towers", when)
    later = NOW + timedelta(days=7)
    again = take(catalogue, channels, "title: Towers", when, "tags: [sea]", now=later)
    assert again.video_id == first.video_id
    with pytest.raises(BadInput, match="2026-11-23"):
        take(catalogue, channels, "title: Towers", "publish_at: 2026-11-23T09:00:00Z", now=later)
    with pytest.raises(BadInput, match="2026-11-22"):
        take(catalogue, channels, "title: Another", when, now=later)


def test_an_id_that_is_another_videos_is_refused_and_leaves_that_video_as_it_was(
    catalogue: Catalogue, channels: ChannelFolder
):
    first = take(catalogue, channels, "title: Towers", "id: the-tower")
    with pytest.raises(BadInput, match="'Towers'"):
        take(catalogue, channels, "title: Wells", "id: the-tower", name="b.md")
    assert catalogue.briefs.newest("the-tower") == first


def test_a_brief_with_an_id_may_be_given_another_title_in_its_own_file(
    catalogue: Catalogue, channels: ChannelFolder
):
    take(catalogue, channels, "title: Towers", "id: the-tower")
    take(catalogue, channels, "title: Tall towers", "id: the-tower")
    assert catalogue.briefs.revision("the-tower") == 2


def test_a_title_of_signs_alone_is_refused_and_signs_beside_words_stay(
    catalogue: Catalogue, channels: ChannelFolder
):
    with pytest.raises(BadInput, match="title: nothing in '🚀🚀🚀' can be drawn.*wanted: words"):
        take(catalogue, channels, "title: 🚀🚀🚀")
    assert take(catalogue, channels, "title: 🚀 Towers").brief.title == "🚀 Towers"
