"""What the short commands do; each returns facts or one sentence, and prints nothing."""

import getpass
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from desk.briefs import read_brief
from desk.video import about
from desk.wiring import (
    DagsterApi,
    Factory,
    Settings,
    channel_folder,
    lettering,
    open_factory,
    running_card,
    studio_of,
)
from factory.brief import AcceptedBrief, accept, parse_brief, translations
from factory.channel import Channel
from factory.dressing import check_letters
from factory.errors import BadInput, PermanentError, TransientError
from factory.intake import take_in
from factory.phases import earliest, launch_tags
from factory.prices import estimates
from factory.readiness import check_keys
from factory.review import Review


def take_brief(path: Path) -> str:
    """Take a brief in; where a factory runs it begins at once, else at the next `factory up`."""
    data = read_brief(path)
    with open_factory() as factory:
        videos = take_in(
            data,
            path.name,
            folder=path.resolve().parent,
            channels=factory.channels,
            catalogue=factory.catalogue,
            lettering=factory.lettering,
            now=datetime.now(UTC),
            source=f"new {path.name}",
            revise=False,
        )
        address = _address()
        for video in videos:
            _launch(factory, address, video.video_id, "plan", "new brief")
    told = "is being made" if address else "is waiting; `factory up` makes it"
    return "\n".join(f"{video.video_id} {told}." for video in videos)


def list_videos(limit: int) -> list[dict[str, Any]]:
    """Return the newest videos with their status."""
    with open_factory() as factory:
        return factory.catalogue.list_videos(limit)


def show_video(video_id: str) -> dict[str, Any]:
    """Return everything about one video."""
    with open_factory() as factory:
        return about(factory, video_id)


def decide(video_id: str, decision: Literal["approved", "rejected"], note: str) -> str:
    """Record a decision about the master as it lies there now; an approval starts the release."""
    with open_factory() as factory:
        factory.catalogue.brief(video_id)
        master = factory.catalogue.artifact(video_id, "renders", "master.mp4")
        if master is None:
            raise PermanentError(
                f"{video_id} has no finished master to decide about; see `factory show {video_id}`"
            )
        factory.catalogue.decide(
            Review(
                video_id=video_id,
                master_sha256=master.sha256,
                decision=decision,
                reviewer=getpass.getuser(),
                note=note,
                decided_at=datetime.now(UTC),
            )
        )
        if decision == "rejected":
            return f"{video_id} is rejected; {_published(factory, video_id, master.sha256)}."
        due = earliest("publish", factory.catalogue.brief(video_id).brief)
        if due and due > datetime.now(UTC):
            factory.launches.request(video_id, "publish", "approved", by="factory", not_before=due)
            return f"{video_id} is approved; a running factory publishes it at {due.isoformat()}."
        started = _launch(factory, _address(), video_id, "publish", "approved")
    if started:
        return f"{video_id} is approved; its release is running."
    return f"{video_id} is approved; `factory up`, or `factory make` again, publishes it."


def _published(factory: Factory, video_id: str, master_sha256: str) -> str:
    """Say what of a rejected master is out already."""
    posts = factory.catalogue.show(video_id)["posts"]
    out = [p["url"] for p in posts if p["master_sha256"] == master_sha256 and p["published_at"]]
    if not out:
        return "it will not be published"
    return f"it will not be published again, but stands at {', '.join(out)}: remove it there"


def _address() -> str | None:
    """Return where Dagster answers, if a factory runs."""
    running = running_card().read()
    return running["dagster"] if running else None


def _launch(factory: Factory, address: str | None, video_id: str, phase: str, reason: str) -> bool:
    """Ask for a phase and, where Dagster runs, start it at once; the sensors are the safety net."""
    if address is None:
        factory.launches.request(video_id, phase, reason, by="factory")
        return False
    launch = factory.launches.claim_video(video_id, phase, reason=reason, by="factory")
    if launch is None:
        return True
    try:
        run_id = DagsterApi(address).launch(phase, video_id, launch_tags(launch))
    except TransientError:
        factory.launches.again(launch.id, 0)
        return True
    factory.launches.started(launch.id, run_id)
    return True


def price(paths: Sequence[Path]) -> dict[str, Any]:
    """Return what briefs would cost, by role, and together, before anything is spent.

    Raises:
        BadInput: one of them would not be accepted as a video.
    """
    settings = Settings.from_env()
    channels = channel_folder(settings).all()
    now = datetime.now(UTC)
    with studio_of(settings) as studio:
        videos = [
            one.model_dump(mode="json")
            for path in paths
            for original in [_as_taken_in(path, channels, now)]
            for one in estimates(original, studio)
        ]
    return {"videos": videos, "total_usd": sum(video["total_usd"] for video in videos)}


def check_early(path: Path) -> None:
    """Refuse what cannot be made, before anything is started.

    Raises:
        BadInput: the brief cannot be accepted.
        PermanentError: a key is missing.
    """
    settings = Settings.from_env()
    channels = channel_folder(settings).all()
    try:
        # A time of publication that is past by now may have been accepted before: intake looks.
        original = _as_taken_in(path, channels, None)
    except BadInput:
        _as_taken_in(path, channels, datetime.now(UTC))  # says the time too, among what is wrong
        raise
    with studio_of(settings) as studio:
        for accepted in (original, *translations(original)):
            check_keys(accepted, studio)


def _as_taken_in(
    path: Path, channels: Mapping[str, Channel], now: datetime | None
) -> AcceptedBrief:
    """Return the brief as if it had been taken in; what intake refuses is refused here."""
    brief = parse_brief(read_brief(path), path.name, channels, now, folder=path.resolve().parent)
    accepted_at = now or datetime.now(UTC)
    original = accept(brief, channels[brief.channel], "not-taken-in", path.name, accepted_at)
    check_letters(original, lettering())
    return original
