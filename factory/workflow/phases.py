"""Phases: what one run does for one video, and which phase comes next."""

from datetime import datetime
from typing import Final

from factory.brief.brief import Brief
from factory.channel.review_settings import Policy

PHASES: Final = ("script", "plan", "render", "publish")
"""In order; `script` is the beginning of `plan`, by itself only where a video is made step by step."""

MAX_ATTEMPTS: Final = 4
"""How often a phase is started when its process dies under it."""

RELAUNCH_SECONDS: Final = (1.0, 2.0, 4.0)
"""Wait before the second, third and fourth start of a phase whose process died."""

UNBEGUN_SECONDS: Final = (30.0, 120.0, 600.0)
"""The same where no process began: the code location is away, and comes back within a minute."""

UNHEARD_SECONDS: Final = 60.0
"""A launch claimed this long ago without a run was claimed by somebody who is gone."""


def first_phase(*, stepwise: bool) -> str:
    """Return the phase with which a video begins."""
    return "script" if stepwise else "plan"


def following(done: str) -> str | None:
    """Return the phase that follows, whoever asks for it; None when all is done."""
    later = PHASES[PHASES.index(done) + 1 :]
    return later[0] if later else None


def next_phase(done: str, review: Policy) -> str | None:
    """Return the phase that follows without a person, or None when one must decide or all is done."""
    after = following(done)
    return None if after == "publish" and review != "automatic" else after


def earliest(phase: str, brief: Brief) -> datetime | None:
    """Return the time before which a phase may not begin: the brief's `publish_at`, or none."""
    return brief.publish_at if phase == "publish" else None
