"""Accepted briefs and units of work, small and complete, for tests of the catalogue."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from factory.brief.brief import AcceptedBrief, Brief
from factory.channel.channel import Channel
from factory.records import FileRef, Provider
from factory.units_of_work import Unit, UnitDetail

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
VOICE = Provider(role="voice", name="tones", model="sine", version="1", licence="CC0-1.0")
MASTER = "ab" * 32


def accepted(
    video_id: str = "a-video",
    *,
    title: str | None = None,
    channel: str = "tales",
    words: str = "Once.",
    wanted_id: str | None = None,
    review: str = "required",
) -> AcceptedBrief:
    """Return a brief as intake would hand it on; the title follows from the ID."""
    brief = Brief(
        title=title or f"About {video_id}",
        channel=channel,
        format="short",
        language="en",
        words=words,
        video_id=wanted_id,
    )
    return AcceptedBrief(
        video_id=video_id,
        brief=brief,
        brief_sha256=hashlib.sha256(brief.to_json()).hexdigest(),
        channel=Channel.model_validate(
            {"name": channel, "title": channel.title(), "format": "short", "review": review}
        ),
        source="test",
        accepted_at=NOW,
    )


def unit(label: str, *, video_id: str = "a-video", price_usd: float = 0.0, **recipe: Any) -> Unit:
    """Return a unit whose result is decided by its label and whatever else is given."""
    return Unit(
        video_id=video_id,
        stage="audio",
        kind="speech",
        label=label,
        recipe={"label": label, **recipe},
        suffix=".txt",
        provider=VOICE,
        estimate_usd=Decimal(str(price_usd)),
    )


class TextDetail(UnitDetail):
    """What is known of a text beside its bytes."""

    letters: int


def writes(text: str, log: list[str] | None = None) -> Callable[[Path], TextDetail]:
    """Return work that writes a text, and notes in the log that it was really done."""

    def do(target: Path) -> TextDetail:
        if log is not None:
            log.append(text)
        target.write_text(text, encoding="utf-8")
        return TextDetail(letters=len(text))

    return do


def file_ref(name: str, sha256: str = MASTER) -> FileRef:
    """Return a reference to a file that need not be there."""
    return FileRef(name=name, sha256=sha256, bytes=7, media_type="video/mp4")
