"""What is removed of results, what stays whatever happens, and what is made anew afterwards."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, event

from factory.errors import CleanedAway
from factory.ports import Removable
from resources.storage.disk_store import DiskStore
from resources.storage_cleanup.unneeded_results import UnneededResults
from tests.fakes.catalogued import VOICE, accepted, writes
from tests.resources.storage_cleanup.conftest import DAYS, Studio

VENDOR = VOICE.model_copy(update={"name": "vendor", "remote": True})
NOTHING = Removable()


def test_segments_of_a_video_that_is_out_long_enough_are_told_first_and_then_removed(
    studio: Studio,
):
    segments = studio.make("long-ago", "one", "two")
    (spoken,) = studio.make("long-ago", "a sentence", kind="speech", stage="audio")
    studio.publish("long-ago")
    told = studio.intermediates.due(DAYS)
    assert told == Removable(2, len("one") + len("two"))
    assert all(done.path.exists() for done in segments)
    assert studio.intermediates.clean(DAYS) == told
    assert not any(done.path.exists() for done in segments)
    assert spoken.path.exists()
    assert studio.intermediates.clean(DAYS) == studio.deleted.clean(DAYS) == NOTHING


def test_what_an_unfinished_video_uses_stays(studio: Studio):
    studio.make("long-ago", "shared", "own")
    studio.make("unfinished", "shared")
    studio.publish("long-ago")
    assert studio.intermediates.clean(DAYS) == Removable(1, len("own"))
    shared, *_ = studio.units("unfinished", ("shared",))
    assert studio.journal.finished([shared]) == [len("shared")]


def test_what_was_made_for_an_unfinished_video_stays_when_its_stage_forgot_it(studio: Studio):
    studio.make("unfinished", "one")
    studio.say("DELETE FROM factory.work_uses")
    assert studio.intermediates.due(DAYS) == NOTHING


@pytest.mark.parametrize(
    "but",
    [
        "UPDATE factory.posts SET published_at = now() - interval '29 days'",
        "UPDATE factory.posts SET settled_at = NULL",
        "UPDATE factory.posts SET unknown_at = now()",
        "UPDATE factory.posts SET master_sha256 = repeat('0', 64)",
        "UPDATE factory.briefs SET outlets = outlets || '{elsewhere}'",
        "UPDATE factory.briefs SET recorded_at = now()",
        "INSERT INTO factory.launches (video_id, phase, reason, requested_by)"
        " VALUES ('long-ago', 'plan', 'a new revision', 'test')",
        "INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, note, decided_at)"
        " SELECT 'long-ago', sha256, 'rejected', 'Mara', '', now() FROM factory.work",
        "UPDATE factory.work SET cost_usd = 0.01",
        "UPDATE factory.work SET made_by = made_by - 'remote'",
    ],
)
def test_it_stays_while_anything_speaks_for_it(studio: Studio, but: str):
    studio.make("long-ago", "one")
    studio.publish("long-ago")
    studio.say(but)
    assert studio.intermediates.due(DAYS) == NOTHING


def test_of_a_deleted_video_all_goes_but_what_a_vendor_made_or_was_paid_for(studio: Studio):
    (drawn,) = studio.make("gone", "drawn here", kind="picture", stage="visuals")
    bought = studio.make("gone", "bought", kind="picture", provider=VENDOR)
    bought += studio.make("gone", "paid", kind="picture", estimate_usd=Decimal("0.02"))
    studio.delete("gone")
    assert studio.deleted.clean(DAYS) == Removable(1, drawn.bytes)
    assert not drawn.path.exists()
    assert all(done.path.exists() for done in bought)


def test_a_deleted_video_that_was_asked_for_again_keeps_all(studio: Studio):
    studio.make("back", "one")
    studio.delete("back")
    studio.catalogue.briefs.accept(accepted("back", title="Another"))
    studio.catalogue.launches.request("back", "plan", "again", by="test")
    assert studio.intermediates.due(DAYS) == NOTHING


def test_a_file_that_a_stage_may_be_reading_goes_when_that_stage_is_over(studio: Studio):
    (done,) = studio.make("long-ago", "one")
    studio.publish("long-ago")
    studio.catalogue.briefs.accept(accepted("new"))
    with studio.catalogue.stages.stage("new", "renders", None):
        assert studio.intermediates.clean(DAYS) == Removable(0, 0, waiting=1)
        assert done.path.exists()
        # Whoever begins now is not given it any more.
        assert studio.journal.finished(studio.units("new", ("one",))) == [None]
    assert studio.intermediates.clean(DAYS) == Removable(1, done.bytes)
    assert not done.path.exists()


def test_a_stage_that_begins_while_results_are_taken_off_the_books_keeps_what_it_was_given(
    studio: Studio,
):
    (done,) = studio.make("long-ago", "one")
    studio.publish("long-ago")
    studio.catalogue.briefs.accept(accepted("new"))
    with ExitStack() as stages:

        def before_the_commit(*executed: Any) -> None:
            if executed[2].strip().startswith("UPDATE factory.work SET retired_at = 'infinity'"):
                stages.enter_context(studio.catalogue.stages.stage("new", "renders", None))
                given = studio.journal.finished(studio.units("new", ("one",)))
                assert given == [done.bytes]

        with heard(studio.catalogue.engine, before_the_commit):
            assert studio.intermediates.clean(DAYS) == Removable(waiting=1)
        assert done.path.read_text() == "one"
    assert studio.intermediates.clean(DAYS) == Removable(1, done.bytes)


def test_what_a_cleaning_retired_that_was_killed_then_goes_with_the_next(studio: Studio):
    (done,) = studio.make("long-ago", "one")
    studio.publish("long-ago")

    def dies(*executed: Any) -> None:
        if "clock_timestamp()" in executed[2]:
            raise KeyboardInterrupt

    with heard(studio.catalogue.engine, dies), pytest.raises(KeyboardInterrupt):
        studio.intermediates.clean(DAYS)
    told = studio.intermediates.due(DAYS)
    assert told == Removable(1, done.bytes)
    assert studio.intermediates.clean(DAYS) == told
    assert not done.path.exists()


@contextmanager
def heard(engine: Engine, hear: Callable[..., None]) -> Iterator[None]:
    """Let a function hear each statement once it was executed, before its transaction ends."""
    event.listen(engine, "after_cursor_execute", hear)
    yield
    event.remove(engine, "after_cursor_execute", hear)


def test_what_was_cleaned_is_known_and_made_anew_only_when_its_file_is_wanted(studio: Studio):
    (before,) = studio.make("long-ago", "one")
    studio.publish("long-ago")
    studio.intermediates.clean(DAYS)
    (unit,), log = studio.units("long-ago", ("one",)), list[str]()
    recalling = studio.journal.recalling()
    recalled = recalling.perform(unit, writes("one", log))
    assert (recalled.sha256, recalled.detail, log) == (before.sha256, before.detail, [])
    assert recalling.finished([unit]) == [before.bytes]
    with pytest.raises(CleanedAway, match="cleaned away since"):
        _ = recalled.path
    again = studio.journal.perform(unit, writes("one", log))
    assert (again.path.read_text(), log) == ("one", ["one"])
    assert recalling.perform(unit, writes("one", log)).path == again.path


@dataclass
class DyingStore:
    """A store whose machine loses its power while the second file is removed."""

    store: DiskStore
    removed: int = 0

    def remove_blob(self, sha256: str, suffix: str) -> None:
        self.store.remove_blob(sha256, suffix)
        self.removed += 1
        if self.removed == 2:
            raise KeyboardInterrupt


def test_killed_in_the_middle_the_next_cleaning_ends_it(studio: Studio):
    segments = studio.make("long-ago", "one", "two", "three")
    studio.publish("long-ago")
    dying = UnneededResults(studio.catalogue.engine, DyingStore(studio.store), intermediate=True)
    with pytest.raises(KeyboardInterrupt):
        dying.clean(DAYS)
    assert sum(done.path.exists() for done in segments) == 1
    assert studio.intermediates.clean(DAYS).count == 3
    assert not any(done.path.exists() for done in segments)


def test_a_file_that_another_unit_made_as_well_stays_for_it(studio: Studio):
    (done,) = studio.make("long-ago", "one")
    studio.make("long-ago", "two")
    studio.publish("long-ago")
    other = replace(studio.units("new", ("three",))[0], suffix=done.path.suffix)
    studio.catalogue.briefs.accept(accepted("new"))
    same = studio.journal.perform(other, writes("one"))
    assert same.path == done.path
    assert studio.intermediates.clean(DAYS) == Removable(2, len("two"))
    assert same.path.read_text() == "one"


def test_a_file_that_two_units_made_goes_once_when_neither_is_needed(studio: Studio):
    (done,) = studio.make("long-ago", "one")
    same = replace(studio.units("long-ago", ("two",))[0], suffix=done.path.suffix)
    studio.journal.perform(same, writes("one"))
    studio.say("UPDATE factory.work SET done_at = now() - interval '40 days'")
    studio.publish("long-ago")
    assert studio.intermediates.clean(DAYS) == Removable(2, len("one"))
    assert not done.path.exists()
