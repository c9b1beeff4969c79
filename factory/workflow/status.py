"""Status words: what the catalogue's views say about a video, in the words people ask with.

The words are computed from facts each time (`resources/database/views.sql`); nothing stores them.
"""

from typing import Final, Literal, get_args

STAGES: Final = (
    "briefs",
    "scripts",
    "audio",
    "visuals",
    "captions",
    "listings",
    "renders",
    "releases",
    "uploads",
)
"""Stages that record how they went, in the order of a video's life; an upload as `uploads/<outlet>`."""

StageWord = Literal["pending", "running", "waiting", "done", "failed"]
STAGE_WORDS: Final = frozenset[str](get_args(StageWord))
"""Of one stage; `pending` too when the brief was revised since. `waiting`: it went no further, and nothing is
wrong: a budget, a vendor, a person or its time is waited for."""

STATUS_WORDS: Final = frozenset(
    {
        "pending",
        "queued",
        "planning",
        "rendering",
        "awaiting_review",
        "awaiting_budget",
        "awaiting_provider",
        "awaiting_confirmation",
        "awaiting_original",
        "awaiting_step",
        "changes_asked",
        "held",
        "awaiting_outlet",
        "awaiting_slot",
        "scheduled",
        "publishing",
        "published",
        "rejected",
        "cancelled",
        "failed",
        "deleted",
    }
)
"""Of a whole video, as `factory list` shows it."""

STORY_WORDS: Final = frozenset(
    {
        "pending",
        "generating_script",
        "generating_images",
        "generating_audio",
        "generating_subtitles",
        "generating_metadata",
        "rendering",
        "uploading",
        "published",
        "failed",
    }
)
"""Of a story, for those who follow it stage by stage; from a finished master on: `uploading`.
Who knows only these words is told `failed` of what was rejected, cancelled or deleted."""

JOB_WORDS: Final = frozenset({"queued", "processing", "completed", "failed"})
"""Of the work on a video as one job; completed when it is published."""

STATE_WORDS: Final = frozenset(
    {"IDLE", "GENERATING_SCRIPT", "ASSEMBLING_VIDEO", "COMPLETED", "FAILED"}
)
"""Of the production stepper."""

ScriptStatus = Literal["draft", "approved"]
AssetStatus = Literal["requested", "generated", "failed"]
VideoStatus = Literal["rendering", "ready", "failed"]
PostStatus = Literal["scheduled", "published", "failed"]
SCRIPT_WORDS: Final = frozenset[str](get_args(ScriptStatus))
ASSET_WORDS: Final = frozenset[str](get_args(AssetStatus))
VIDEO_WORDS: Final = frozenset[str](get_args(VideoStatus))
POST_WORDS: Final = frozenset[str](get_args(PostStatus))
"""Of the single things a video is made of; no word while there is no such thing yet."""
