"""A platform that tells what was seeded, and posts that are out there."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from factory.analytics.audience import AudiencePart, Dimension
from factory.analytics.figures import Figures
from factory.analytics.retention import RetentionPoint
from factory.errors import NoAccess, PermanentError
from factory.ports import Appointments, FollowUps, LivePost, Outlet, PlatformFigures, PostStanding
from factory.workflow.platform_days import PACIFIC


class FakePlatform:
    """Raises on an account that was never seeded; a day that was never seeded is not told of yet."""

    def __init__(self, *accounts: str) -> None:
        self.accounts = accounts
        self.days: dict[date, Mapping[str, Figures]] = {}
        self.reached: dict[date, Mapping[str, Figures]] = {}
        self.curve: Sequence[RetentionPoint] = ()
        self.curves_asked: list[tuple[str, date]] = []

    def day(self, account: str, day: date, posts: Sequence[str]) -> Mapping[str, Figures] | None:
        self._known(account)
        return self.days.get(day)

    def reach(self, account: str, day: date) -> Mapping[str, Figures] | None:
        self._known(account)
        return self.reached.get(day)

    def audience(
        self, account: str, day: date, posts: Sequence[str], dimension: Dimension
    ) -> Sequence[AudiencePart]:
        self._known(account)
        if dimension == "age":
            return [
                AudiencePart(key="age25-34", share=0.6),
                AudiencePart(key="age18-24", share=0.4),
            ]
        return [AudiencePart(key="A", views=30), AudiencePart(key="B", views=10)]

    def retention(
        self, account: str, post: str, first: date, last: date
    ) -> Sequence[RetentionPoint]:
        self._known(account)
        self.curves_asked.append((post, last))
        return self.curve

    def _known(self, account: str) -> None:
        if account not in self.accounts:
            raise NoAccess(f"{account} is not connected; `factory connect youtube`")


class FakeOutlets:
    """One outlet that tells figures, and publishes nothing."""

    def __init__(self, platform: FakePlatform) -> None:
        self._platform = platform

    def outlet(self, name: str) -> Outlet:
        raise AssertionError(f"{name}: nothing is published here")

    def follow_ups(self, name: str) -> FollowUps:
        raise AssertionError(f"{name}: nothing is published here")

    def appointments(self, name: str) -> Appointments | None:
        raise AssertionError(f"{name}: nothing is published here")

    def figures(self, name: str) -> PlatformFigures | None:
        return self._platform if name == "youtube" else None


class FakeLivePosts:
    """Posts that are out."""

    def __init__(self, *posts: LivePost) -> None:
        self._posts = posts

    def newest(self, video_id: str, outlet: str) -> LivePost | None:
        return next((one for one in self._posts if one.video_id == video_id), None)

    def live(self, day: date) -> Sequence[LivePost]:
        return [post for post in self._posts if post.published_on <= day]

    def to_come(self, video_id: str, outlet: str) -> str:
        return ""

    def standing(self, video_id: str, outlet: str) -> PostStanding:
        own = [post for post in self._posts if (post.video_id, post.outlet) == (video_id, outlet)]
        return "gone" if not own else "down" if own[-1].down else "out"


def a_live_post(published_on: date, video_id: str = "a-video", account: str = "UC1") -> LivePost:
    """Return a post on YouTube whose ID there is that of the video, in capitals."""
    return LivePost(
        video_id=video_id,
        channel="tales",
        outlet="youtube",
        account=account,
        post_id=video_id.upper(),
        published_at=datetime.combine(published_on, time(12), PACIFIC),
    )


class NoFiles:
    """A store whose videos' files are gone."""

    def local(self, video_id: str, name: str) -> Path:
        raise PermanentError(f"{video_id}: {name} is not there")
