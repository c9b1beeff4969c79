"""Asking platforms for a day: figures, reach, audience and retention of the posts that were out then."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from factory.analytics.audience import Audience, Dimension
from factory.analytics.figures import ASKED, DayFigures, Figures
from factory.analytics.retention import ASKED_AT_AGES, Retention
from factory.errors import NoAccess, PermanentError
from factory.ports import Audiences, LivePost, LivePosts, Metrics, Outlets, PlatformFigures

Answer = Mapping[str, Figures] | None


@dataclass(frozen=True, slots=True)
class Told:
    """What became of asking for a day."""

    posts: int = 0
    """That were out."""
    changed: int = 0
    """Days about which something new was said: 1 or 0, for each account."""
    waiting: tuple[str, ...] = ()
    """Accounts whose platform is not done with the day."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The platforms of a day's posts."""

    day: date
    outlets: Outlets
    live: Sequence[LivePost]

    @classmethod
    def of(cls, day: date, outlets: Outlets, posts: LivePosts) -> "Asking":
        """Look up what was out on a day."""
        return cls(day, outlets, posts.live(day))

    def figures(self, metrics: Metrics) -> Told:
        """Take in every post's figures; see `_recorded`."""
        return self._recorded(metrics, lambda p, a, posts: p.day(a, self.day, posts))

    def reach(self, metrics: Metrics) -> Told:
        """Take in every post's impressions and click rate; see `_recorded`."""
        return self._recorded(metrics, lambda p, a, _: p.reach(a, self.day))

    def audience(self, audiences: Audiences, dimensions: Sequence[Dimension]) -> int:
        """Take in who watched each channel; return how many answers were new."""
        new = 0
        for (outlet, account), posts in _by_account(self.live).items():
            platform = self.outlets.figures(outlet)
            if platform is None:
                continue
            for channel in sorted({post.channel for post in posts}):
                own = [post.post_id for post in posts if post.channel == channel]
                for dimension in dimensions:
                    parts = platform.audience(account, self.day, own, dimension)
                    told = Audience(
                        day=self.day,
                        channel=channel,
                        outlet=outlet,
                        dimension=dimension,
                        parts=tuple(parts),
                    )
                    new += audiences.record_audience(f"{ASKED}{outlet}", told)
        return new

    def retention(self, audiences: Audiences) -> Sequence[str]:
        """Take in the curve of each post of an age of `ASKED_AT_AGES`; return whose were told."""
        told: list[str] = []
        for post in self.live:
            platform = self.outlets.figures(post.outlet)
            if platform is None or (self.day - post.published_on).days not in ASKED_AT_AGES:
                continue
            points = platform.retention(post.account, post.post_id, post.published_on, self.day)
            if len(points) < 2:
                continue
            curve = Retention(
                video_id=post.video_id, outlet=post.outlet, day=self.day, points=tuple(points)
            )
            audiences.record_retention(f"{ASKED}{post.outlet}", curve)
            told.append(post.video_id)
        return told

    def _recorded(
        self, metrics: Metrics, ask: Callable[[PlatformFigures, str, Sequence[str]], Answer]
    ) -> Told:
        """Ask for every account, and keep what was said; one that is not connected costs no other its day.

        Raises:
            PermanentError: of accounts that may not be asked, when all others were.
        """
        changed, waiting, refused = 0, list[str](), list[str]()
        for (outlet, account), posts in _by_account(self.live).items():
            platform = self.outlets.figures(outlet)
            if platform is None:
                continue
            try:
                answer = ask(platform, account, [post.post_id for post in posts])
            except NoAccess as error:
                refused.append(str(error))
                continue
            if answer is None:
                waiting.append(f"{outlet} {account}")
            else:
                found = list(_ours(self.day, outlet, posts, answer))
                changed += len(metrics.record(f"{ASKED}{outlet}", found))
        if refused:
            raise PermanentError(
                f"figures of {self.day} could not be asked for: {'; '.join(refused)}"
            )
        return Told(len(self.live), changed, tuple(waiting))


def _by_account(live: Sequence[LivePost]) -> Mapping[tuple[str, str], Sequence[LivePost]]:
    found: dict[tuple[str, str], list[LivePost]] = {}
    for post in live:
        found.setdefault((post.outlet, post.account), []).append(post)
    return found


def _ours(
    day: date, outlet: str, posts: Sequence[LivePost], answer: Mapping[str, Figures]
) -> Iterator[DayFigures]:
    """Yield the figures of our posts; an account may have others."""
    for post in posts:
        if post.post_id in answer:
            yield DayFigures(
                day=day, video_id=post.video_id, outlet=outlet, figures=answer[post.post_id]
            )
