"""Taking briefs in, and what they would cost, before anything is spent."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desk.actions.making.launching import Beginning, launch, running_dagster
from factory.brief.brief import AcceptedBrief
from factory.errors import BadInput
from factory.intake.accept_brief import as_taken_in, take_in
from factory.intake.key_check import check_keys_of_all
from factory.intake.quote import estimates
from factory.money.estimate import Estimate
from factory.records import Payload
from factory.workflow.phases import first_phase
from wiring.factory import Factory, open_factory
from wiring.home import this_home

if TYPE_CHECKING:
    from wiring.desk_imports import DagsterApi


class TakenVideo(Payload):
    """What became of one language of a brief that was handed in."""

    video_id: str
    state: Beginning | Literal["known"]
    """`known`: it was handed in before, to the letter; whatever became of it stays so."""
    status: str
    """The video's status word."""


class Taken(Payload):
    """What became of a brief that was handed in."""

    videos: tuple[TakenVideo, ...]


class PricePlan(Payload):
    """What briefs would cost, each and together."""

    videos: tuple[Estimate, ...]
    total_usd: float


def take_brief(path: Path) -> Taken:
    """Take a brief in; where a factory runs it begins at once, else at the next `factory up`."""
    data, folder = read_brief(path), path.resolve().parent
    with open_factory() as factory:
        return hand_in(factory, data, path.name, folder, f"new {path.name}", "new brief")


def hand_in(
    factory: Factory,
    data: bytes,
    name: str,
    folder: Path,
    source: str,
    reason: str,
    *,
    typed: bool = False,
) -> Taken:
    """Take a brief in and ask for its videos; one that was asked for before is left as it is.

    Args:
        factory: that makes them.
        data: the brief as a file.
        name: what errors call it.
        folder: from which it names folders of its own.
        source: where it came from; the same brief from the same source is the same video.
        reason: why it is asked for, as its history says.
        typed: into fields, so that errors speak of no file.

    Raises:
        BadInput: it cannot be accepted; nothing was recorded.
    """
    videos = take_in(
        data,
        name,
        folder=folder,
        channels=factory.channels,
        briefs=factory.catalogue.briefs,
        lettering=factory.lettering,
        now=datetime.now(UTC),
        source=source,
        revise=False,
        typed=typed,
    )
    dagster = running_dagster()
    return Taken(videos=tuple(asked_for(factory, dagster, v.video_id, reason) for v in videos))


def asked_for(
    factory: Factory, dagster: "DagsterApi | None", video_id: str, reason: str
) -> TakenVideo:
    """Ask for a video that was taken in, unless somebody has asked before."""
    if factory.catalogue.launches.asked_before(video_id):
        state = "known"
    else:
        phase = first_phase(stepwise=factory.catalogue.modes.is_stepwise(video_id))
        state = launch(factory, dagster, video_id, phase, reason)
    status = factory.catalogue.reports.show(video_id).status
    return TakenVideo(video_id=video_id, state=state, status=status)


def price(paths: Sequence[Path]) -> PricePlan:
    """Return what briefs would cost, by role, and together, before anything is spent.

    Raises:
        BadInput: one of them would not be accepted as a video.
    """
    home = this_home()
    now = datetime.now(UTC)
    with home.providers() as providers:
        videos = tuple(
            one
            for path in paths
            for original in [_as_taken_in(path, now)]
            for one in estimates(original, providers)
        )
    return PricePlan(videos=videos, total_usd=sum(video.total_usd for video in videos))


def check_early(path: Path) -> None:
    """Refuse what cannot be made, before anything is started.

    Raises:
        BadInput: the brief cannot be accepted.
        PermanentError: a key is missing.
    """
    home = this_home()
    try:
        # A time of publication that is past by now may have been accepted before: intake looks.
        original = _as_taken_in(path, None)
    except BadInput:
        _as_taken_in(path, datetime.now(UTC))  # says the time too, among what is wrong
        raise
    with home.providers() as providers:
        check_keys_of_all(original, providers)


def _as_taken_in(path: Path, now: datetime | None) -> AcceptedBrief:
    """Return the brief as if it had been taken in; what intake refuses is refused here."""
    home = this_home()
    return as_taken_in(
        read_brief(path),
        path.name,
        folder=path.resolve().parent,
        channels=home.channels,
        lettering=home.lettering,
        now=now,
    )


def read_brief(path: Path) -> bytes:
    """Return the file's bytes; raise BadInput saying what stands there instead."""
    if path.is_dir():
        raise BadInput(f"{path} is a folder; name one brief in it")
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"could not read the brief {path}: {error.strerror}") from error
