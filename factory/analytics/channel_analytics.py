"""Channel analytics: everything that every answer is made of, of one channel at one outlet, to a day."""

from datetime import date

from factory.analytics.audience import Audience
from factory.analytics.charts.day_chart import DayViews
from factory.analytics.cost_and_return import CostAndReturn
from factory.analytics.first_hours import FirstHours
from factory.analytics.growth import Growth
from factory.analytics.kind_performance import Performance
from factory.analytics.outliers import Outlier
from factory.analytics.packaging import Packagings
from factory.analytics.peer_comparison import AgeBand, AgeCurve
from factory.analytics.retention import Retention
from factory.analytics.rhythm import RhythmWeek
from factory.analytics.scene_retention import SceneRetention
from factory.analytics.tried_experiment import TriedExperiment
from factory.analytics.weekly_report.week import LayerCost
from factory.records import Payload


class Watched(Payload):
    """How long viewers stayed with one video."""

    title: str
    curve: Retention
    scenes: SceneRetention | None
    """None where its scenes are not known any more."""
    usual: dict[float, float]
    """The middle of the channel's other videos; empty for fewer than three."""


class Viewership(Payload):
    """Who watched a channel at an outlet."""

    parts: tuple[Audience, ...]
    """The newest answer of each kind, traffic apart."""
    traffic: tuple[Audience, ...]
    """By day."""


class ChannelAnalytics(Payload):
    """One channel at one outlet, to a day."""

    channel: str
    outlet: str
    span: int
    """How many days are shown at most."""
    choices: tuple[tuple[str, str], ...]
    """Every channel and outlet of which anything is known."""
    derivable: bool
    """Whether more may be computed of what the outlet told; else what is ours is left out."""
    day: date
    """The last of which anything is known there."""
    missing: tuple[date, ...]
    """Days in between of which nothing is known, the newest first."""
    days: tuple[DayViews, ...]
    changed: dict[date, int]
    """Of how many videos something was told otherwise later, by day."""
    newest: AgeCurve | None
    new_videos: tuple[AgeBand, ...]
    """Those that need somebody first."""
    cost: CostAndReturn | None
    growth: Growth | None
    growth_of_newest: Growth | None
    """The same of the newest video alone."""
    layers: tuple[LayerCost, ...]
    """What the channel paid in the days that are shown, the dearest first."""
    kinds: tuple[Performance, ...]
    outliers: tuple[Outlier, ...]
    rhythm: tuple[RhythmWeek, ...]
    """By week, the newest first."""
    packaging: Packagings
    watched: Watched | None
    """The newest video of which a curve is known."""
    viewership: Viewership
    first_hours: FirstHours | None
    """Of the newest post whose first hours were read."""
    experiments: tuple[TriedExperiment, ...]
    """Of the channel, the newest first."""
    a_view_is: str
