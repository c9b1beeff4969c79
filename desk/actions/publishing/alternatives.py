"""Deciding about other titles, thumbnails and visibilities: exactly what was looked at may be shown, and nothing else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from desk.actions.acting import acting, acting_at
from desk.actions.publishing.post_changes import OPEN, ChangeRow, agreements_of, list_changes
from factory.brief.planned_changes import CHANGEABLE
from factory.errors import BadInput, FactoryError, PermanentError
from factory.experiments.experiment import Arm, Experiment, KeptExperiment
from factory.records import Payload
from factory.reviews.alternative import (
    AlternativeDecision,
    AlternativeVerdict,
    together_sha256,
)
from factory.reviews.seen_hashes import on_button
from wiring.factory import Factory

MOST = 500
"""Changes that are decided about at once."""
SEEN: Final = r"[0-9a-f]{32,64}"
"""What was looked at: the first digits of its SHA-256. Who writes titles could make two that share fewer."""


class LeftChange(Payload):
    """A planned change about which nothing was decided, and why."""

    number: int
    why: str


class DecidedChanges(Payload):
    """What became of a decision about many planned changes."""

    decision: AlternativeVerdict
    done: tuple[int, ...]
    left: tuple[LeftChange, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A title or thumbnail that is decided about, as it was looked at."""

    video_id: str
    what: str
    to: str
    sha256: str


def decide_change(
    factory: Factory,
    number: int,
    decision: AlternativeVerdict,
    note: str,
    seen: str,
    video_id: str = "",
) -> ChangeRow:
    """Decide about the title, thumbnail or visibility that a post is to be given later.

    Args:
        factory: where it is.
        number: of the change, as `factory later` lists it.
        decision: what somebody thinks of it.
        note: why; a rejection needs one.
        seen: the first digits of the hash of what was looked at, see `SEEN`.
        video_id: whose it must be; empty: anybody's.

    Raises:
        BadInput: nobody says why not, `seen` is no such hash, or it needs no approval.
        PermanentError: no such change is still to be made, or it is another picture by now.
    """
    row = _seen_change(factory, number, seen, video_id)
    factory.catalogue.alternatives.decide(_decision(row, decision, note))
    return _open_change(factory, number, video_id)


def decide_changes(
    factory: Factory, chosen: Mapping[int, str], decision: AlternativeVerdict, note: str
) -> DecidedChanges:
    """Decide about many planned changes in one transaction; what cannot be decided is left alone, and named with why.

    Args:
        factory: where they are.
        chosen: what was looked at of each, by its number: see `SEEN`.
        decision: what somebody thinks of all of them.
        note: why; a rejection needs one.

    Raises:
        BadInput: nothing or too much is chosen, or a rejection says not why.
    """
    if not 0 < len(chosen) <= MOST:
        raise BadInput(f"{len(chosen)} changes are chosen; wanted 1 to {MOST}")
    _check_note(decision, note)
    decisions: dict[int, AlternativeDecision] = {}
    left: list[LeftChange] = []
    for number, seen in chosen.items():
        try:
            decisions[number] = _decision(_seen_change(factory, number, seen), decision, note)
        except FactoryError as error:
            left.append(LeftChange(number=number, why=str(error)))
    factory.catalogue.alternatives.decide(*decisions.values())
    return DecidedChanges(decision=decision, done=tuple(decisions), left=tuple(left))


def decide_all_shown(
    factory: Factory, video_id: str, seen: str, decision: AlternativeVerdict, note: str
) -> None:
    """Decide about all planned changes of a video that a message showed, in one transaction.

    Args:
        factory: where they are.
        video_id: whose.
        seen: what the button carried: `on_button` of `together_sha256` of what was shown.
        decision: what somebody thinks of all of them.
        note: why; a rejection needs one.

    Raises:
        BadInput: a rejection says not why.
        PermanentError: others are to be decided about by now, or none.
    """
    rows = [row for row in list_changes(factory, video_id, MOST) if row.asked]
    now = together_sha256((row.number, row.sha256) for row in rows)
    if not rows or seen != on_button(now):
        raise PermanentError(
            f"{video_id}: what is planned is another than was shown, or decided already; nothing was "
            "decided. Look at what is planned now (`factory later`, or *Later* on the desk)"
        )
    _check_note(decision, note)
    factory.catalogue.alternatives.decide(*(_decision(row, decision, note) for row in rows))


