"""Of changes of the same thing the later one stays, and what each replaced is known after any kill."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from factory.brief.planned_changes import Changed, LaterChange
from factory.channel.outlet_settings import YouTubeChoices
from factory.ports import ChangeOutcome, DueChange, LivePost
from factory.workflow.made_post_changes import stands
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.storage.disk_store import DiskStore
from sensors.due_changes import Guards, make_due_changes
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.fakes.outlets import FakeOutlet, a_publication, nothing

FAILED = ChangeOutcome(error="no answer from YouTube", again=True)


@pytest.fixture
def catalogue(database_url: str) -> Iterator[Catalogue]:
    """A video whose post at YouTube is out."""
    catalogue = open_catalogue(database_url)
    channel = a_channel(outlets=("youtube",), youtube=YouTubeChoices(account="UC" + "a" * 22))
    catalogue.briefs.accept(an_accepted_brief(channel))
    catalogue.settings.change("distribution", True)
    catalogue.posts.post(a_publication(VIDEO_ID), FakeOutlet(name="youtube"), nothing)
    yield catalogue
    catalogue.engine.dispose()


def ask(catalogue: Catalogue, to: str, at: datetime, what: Changed = "title") -> int:
    change = LaterChange(what=what, to=to, at=at)
    return catalogue.post_changes.ask(VIDEO_ID, change, "mara")


def claimed(catalogue: Catalogue, now: datetime) -> list[str]:
    return [one.to for one in catalogue.post_changes.claim(now)]


def test_an_older_change_that_failed_is_not_made_after_a_newer_one(catalogue: Catalogue):
    now, changes = datetime.now(UTC), catalogue.post_changes
    older = ask(catalogue, "B", now)
    newer = ask(catalogue, "C", now + timedelta(minutes=10))
    ask(catalogue, "public", now, "visibility")
    assert claimed(catalogue, now) == ["B", "public"]
    changes.settle(older, FAILED)
    assert claimed(catalogue, now + timedelta(minutes=10)) == ["C"]
    changes.settle(newer, ChangeOutcome(before="A", said="its title is changed"))
    assert claimed(catalogue, now + timedelta(minutes=20)) == ["public"]
    rows = {row["number"]: row for row in changes.listed(VIDEO_ID)}
    assert rows[older]["outcome"] == "a later change took its place"


def test_changes_are_taken_by_their_time_and_not_by_when_they_were_asked_for(catalogue: Catalogue):
    now = datetime.now(UTC)
    ask(catalogue, "C", now - timedelta(minutes=1))
    ask(catalogue, "B", now - timedelta(minutes=2))
    ask(catalogue, "public", now - timedelta(minutes=3), "visibility")
    assert claimed(catalogue, now) == ["public", "C"]


def test_one_that_was_called_off_takes_nobodys_place(catalogue: Catalogue):
    now = datetime.now(UTC)
    ask(catalogue, "B", now - timedelta(minutes=2))
    catalogue.post_changes.call_off(ask(catalogue, "C", now - timedelta(minutes=1)), "mara")
    assert claimed(catalogue, now) == ["B"]


class Unhindered(Guards):
    """Nothing stands between a change and its post."""

    def __init__(self) -> None:
        pass

    def hindrance(self, change: DueChange, now: datetime) -> str:
        return ""


class Changer:
    """One title, in memory; the process is killed after it is changed for the first time."""

    def __init__(self) -> None:
        self.title = "A"
        self.changed = 0

    def changer(self, name: str) -> "Changer":
        return self

    def found(self, post: LivePost, what: Changed) -> str:
        return self.title

    def change(self, post: LivePost, what: Changed, to: str, file: Path | None) -> ChangeOutcome:
        before, self.title = self.title, to
        self.changed += 1
        if self.changed == 1:
            raise KeyboardInterrupt
        return ChangeOutcome(before=before, said="its title is changed")


def test_what_a_killed_change_replaced_is_what_was_found_before_it(
    catalogue: Catalogue, tmp_path: Path
):
    now, changes, changer = datetime.now(UTC), catalogue.post_changes, Changer()
    ask(catalogue, "B", now)

    def make(at: datetime) -> None:
        list(make_due_changes(changes, changer, Unhindered(), DiskStore(tmp_path), at))

    with pytest.raises(KeyboardInterrupt):
        make(now)
    make(now + timedelta(minutes=20))
    assert (changer.title, changer.changed) == ("B", 2)
    assert stands("A", "title", changes.made(VIDEO_ID, "youtube")) == "B"


def test_a_change_that_was_not_made_the_first_time_replaces_what_stands_there_by_then(
    catalogue: Catalogue,
):
    now, changes = datetime.now(UTC), catalogue.post_changes
    number = ask(catalogue, "B", now)
    changes.settle(number, ChangeOutcome(before="A", error="it is being made", again=True))
    changes.settle(number, ChangeOutcome(before="edited since", said="its title is changed"))
    assert stands("edited since", "title", changes.made(VIDEO_ID, "youtube")) == "B"


def test_a_change_over_one_that_was_killed_replaces_what_stood_before_both(catalogue: Catalogue):
    now, changes = datetime.now(UTC), catalogue.post_changes
    killed = ask(catalogue, "B", now - timedelta(minutes=2))
    changes.settle(killed, ChangeOutcome(before="A", error="it is being made", again=True))
    number = ask(catalogue, "C", now - timedelta(minutes=1))
    assert claimed(catalogue, now) == ["C"]
    changes.settle(number, ChangeOutcome(before="B", said="its title is changed"))
    assert stands("A", "title", changes.made(VIDEO_ID, "youtube")) == "C"
