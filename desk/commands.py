"""What the short commands do; each returns facts or one sentence, and prints nothing."""

import getpass
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
    inbox_of,
    open_factory,
    running_card,
)
from factory.brief import parse_brief
from factory.errors import PermanentError, TransientError
from factory.intake import take_in
from factory.phases import launch_tags
from factory.prices import estimate
from factory.review import Review


def put_in_inbox(path: Path) -> str:
    """Check a brief and hand it to the running factory, or leave it in the inbox for the next."""
    settings = Settings.from_env()
    data = read_brief(path)
    now = datetime.now(UTC)
    parse_brief(data, path.name, channel_folder(settings).all(), now, folder=path.resolve().parent)
    running = running_card().read()
    if not running:
        placed = inbox_of(settings).place(path.name, data)
        return f"{placed} is waiting; `factory up` makes it."
    with open_factory() as factory:
        accepted = take_in(
            data,
            path.name,
            folder=path.resolve().parent,
            channels=factory.channels,
            catalogue=factory.catalogue,
            now=now,
            source=f"new {path.name}",
            revise=False,
        )
        _launch(factory, running["dagster"], accepted.video_id, "plan", "new brief")
    return f"{accepted.video_id} is being made; see `factory show {accepted.video_id}`."


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
            return f"{video_id} is rejected; it will not be published."
        running = running_card().read()
        address = running["dagster"] if running else None
        started = _launch(factory, address, video_id, "publish", "approved")
    if started:
        return f"{video_id} is approved; its release is running."
    return f"{video_id} is approved; `factory up`, or `factory make` again, publishes it."


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


def price(path: Path) -> dict[str, Any]:
    """Return what a brief would cost, by role, before anything is spent."""
    settings = Settings.from_env()
    channels = channel_folder(settings)
    now = datetime.now(UTC)
    brief = parse_brief(
        read_brief(path), path.name, channels.all(), now, folder=path.resolve().parent
    )
    return estimate(brief, channels.named(brief.channel), now).model_dump(mode="json")