def decide_arms(
    factory: Factory,
    experiment_id: str,
    decision: AlternativeVerdict,
    note: str,
    seen: Mapping[str, str],
) -> KeptExperiment:
    """Decide about what an experiment shows beside the original.

    Args:
        factory: where it is.
        experiment_id: which.
        decision: what somebody thinks of it.
        note: why; a rejection needs one.
        seen: the arms that it speaks of, with the first digits of the hash of what was looked at of
            each, see `SEEN`.

    Raises:
        BadInput: nobody says why not, no arm is named or there is no such arm, `seen` holds no such
            hashes, or it shows nothing by itself.
        PermanentError: there is no such experiment, or an arm shows another picture by now.
    """
    kept = factory.catalogue.experiments.find(experiment_id)
    experiment = kept.registered
    others = {one.name: one for one in experiment.arms[1:]}
    if experiment.design != "days":
        raise BadInput(f"{experiment_id} shows nothing by itself; nothing is to be approved")
    unknown = [name for name in seen if name not in others]
    if unknown or not seen:
        found = repr(unknown[0][:40]) if unknown else "nothing"
        raise BadInput(
            f"{found} is no arm to decide about; wanted some of: {', '.join(others)}, each with the "
            "hash of what was looked at"
        )
    shown = {name: _shown(factory, experiment, others[name]) for name in seen}
    for name, digits in seen.items():
        _check_seen(f"arm {name}", shown[name].sha256, digits)
    decided = [_decision(one, decision, note) for one in shown.values()]
    factory.catalogue.alternatives.decide(*decided)
    return kept


def planned_as_shown(factory: Factory, video_id: str, shown: str) -> list[ChangeRow]:
    """Return the planned changes that were shown beside a master, to be approved with it.

    Args:
        factory: where it is.
        video_id: whose.
        shown: `NUMBER:HASH` of each, with blanks between, as the review page says them; what is not to
            be made any more is passed over.

    Raises:
        PermanentError: one is another picture by now.
    """
    still = {str(row.number): row for row in list_changes(factory, video_id) if row.state in OPEN}
    said = {number: seen for number, _, seen in (one.partition(":") for one in shown.split())}
    for number in said.keys() & still.keys():
        _check_seen(f"change {number}", still[number].sha256, said[number])
    return [still[number] for number in said if number in still]


def approve_planned(factory: Factory, planned: Sequence[ChangeRow]) -> None:
    """Approve what `planned_as_shown` returned."""
    factory.catalogue.alternatives.decide(*(_decision(row, "approved", "") for row in planned))


def hashes_of_arms(factory: Factory, kept: KeptExperiment) -> dict[str, str]:
    """Return by what a decision knows what each other arm shows; what is not there is left out."""
    found: dict[str, str] = {}
    for arm in kept.registered.arms[1:] if kept.registered.design == "days" else ():
        try:
            found[arm.name] = _shown(factory, kept.registered, arm).sha256
        except FactoryError:
            continue  # `unapproved_arms` says why
    return found


def unapproved_arms(factory: Factory, kept: KeptExperiment) -> dict[str, str]:
    """Return why arms of an experiment by days may not be shown yet, by their names."""
    experiment, agreements = kept.registered, agreements_of(factory)
    if experiment.design != "days":
        return {}
    found: dict[str, str] = {}
    for arm in experiment.arms[1:]:
        try:
            why = agreements.missing(experiment.video_id, CHANGEABLE, experiment.varies, arm.says)
        except FactoryError as error:
            why = str(error)
        if why:
            found[arm.name] = why
    return found


def _open_change(factory: Factory, number: int, video_id: str) -> ChangeRow:
    for row in list_changes(factory, video_id, 1, number):
        if row.state in OPEN:
            return row
    of = f" of {video_id}" if video_id else ""
    raise PermanentError(
        f"no change number {number}{of} is still to be made; `factory later` lists them"
    )


def _seen_change(factory: Factory, number: int, seen: str, video_id: str = "") -> ChangeRow:
    row = _open_change(factory, number, video_id)
    if not row.sha256 and not row.unapproved:
        raise BadInput(
            f"change {row.number}: {row.what} {row.to} needs no approval of its own; it is made as it was "
            "asked for"
        )
    _check_seen(f"change {row.number}", row.sha256, seen)
    return row


def _shown(factory: Factory, experiment: Experiment, arm: Arm) -> Shown:
    known_by = agreements_of(factory).known_by
    sha256 = known_by(experiment.video_id, experiment.varies, arm.says)
    return Shown(experiment.video_id, experiment.varies, arm.says, sha256)


def _check_seen(what: str, sha256: str, seen: str) -> None:
    """Refuse a decision that names nothing that was looked at, or something else than is there now."""
    if not re.fullmatch(SEEN, seen):
        raise BadInput(
            f"{what}: {seen[:64]!r} does not say what was looked at; nothing was decided. Wanted the "
            "first 32 to 64 hex digits of its SHA-256, as they are listed with it"
        )
    if not sha256.startswith(seen):
        raise PermanentError(
            f"{what}: what was looked at is {seen[:12]}, what it is now is {sha256[:12]}; "
            "nothing was decided. Look at it anew: `factory later`, `factory experiments`, or the desk"
        )


def _decision(
    shown: "ChangeRow | Shown", decision: AlternativeVerdict, note: str
) -> AlternativeDecision:
    _check_note(decision, note)
    return AlternativeDecision(
        video_id=shown.video_id,
        what=shown.what,
        sha256=shown.sha256,
        says=shown.to,
        decision=decision,
        reviewer=acting(),
        place=acting_at(),
        note=note.strip()[:2000],
        decided_at=datetime.now(UTC),
    )


def _check_note(decision: AlternativeVerdict, note: str) -> None:
    if decision == "rejected" and not note.strip():
        raise BadInput(
            'why not is not said; wanted a note (`--note "..."`), so that the next one can be right'
        )
