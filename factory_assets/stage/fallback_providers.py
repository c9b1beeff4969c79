"""Fallback providers: units of work by the channel's second provider while the first is left alone."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from factory.errors import CircuitOpen, TransientError
from factory.ports import Circuits, Journal, Progress
from factory.records import Provider
from factory.units_of_work import Do, Done, Resumable, Unit, UnitDetail
from factory_assets.stage.concurrency import WORKERS

Work = tuple[Unit, Do]

D = TypeVar("D")

FIRST, SECOND = 0, 1


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units that one provider does whole: a sentence's picture, a whole narration."""

    label: str
    """For people: `picture of s003`."""
    sides: tuple[Sequence[Work], ...]
    """The same units by the first choice and, where the channel has one, by the second."""
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """On what a decision for the second hangs: with other settings it is made anew."""
    decided_for: str = ""
    """The video whose decision holds, where it is another: a translation shows its original's."""


@dataclass(frozen=True, slots=True)
class FallbackProviders:
    """Does groups of units by whom the channel names first, or by the second while that one is away.

    What the first has finished stays. A group that the second made is kept for its video, also
    when the first is back: it is neither bought again nor silently replaced.
    """

    journal: Journal
    circuits: Circuits
    progress: Progress

    def perform_all(
        self, groups: Sequence[UnitGroup], *, counted: str = ""
    ) -> list[list[tuple[Unit, Done]]]:
        """Return what was done of each group, in order, each unit as its maker did it.

        Args:
            groups: all of one stage.
            counted: what progress counts, `sentence`; empty where the caller counts.

        Raises:
            CircuitOpen: all who could do the rest are left alone.
        """
        sides = self._sides(groups)
        try:
            done = self._performed(groups, sides, counted)
        except CircuitOpen as opened:
            now = self._sides(groups)
            if now == sides and self.circuits.is_open(opened.scope):
                raise
            # Somebody else can do the rest; or the vendor came back while one call tried it.
            sides, done = now, self._performed(groups, now, counted)
        for group, side in zip(groups, sides, strict=True):
            if side == SECOND:
                marker = _marker(group)
                self.journal.perform(marker, _writing(marker))
        return done

    def _performed(
        self, groups: Sequence[UnitGroup], sides: Sequence[int], counted: str
    ) -> list[list[tuple[Unit, Done]]]:
        chosen = [
            [self._recording_choice(group, one) for one in group.sides[side]]
            if side == SECOND
            else group.sides[side]
            for group, side in zip(groups, sides, strict=True)
        ]
        work = [one for works in chosen for one in works]
        if counted and work:
            self.progress.begin(work[0][0].stage, len(work), counted)
        progress = self.progress if counted else None
        done = iter(self.journal.perform_all(work, workers=WORKERS, progress=progress))
        return [[(unit, next(done)) for unit, _ in works] for works in chosen]

    def _recording_choice(self, group: UnitGroup, work: Work) -> Work:
        """Return a second's work that records the choice of the second as soon as it was paid.

        Whoever comes next, after a failure or a kill, would otherwise buy the same of the first.
        """
        unit, do = work
        if not unit.provider.remote:
            return work

        def chosen(detail: D) -> D:
            marker = _marker(group)
            with suppress(TransientError):  # what was paid is not thrown away for it
                self.journal.perform(marker, _writing(marker))
            return detail

        if isinstance(do, Resumable):
            resume = do.do
            return unit, Resumable(lambda target, notes: chosen(resume(target, notes)))
        make = do
        return unit, lambda target: chosen(make(target))

    def _sides(self, groups: Sequence[UnitGroup]) -> list[int]:
        """Return by whom each group is to be done now."""
        return [self._side(group) for group in groups]

    def _side(self, group: UnitGroup) -> int:
        if len(group.sides) == 1 or not group.sides[FIRST]:
            return FIRST
        if self._finished([_marker(group)]):
            return SECOND
        first, second = (_maker(works) for works in group.sides)
        if not self.circuits.is_open(first.name) or self.circuits.is_open(second.name):
            return FIRST
        return FIRST if self._finished([unit for unit, _ in group.sides[FIRST]]) else SECOND

    def _finished(self, units: Sequence[Unit]) -> bool:
        return None not in self.journal.finished(units)


def as_fallback(work: Work, first: Provider) -> Work:
    """Return work of a second provider, saying in whose place it is done."""
    unit, do = work
    return replace(unit, provider=unit.provider.in_place_of(first)), do


def together(makers: Sequence[Provider]) -> Provider:
    """Return several makers of one stage's files as one, for the record of the stage."""
    first, *others = makers
    if not others:
        return first
    names = " and ".join(maker.described for maker in makers)
    licences = "; ".join(dict.fromkeys(maker.licence for maker in makers))
    return Provider(role=first.role, name=names, licence=licences)


def _maker(works: Sequence[Work]) -> Provider:
    return works[0][0].provider


def _marker(group: UnitGroup) -> Unit:
    """Return the unit by which the journal remembers that the second made a group."""
    first, second = (works[0][0] for works in group.sides)
    return Unit(
        video_id=first.video_id,
        stage=first.stage,
        kind="stand-in",
        label=f"{group.label} by {second.provider.name} instead of {first.provider.name}",
        recipe={
            "video": group.decided_for or first.video_id,
            "stage": first.stage,
            "settings": dict(group.settings)
            or {"first": first.fingerprint, "second": second.fingerprint},
        },
        suffix=".json",
        provider=Provider(role=first.provider.role, name="factory", synthetic=False),
    )


def _writing(marker: Unit) -> Do:
    def write(target: Path) -> UnitDetail:
        target.write_text(json.dumps(marker.recipe, sort_keys=True), encoding="utf-8")
        return UnitDetail()

    return write
