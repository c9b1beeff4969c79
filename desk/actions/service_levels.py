"""Service levels: what was promised, beside what the last 30 days were."""

from typing import Final, Literal, NamedTuple

from factory.interchange.factory_overview import Levels
from factory.records import Payload
from wiring.factory import Factory

HOURS_BY_HAND: Final = 8.0
"""What a person takes for script, voice, pictures, cut, captions and upload of one video. An
assumption, not measured here; the level of saved time stands on it."""

Unit = Literal["share", "usd", "minutes"]


class Promise(NamedTuple):
    """What is promised of one figure."""

    name: str
    about: str
    unit: Unit
    wanted: float
    at_most: bool
    counts: str
    """The figure that says of how many things it is."""


PROMISES: Final = (
    Promise("runs_succeeded", "Runs that succeed", "share", 0.95, False, "runs"),
    Promise("calls_failed", "Calls of vendors that fail", "share", 0.05, True, "calls"),
    Promise("approved", "Masters that are approved", "share", 0.80, False, "decisions"),
    Promise("uploaded", "Posts that are out", "share", 0.95, False, "posts"),
    Promise("usd_per_video", "Cost of a published video", "usd", 1.0, True, "videos"),
    Promise("minutes_per_video", "Minutes of a video's runs", "minutes", 10, True, "videos"),
    Promise(
        "time_saved",
        f"Time saved against {HOURS_BY_HAND:.0f} h by hand",
        "share",
        0.90,
        False,
        "videos",
    ),
)


class ServiceLevel(Payload):
    """One promise."""

    name: str
    """`runs_succeeded`, as in the metrics."""
    about: str
    unit: Unit
    wanted: float
    at_most: bool
    """Whether it should stay below; otherwise above."""
    found: float | None
    """None where there was nothing to count."""
    counted: int
    """How many things that is of."""

    @property
    def met(self) -> bool | None:
        """Whether it holds; None where nothing was counted."""
        if self.found is None:
            return None
        return self.found <= self.wanted if self.at_most else self.found >= self.wanted


class ServiceLevels(Payload):
    """All of them, and what a month comes to if it goes on so."""

    days: int
    levels: tuple[ServiceLevel, ...]
    videos_a_month: int
    usd_a_month: float


def service_levels(factory: Factory) -> ServiceLevels:
    """Return every promise with what the last 30 days were."""
    found = factory.catalogue.operations.levels()
    return ServiceLevels(
        days=30,
        levels=tuple(_levels(found)),
        videos_a_month=found.videos,
        usd_a_month=round((found.usd_per_video or 0.0) * found.videos, 4),
    )


def _levels(found: Levels) -> list[ServiceLevel]:
    measured = {**found.model_dump(), "time_saved": _time_saved(found)}
    return [
        ServiceLevel(
            name=one.name,
            about=one.about,
            unit=one.unit,
            wanted=one.wanted,
            at_most=one.at_most,
            found=measured[one.name],
            counted=measured[one.counts],
        )
        for one in PROMISES
    ]


def _time_saved(found: Levels) -> float | None:
    if found.minutes_per_video is None:
        return None
    return 1 - found.minutes_per_video / 60 / HOURS_BY_HAND
