"""Experiment (A/B test): what varies between its arms, what is expected, how it is measured and when it is judged, written down first."""

from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from factory.records import Payload

Design = Literal["days", "videos", "platform"]
"""`days`: one video's title or thumbnail changes by whole days of the platform. `videos`: each new video
of a channel is drawn for one arm. `platform`: YouTube's own *Test & Compare*, which has no API: it is
prepared here, run by a person in Studio, and its result recorded."""
Measure = Literal["click_rate", "average_view_share", "first_week_views"]
State = Literal["registered", "running", "waiting", "over", "stopped"]

"""`waiting`: its last day is over, its figures are not all in; `over`: it may be judged."""

OUTLET: Final = "youtube"
"""Where days are changed and counted."""
TRIALS: Final = {"click_rate": "impressions", "average_view_share": "views"}
"""What is counted of a measure of days: the figure of which it is a share."""
DESIGNS: Final = ("days", "videos", "platform")
VARIES: Final = {
    "days": ("title", "thumbnail"),
    "videos": ("title", "thumbnail", "prompt", "format", "length"),
    "platform": ("title", "thumbnail"),
}
MOST_ARMS: Final = 3
WAIT_DAYS: Final = 3
"""Figures of a day come 48 to 72 hours after it; nothing is judged before."""
LEAST_DAYS: Final = 2 * 7
"""Each arm has every weekday at least once."""

Words = Annotated[str, Field(min_length=1, max_length=500)]


class Arm(Payload):
    """One way to do it."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")]
    says: Words
    """The title; the thumbnail's name among the video's files; what is done otherwise."""


class Experiment(Payload):
    """As it was registered; nothing of it is changed afterwards."""

    experiment_id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    channel: Words
    design: Design
    varies: str
    hypothesis: Words
    measure: Measure
    arms: tuple[Arm, ...] = Field(min_length=2, max_length=MOST_ARMS)
    """The first is how it is now."""
    expected: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
    """The measure as it is: 0.04 of impressions are clicked."""
    hoped: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
    """The smallest change that would matter: 0.05."""
    video_id: str = ""
    """Whose title or thumbnail it is, where a design wants one."""
    first_day: date
    """A day of the platform."""
    days: Annotated[int, Field(ge=2, le=366)]
    """After so many it is judged, once; never before."""
    registered_by: str
    registered_at: datetime
    need: Annotated[int, Field(ge=1)]
    """Trials that each arm needs: impressions, views or videos."""
    power: str
    """The same in words, with what the channel has: they were shown before it was registered."""
    seed: int
    """By which arms are drawn."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.varies not in VARIES[self.design]:
            raise ValueError(
                f"varies: {self.varies!r}; wanted one of {', '.join(VARIES[self.design])}"
            )
        if len({arm.name for arm in self.arms}) < len(self.arms):
            raise ValueError("arms: two have the same name")
        if len({arm.says for arm in self.arms}) < len(self.arms):
            raise ValueError("arms: two say the same")
        if self.expected == self.hoped:
            raise ValueError("hoped: is what is expected already; wanted another figure")
        if self.measure != "first_week_views" and max(self.expected, self.hoped) > 1:
            raise ValueError("expected, hoped: wanted shares, such as 0.04 and 0.05")
        if self.design != "videos" and not self.video_id:
            raise ValueError("video_id: a title or thumbnail is one video's; wanted its ID")
        if self.design == "days" and (self.days % len(self.arms) or self.days < LEAST_DAYS):
            raise ValueError(
                f"days: {self.days}; wanted {LEAST_DAYS} or more, a multiple of {len(self.arms)}"
            )
        return self

    @property
    def title(self) -> str:
        """What people call it: `Shorter title` for `shorter-title`."""
        return self.experiment_id.replace("-", " ").capitalize()

    @property
    def last_day(self) -> date:
        """The last that counts."""
        return self.first_day + timedelta(days=self.days - 1)

    @property
    def judged_after(self) -> date:
        """When the figures of the last day have been waited for."""
        return self.last_day + timedelta(days=WAIT_DAYS)

    @property
    def original(self) -> Arm:
        """How it was before, and is put back to."""
        return self.arms[0]


class KeptExperiment(Payload):
    """An experiment, and what became of it."""

    registered: Experiment
    stopped_at: datetime | None = None
    stopped_by: str = ""
    note: str = ""
    """Why it was stopped; of a platform's own test, what it said."""
    winner: str = ""
    """The arm that a platform's own test named; or `none`."""

    def state(self, today: date) -> State:
        """Return where it stands on a day of the platform."""
        if self.stopped_at:
            return "over" if self.winner else "stopped"
        if today < self.registered.first_day:
            return "registered"
        if today <= self.registered.last_day:
            return "running"
        return "waiting" if today <= self.registered.judged_after else "over"


class ArmChange(Payload):
    """An arm that a video was to be given: noted before anything is done, and when it is done."""

    number: int
    day: date
    """Of the platform."""
    arm: str
    begun_at: datetime
    done_at: datetime | None = None
    """None: nobody knows whether it was made."""


class ShownDay(Payload):
    """Which arm a day of the platform showed."""

    day: date
    arm: str
    shown_at: datetime
    whole: bool
    """From its beginning to its end; others are not counted."""
