"""Deciding about other titles and thumbnails: exactly what was looked at may be shown, and nothing else."""

from datetime import UTC, datetime

from desk.actions.acting import acting, acting_at
from desk.actions.publishing.changing import OPEN, ChangeRow, agreements_of, list_changes
from factory.brief.later_changes import CHANGEABLE
from factory.errors import BadInput, FactoryError, PermanentError
from factory.experiments.experiment import KeptExperiment
from factory.reviews.alternative import AGREED, AlternativeDecision, AlternativeVerdict
from factory_assets.publishing.agreement import known_by
from wiring.factory import Factory


def decide_change(
    factory: Factory,
    number: int,
    decision: AlternativeVerdict,
    note: str,
    video_id: str = "",
    seen: str = "",
) -> ChangeRow:
    """Decide about the title or thumbnail that a post is to be given later.

    Args:
        factory: where it is.
        number: of the change, as `factory later` lists it.
        decision: what somebody thinks of it.
        note: why; a rejection needs one.
        video_id: whose it must be; empty: anybody's.
        seen: the first digits of the hash of what was looked at; empty: what is there now.

    Raises:
        BadInput: nobody says why not, or it is no matter of how a post looks.
        PermanentError: no such change is still to be made, or it is another picture by now.
    """
    row = _open_change(factory, number, video_id)
    if not row.sha256.startswith(seen):
        raise PermanentError(
            f"change {number}: what was looked at is {seen[:12]}, what it is now is {row.sha256[:12]}; "
            "nothing was decided. Look at that one"
        )
    _decide(factory, row.video_id, row.what, row.to, decision, note)
    return _open_change(factory, number, video_id)


def decide_arms(
    factory: Factory, experiment_id: str, decision: AlternativeVerdict, note: str, arm: str = ""
) -> KeptExperiment:
    """Decide about what an experiment shows beside the original.

    Args:
        factory: where it is.
        experiment_id: which.
        decision: what somebody thinks of it.
        note: why; a rejection needs one.
        arm: the one that it speaks of; empty: all others than the original.

    Raises:
        BadInput: nobody says why not, there is no such arm, or it shows nothing by itself.
        PermanentError: there is no such experiment.
    """
    kept = factory.catalogue.experiments.find(experiment_id)
    experiment = kept.registered
    others = {one.name: one for one in experiment.arms[1:]}
    if experiment.design != "days":
        raise BadInput(f"{experiment_id} shows nothing by itself; nothing is to be approved")
    if arm and arm not in others:
        raise BadInput(
            f"{arm[:40]!r} is no arm to decide about; wanted one of: {', '.join(others)}"
        )
    for one in [others[arm]] if arm else others.values():
        _decide(factory, experiment.video_id, experiment.varies, one.says, decision, note)
    return kept


def approve_planned(factory: Factory, video_id: str, shown: str) -> None:
    """Approve, together with a master, the planned changes that were shown beside it.

    Args:
        factory: where it is.
        video_id: whose.
        shown: `NUMBER:HASH` of each, with blanks between, as the review page says them; what is not to
            be made any more is passed over.

    Raises:
        PermanentError: one is another picture by now.
    """
    still = {str(row.number): row for row in list_changes(factory, video_id) if row.state in OPEN}
    for number, _, seen in (one.partition(":") for one in shown.split()):
        if number in still:
            decide_change(factory, still[number].number, "approved", "", video_id, seen)


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
    for row in list_changes(factory, video_id, 500):
        if row.number == number and row.state in OPEN:
            return row
    of = f" of {video_id}" if video_id else ""
    raise PermanentError(
        f"no change number {number}{of} is still to be made; `factory later` lists them"
    )


def _decide(
    factory: Factory,
    video_id: str,
    what: str,
    to: str,
    decision: AlternativeVerdict,
    note: str,
) -> None:
    if decision == "rejected" and not note.strip():
        raise BadInput("why not is not said; wanted a note, so that the next one can be right")
    if what not in AGREED:
        raise BadInput(
            f"who may see a post needs no approval: {what} is changed as it was asked for"
        )
    factory.catalogue.alternatives.decide(
        AlternativeDecision(
            video_id=video_id,
            what=what,
            sha256=known_by(factory.store, video_id, what, to),
            says=to,
            decision=decision,
            reviewer=acting(),
            place=acting_at(),
            note=note.strip()[:2000],
            decided_at=datetime.now(UTC),
        )
    )
