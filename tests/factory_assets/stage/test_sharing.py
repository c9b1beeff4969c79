"""A run says of a large batch that others may take of it, for as long as it is at it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factory.errors import PermanentError
from factory.ports import Journal, Progress
from factory.units_of_work import Do, Done, Unit
from factory.workflow.shared_stage import UNITS_A_HELPER, SharedStage
from factory_assets.stage.sharing import sharing
from tests.fakes.catalogued import unit, writes

FEW = UNITS_A_HELPER - 1
MANY = 3 * UNITS_A_HELPER


class Known:
    """A journal that does units, or fails with an error; so many are finished, as the database says."""

    def __init__(self, finished: int = 0, error: Exception | None = None) -> None:
        self.asked = 0
        self.done = finished
        self._error = error

    def perform(self, unit: Unit, do: Do) -> Done:
        raise NotImplementedError

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: Progress | None
    ) -> list[Done]:
        if self._error:
            raise self._error
        self.asked += len(work)
        return [Done(one.fingerprint, Path(), "", 0, False) for one, _ in work]

    def finished(self, units: Sequence[Unit]) -> list[int | None]:
        raise NotImplementedError

    def recalling(self) -> Journal:
        return self


class Said:
    """What was said of a stage, in order."""

    def __init__(self, done: int = 0) -> None:
        self.units: list[int] = []
        self._done = done

    def left(self, units: Collection[str], *, recalling: bool) -> int:
        return len(units) - self._done

    def share(self, stage: SharedStage) -> None:
        assert (stage.video_id, stage.stage, stage.run_id) == ("a-video", "audio", "r")
        self.units.append(stage.units)

    def shared(self) -> Sequence[SharedStage]:
        raise NotImplementedError

    def over(self, video_id: str, stage: str, run_id: str) -> str:
        raise NotImplementedError


def batch(count: int, **provider: Any) -> list[tuple[Unit, Do]]:
    units = [unit(f"u{n}") for n in range(count)]
    makers = [one.provider.model_copy(update=provider) for one in units]
    return [
        (replace(one, provider=maker), writes("words"))
        for one, maker in zip(units, makers, strict=True)
    ]


def asked(journal: Known, work: list[tuple[Unit, Do]], run_id: str | None = "r") -> list[int]:
    """Perform a batch as a run does; return what was said of it."""
    said = Said(journal.done)
    shared = sharing(journal, said, "a-video", "audio", run_id).recalling()
    shared.perform_all(work, workers=1, progress=None)
    assert journal.asked == len(work)
    return said.units


def test_a_large_batch_is_shared_until_it_is_done():
    assert asked(Known(), batch(MANY)) == [MANY, 0]


def test_what_is_left_counts_and_not_what_was_done_before():
    assert asked(Known(finished=MANY - UNITS_A_HELPER), batch(MANY)) == [UNITS_A_HELPER, 0]
    assert asked(Known(finished=MANY - FEW), batch(MANY)) == []


def test_few_units_are_done_sooner_than_a_helper_begins():
    assert asked(Known(), batch(FEW)) == []


def test_vendors_are_not_asked_more_often_because_more_machines_could():
    assert asked(Known(), batch(MANY, remote=True)) == []


def test_work_of_no_run_is_shared_with_nobody():
    assert asked(Known(), batch(MANY), run_id=None) == []


def test_a_batch_that_failed_is_shared_no_longer():
    said = Said()
    shared = sharing(Known(error=PermanentError("broken")), said, "a-video", "audio", "r")
    with pytest.raises(PermanentError, match="broken"):
        shared.perform_all(batch(MANY), workers=1, progress=None)
    assert said.units == [MANY, 0]


@pytest.mark.parametrize(("units", "most", "helpers"), [(39, 9, 0), (80, 9, 2), (900, 4, 4)])
def test_each_helper_is_worth_its_start(units: int, most: int, helpers: int):
    assert SharedStage("a-video", "audio", "r", units).helpers(most) == helpers
