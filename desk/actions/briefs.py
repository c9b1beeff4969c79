"""Taking briefs in, and what they would cost, before anything is spent."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from desk.actions.launching import launch, running_dagster
from factory.brief.brief import AcceptedBrief, accept, parse_brief, translations
from factory.channel.channel import Channel
from factory.errors import BadInput
from factory.graphics.glyph_coverage import check_letters
from factory.intake.accept_brief import beside, take_in
from factory.intake.key_check import check_keys
from factory.intake.quote import estimates
from factory.money.estimate import Estimate
from factory.records import Payload
from wiring.factory import open_factory
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
    data = read_brief(path)
    with open_factory() as factory:
        videos = take_in(
            data,
            path.name,
            folder=path.resolve().parent,
            channels=factory.channels,
            briefs=factory.catalogue.briefs,
            lettering=factory.lettering,
            now=datetime.now(UTC),
            source=f"new {path.name}",
            revise=False,
        )
        dagster = running_dagster()
        for video in videos:
            launch(factory, dagster, video.video_id, "plan", "new brief")
    return Taken(video_ids=tuple(v.video_id for v in videos), begun=dagster is not None)


def price(paths: Sequence[Path]) -> PricePlan:
    """Return what briefs would cost, by role, and together, before anything is spent.

    Raises:
        BadInput: one of them would not be accepted as a video.
    """
    home = this_home()
    channels = home.channels.all()
    now = datetime.now(UTC)
    with home.providers() as providers:
        videos = tuple(
            one
            for path in paths
            for original in [_as_taken_in(path, channels, now)]
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
    channels = home.channels.all()
    try:
        # A time of publication that is past by now may have been accepted before: intake looks.
        original = _as_taken_in(path, channels, None)
    except BadInput:
        _as_taken_in(path, channels, datetime.now(UTC))  # says the time too, among what is wrong
        raise
    with home.providers() as providers:
        for accepted in (original, *translations(original)):
            check_keys(accepted, providers)


def _as_taken_in(
    path: Path, channels: Mapping[str, Channel], now: datetime | None
) -> AcceptedBrief:
    """Return the brief as if it had been taken in; what intake refuses is refused here."""
    folder = path.resolve().parent
    admit = beside(folder, this_home().channels)
    brief = parse_brief(
        read_brief(path), path.name, channels, now, this_home().channels.directory(), folder, admit
    )
    accepted_at = now or datetime.now(UTC)
    original = accept(brief, channels[brief.channel], "not-taken-in", path.name, accepted_at)
    check_letters(original, this_home().lettering)
    return original


def read_brief(path: Path) -> bytes:
    """Return the file's bytes; raise BadInput saying what stands there instead."""
    if path.is_dir():
        raise BadInput(f"{path} is a folder; name one brief in it")
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"could not read the brief {path}: {error.strerror}") from error
