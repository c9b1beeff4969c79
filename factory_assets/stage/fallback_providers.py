"""Stand-ins: units of work by the channel's second provider while the first is left alone."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from factory.errors import CircuitOpen, TransientError
from factory.ports import Circuits, Journal, Progress
from factory.records import Provider
from factory.work import Detail, Do, Done, Resumable, Unit
from factory_assets.stage.concurrency import at_once

Work = tuple[Unit, Do]

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
    """Does pieces by whom the channel names first, or by the second while that one is away.

    What the first has finished stays. A piece that the second made is kept for its video, also
    when the first is back: it is neither bought again nor silently replaced.
    """

    journal: Journal
    circuits: Circuits
    progress: Progress

    def perform_all(
        self, pieces: Sequence[UnitGroup], *, counted: str = ""
    ) -> list[list[tuple[Unit, Done]]]:
        """Return what was done of each piece, in order, each unit as its maker did it.

        Args:
            pieces: all of one stage.
            counted: what progress counts, `sentence`; empty where the caller counts.

        Raises:
            CircuitOpen: all who could do the rest are left alone.
        """
        sides = self._sides(pieces)
        try:
            done = self._performed(pieces, sides, counted)
        except CircuitOpen as opened:
            now = self._sides(pieces)
            if now == sides and self.circuits.is_open(opened.scope):
                raise
            # Somebody else can do the rest; or the vendor came back while one call tried it.
            sides, done = now, self._performed(pieces, now, counted)
        for piece, side in zip(pieces, sides, strict=True):
            if side == SECOND:
                marker = _marker(piece)
                self.journal.perform(marker, _keeping(marker))
        return done

    def _performed(
        self, pieces: Sequence[UnitGroup], sides: Sequence[int], counted: str
    ) -> list[list[tuple[Unit, Done]]]:
        chosen = [
            [self._deciding(piece, one) for one in piece.sides[side]]
            if side == SECOND
            else piece.sides[side]
            for piece, side in zip(pieces, sides, strict=True)
        ]
        work = [one for works in chosen for one in works]
        if counted and work:
            self.progress.begin(work[0][0].stage, len(work), counted)
        workers = max((at_once(unit.provider) for unit, _ in work), default=1)
        progress = self.progress if counted else None
        done = iter(self.journal.perform_all(work, workers=workers, progress=progress))
        return [[(unit, next(done)) for unit, _ in works] for works in chosen]

    def _deciding(self, piece: UnitGroup, work: Work) -> Work:
        """Return a second's work that decides for the second as soon as it was paid.

        Whoever comes next, after a failure or a kill, would otherwise buy the same of the first.
        """
        unit, do = work
        if not unit.provider.remote:
            return work

        def decided(detail: Detail) -> Detail:
            marker = _marker(piece)
            with suppress(TransientError):  # what was paid is not thrown away for it
                self.journal.perform(marker, _keeping(marker))
            return detail

        if isinstance(do, Resumable):
            resume = do.do
            return unit, Resumable(lambda target, notes: decided(resume(target, notes)))
        make = do
        return unit, lambda target: decided(make(target))

    def _sides(self, pieces: Sequence[UnitGroup]) -> list[int]:
        """Return by whom each piece is to be done now."""
        return [self._side(piece) for piece in pieces]

    def _side(self, piece: UnitGroup) -> int:
        if len(piece.sides) == 1 or not piece.sides[FIRST]:
            return FIRST
        if self._finished([_marker(piece)]):
            return SECOND
        first, second = (_maker(works) for works in piece.sides)
        if not self.circuits.is_open(first.name) or self.circuits.is_open(second.name):
            return FIRST
        return FIRST if self._finished([unit for unit, _ in piece.sides[FIRST]]) else SECOND

    def _finished(self, units: Sequence[Unit]) -> bool:
        return None not in self.journal.finished(units)


def standing_in(work: Work, first: Provider) -> Work:
    """Return work of a second provider, saying in whose stead it is done."""
    unit, do = work
    return replace(unit, provider=unit.provider.standing_in_for(first)), do


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


def _marker(piece: UnitGroup) -> Unit:
    """Return the unit by which the journal remembers that the second made a piece."""
    first, second = (works[0][0] for works in piece.sides)
    return Unit(
        video_id=first.video_id,
        stage=first.stage,
        kind="stand-in",
        label=f"{piece.label} by {second.provider.name} instead of {first.provider.name}",
        recipe={
            "video": piece.decided_for or first.video_id,
            "stage": first.stage,
            "settings": dict(piece.settings)
            or {"first": first.fingerprint, "second": second.fingerprint},
        },
        suffix=".json",
        provider=Provider(role=first.provider.role, name="factory", synthetic=False),
    )


def _keeping(marker: Unit) -> Do:
    def keep(target: Path) -> Detail:
        target.write_text(json.dumps(marker.recipe, sort_keys=True), encoding="utf-8")
        return {}

    return keep
