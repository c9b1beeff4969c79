"""A video as the desk shows it, in a situation that a test describes."""

from datetime import UTC, datetime
from typing import Any

from factory.interchange.video_facts import VideoFacts
from tests.fakes.manifests import sha

MADE_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def a_shown_video(**changes: Any) -> VideoFacts:
    """Return a finished video that waits for a person; `changes` are its facts."""
    facts: dict[str, Any] = {
        **dict.fromkeys(VideoFacts.model_fields, None),
        **dict.fromkeys(("briefs", "scripts", "audio", "visuals", "captions"), "done"),
        **dict.fromkeys(("listings", "renders"), "done"),
        **dict.fromkeys(("releases", "uploads", "review"), "pending"),
        **dict.fromkeys(("stages", "artifacts", "units", "stand_ins", "reviews"), ()),
        **dict.fromkeys(("posts", "charges", "launches", "flagged", "shown"), ()),
        "figures": (),
        "video_id": "towers",
        "tenant": "default",
        "channel": "demo",
        "format": "short",
        "language": "en",
        "title": "Towers",
        "created_at": MADE_AT,
        "updated_at": MADE_AT,
        "revision": 1,
        "status": "awaiting_review",
        "story_status": "uploading",
        "job_status": "processing",
        "state": "ASSEMBLING_VIDEO",
        "master_sha256": sha("master.mp4"),
        "master_bytes": 1000,
        "master_made_at": MADE_AT,
        "cost_usd": 0.0,
        "units_done": 3,
        "units_reused": 0,
        "mode": "auto",
        "phase": "render",
        "files": {},
        "asked": (),
    }
    return VideoFacts.model_validate({**facts, **changes})
