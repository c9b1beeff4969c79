"""What a platform says of posts when it is asked, and of which posts it can be asked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from factory.analytics.audience import Audience, AudiencePart, Dimension
from factory.analytics.figures import Figures
from factory.analytics.retention import Retention, RetentionPoint
from factory.analytics.running_totals import Reading
from factory.records import Payload
from factory.workflow.platform_days import platform_day


class LivePost(Payload):
    """A post that is out, by the names that its platform knows it by."""

    video_id: str
    channel: str
    outlet: str
    account: str
    """Whose it is there: `UC...`."""
    post_id: str
    published_at: datetime
    master_sha256: str = ""
    """Of the file that is seen there."""
    down: bool = False
    """It was taken down, and nobody has approved its video since."""

    @property
    def published_on(self) -> date:
        """The platform's day on which it went out."""
        return platform_day(self.published_at)


PostStanding = Literal["out", "down", "gone"]
"""`down`: somebody wants it taken down, or it is, and nobody has approved its video since; `gone`: it is
not at its outlet any more, or its video was deleted."""


class LivePosts(Protocol):
    """Posts that are out."""

    def live(self, day: date) -> Sequence[LivePost]:
        """Return what was out on a day, the newest last; nothing of it was deleted since.

        A post whose brief names no account at its outlet any more cannot be asked, and is left out.
        """
        ...

    def newest(self, video_id: str, outlet: str) -> LivePost | None:
        """Return a video's newest post at an outlet; None where none is out, or it cannot be asked."""
        ...

    def to_come(self, video_id: str, outlet: str) -> str:
        """Return the status of a video that may still go out at an outlet; empty where it will not.

        It will not where its channel sends nothing there, or where it is published without it, rejected,
        called off or deleted.
        """
        ...

    def standing(self, video_id: str, outlet: str) -> PostStanding:
        """Return how a video's newest post at an outlet stands now, whether it can be asked or not."""
        ...


class PlatformFigures(Protocol):
    """One platform, asked as the owner of an account.

    All raise `TransientError` where it does not answer, or answers what cannot be meant;
    `NoAccess` where the account is not connected, or did not allow it; `PublishingWaits` where the
    quota is used up.
    """

    def day(self, account: str, day: date, posts: Sequence[str]) -> Mapping[str, Figures] | None:
        """Return the figures of posts on one day, by post; None where the day is not told of yet.

        A post of which nothing is told is left out: nothing is no zero.
        """
        ...

    def reach(self, account: str, day: date) -> Mapping[str, Figures] | None:
        """Return impressions and click rates of every post of the account; None as in `day`."""
        ...

    def audience(
        self, account: str, day: date, posts: Sequence[str], dimension: Dimension
    ) -> Sequence[AudiencePart]:
        """Return who watched these posts in the `PERIOD_DAYS` that end with a day."""
        ...

    def retention(
        self, account: str, post: str, first: date, last: date
    ) -> Sequence[RetentionPoint]:
        """Return the curve of one post over these days; nothing where too few have watched."""
        ...


class PlatformTotals(Protocol):
    """One platform, asked what it has counted of posts since they went out."""

    at_once: int
    """So many posts it is asked for in an hour and account at most; docs/analytics.md says why."""

    def totals(self, account: str, posts: Sequence[str]) -> Iterator[Mapping[str, Figures]]:
        """Yield the counts of posts since they went out, by post, as each request tells them.

        So what was told is there, whatever comes after it. Every post that was asked for is in one
        of them; of one that the platform does not know, or shows nobody, nothing is known.

        Raises:
            TransientError: no answer, or one that cannot be meant.
            NoAccess: the account is not connected, or did not allow it.
            PublishingWaits: a limit is reached; whoever asks later goes on.
        """
        ...


class OutletTotals(Protocol):
    """The platforms that tell running totals."""

    def totals(self, name: str) -> PlatformTotals | None:
        """Return whom one asks for them; None where an outlet counts nothing."""
        ...


class Readings(Protocol):
    """Running totals as they were read; only ever added to."""

    def record(self, new: Sequence[Reading]) -> None:
        """Keep them; the same moment twice is once."""
        ...

    def newest(self, after: datetime) -> Mapping[tuple[str, str], datetime]:
        """Return when each video and outlet was last read, of those read after a moment."""
        ...

    def since(self, moment: datetime, video_ids: Sequence[str]) -> Sequence[Reading]:
        """Return what was read of these videos from a moment on, the oldest first."""
        ...


class Audiences(Protocol):
    """What was told of viewers, kept as it was told; only ever added to."""

    def record_audience(self, source: str, told: Audience) -> bool:
        """Keep an answer; say whether it is another than the one before."""
        ...

    def record_retention(self, source: str, told: Retention) -> bool:
        """Keep a curve; say whether it is another than the one before."""
        ...

    def audiences(self, first: date, last: date) -> Sequence[Audience]:
        """Return the newest answers about these days, by day."""
        ...

    def retentions(self, first: date, last: date) -> Sequence[Retention]:
        """Return the newest curves up to each of these days, by day."""
        ...
