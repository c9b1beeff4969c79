"""Taking briefs in, and what they would cost, before anything is spent."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from desk.actions.launching import launch, running_dagster
from factory.brief.brief import AcceptedBrief
from factory.errors import BadInput
from factory.intake.accept_brief import as_taken_in, take_in
from factory.intake.key_check import check_keys_of_all
from factory.intake.quote import estimates
from factory.money.estimate import Estimate
from factory.records import Payload
from factory.workflow.phases import first_phase
from wiring.factory import Factory, open_factory
from wiring.parts import this_home


class Taken(Payload):
    """What became of a brief that was handed in."""

    video_ids: tuple[str, ...]
    begun: bool
    """A factory runs and makes them; else they wait for one."""


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
    factory: Factory, data: bytes, name: str, folder: Path, source: str, reason: str
) -> Taken:
    """Take a brief in and ask for its videos.

    Args:
        factory: that makes them.
        data: the brief as a file.
        name: what errors call it.
        folder: from which it names folders of its own.
        source: where it came from; the same brief from the same source is the same video.
        reason: why it is asked for, as its history says.

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
    )
    dagster = running_dagster()
    for video in videos:
        stepwise = factory.catalogue.modes.is_stepwise(video.video_id)
        launch(factory, dagster, video.video_id, first_phase(stepwise=stepwise), reason)
    return Taken(video_ids=tuple(v.video_id for v in videos), begun=dagster is not None)


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
