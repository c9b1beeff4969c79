"""Phases: what one run does for one video, and which phase comes next."""

from datetime import datetime
from typing import Final, Literal

from factory.brief.brief import Brief

PHASES: Final = ("plan", "render", "publish")

MAX_ATTEMPTS: Final = 4
"""How often a phase is started when its process dies under it."""

RETRY_SECONDS: Final = (1.0, 2.0, 4.0)
"""Wait before the second, third and fourth start."""

UNHEARD_SECONDS: Final = 60.0
"""A launch claimed this long ago without a run was claimed by somebody who is gone."""


def next_phase(done: str, review: Literal["required", "automatic"]) -> str | None:
    """Return the phase that follows without a person, or None when one must decide or all is done."""
    if done == "plan":
        return "render"
    if done == "render" and review == "automatic":
        return "publish"
    return None


def earliest(phase: str, brief: Brief) -> datetime | None:
    """Return the time before which a phase may not begin: the brief's `publish_at`, or none."""
    return brief.publish_at if phase == "publish" else None
