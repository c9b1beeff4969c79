"""Sixty made-up days of a channel on three emulated platforms: `make sandbox-days`, then `make sandbox`.

Videos, posts, figures and charges, as if they had been made and watched; of files there is what is read of scenes
alone. YouTube's days are asked
of the emulated one by its real client, TikTok's and Instagram's follow from readings of what emulated viewers have
done by then. A home has them once; nothing happens where a platform is a real one.
"""

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import sqlalchemy as sa
from rich.console import Console

from bench.made_up.charges import charge
from bench.made_up.experiments import NEEDS, better_days, experiment_over, leave_behind
from bench.made_up.scenes import WORDS, leave_scenes
from desk.actions.learning.ideas import propose_in
from desk.actions.publishing.connecting import connect_account
from emulators.content.viewers import Viewers
from emulators.instagram.containers import media_id_of
from emulators.instagram.insights import METRICS
from emulators.tiktok.posts import post_id_of
from emulators.youtube.videos import better_title_mark, video_id_of
from factory.analytics.audience import PERIOD_DAYS
from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import Figures
from factory.brief.brief import AcceptedBrief, Brief
from factory.channel.channel import Channel
from factory.errors import BadInput
from factory.experiments.experiment import Experiment
from factory.workflow.platform_days import PACIFIC, platform_day
from factory_assets.analytics.daily_figures import Asking
from factory_assets.analytics.reading_totals import Reader
from resources.machine.credentials import address_of, is_emulated
from resources.outlets.instagram.outlet_description import INSTAGRAM
from resources.outlets.instagram.totals import NAMES
from resources.outlets.tiktok.outlet_description import TIKTOK
from resources.outlets.youtube.outlet_description import YOUTUBE
from wiring.factory import Factory, open_factory

CHANNEL: Final = "vendors-days"
DAYS: Final = 60
HOURLY_DAYS: Final = 9  # the last, in which young posts are read each hour
PLATFORMS: Final = (YOUTUBE, TIKTOK, INSTAGRAM)
SUBJECTS: Final = ("ships", "clocks", "bridges", "storms", "maps", "ice", "songs")
HOOKS: Final = ("Why {} are never on time", "{} in 7 facts", "The story of the lost {}")
POST: Final = """
    INSERT INTO factory.posts (video_id, outlet, master_sha256, token, claimed_at, published_at,
        settled_at, post_id, url)
    VALUES (:video, :outlet, md5(:video), gen_random_uuid(), :out, :out, :out, :post, '')
"""
STAGES: Final = [
    "briefs",
    "scripts",
    "audio",
    "visuals",
    "captions",
    "listings",
    "renders",
    "releases",
    "uploads/outbox",
    "uploads/youtube",
    "uploads/tiktok",
    "uploads/instagram",
]
MADE: Final = (
    "UPDATE factory.videos SET created_at = :out WHERE video_id = :video",
    "UPDATE factory.briefs SET recorded_at = :out WHERE video_id = :video",
    """INSERT INTO factory.stages (video_id, stage, token, started_at, finished_at)
    SELECT :video, stage, gen_random_uuid(), :out, :out FROM unnest(CAST(:stages AS text[])) stage""",
    """INSERT INTO factory.artifacts (video_id, stage, name, sha256, bytes, media_type, provider,
        model, licence, made_at)
    VALUES (:video, 'renders', 'master.mp4', md5(:video), 0, 'video/mp4', '', '', '', :out)""",
)
"""As if a video had been made and published; no picture and no sound of it is there."""
TRIED: Final[Mapping[int, str]] = dict(zip((3, 5), NEEDS, strict=True))
"""The experiment about a video's title, by the place of the video: of two shorts."""
TOLD_AFTER: Final = 3  # YouTube tells of no younger day


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One video that was never made."""

    video_id: str
    title: str
    format: str
    tags: tuple[str, ...]
    out: datetime
    """When its posts went out."""
    tried: Experiment | None = None
    """What was tried with its title."""

    @property
    def posts(self) -> Mapping[str, str]:
        """Its ID on each platform, each of which says when it went out."""
        mark = hashlib.sha256(self.video_id.encode()).digest()
        second, number = int(self.out.timestamp()), int.from_bytes(mark[:4])
        day = self.out.astimezone(PACIFIC).date()
        better = better_days(self.tried) if self.tried else ()
        return {
            YOUTUBE.name: video_id_of(day, better_title_mark(day, better) if better else mark[:6]),
            TIKTOK.name: post_id_of(second, number),
            INSTAGRAM.name: media_id_of(second, number % 100_000),
        }


class PastTotals:
    """What the emulated viewers of a platform have done by a moment of the past.

    Args:
        outlet: which platform.
        out: when each of its posts went out, by its ID there.
    """

    at_once = 1000

    def __init__(self, outlet: str, out: Mapping[str, datetime]) -> None:
        self.now = datetime.now(UTC)
        self._outlet = outlet
        self._out = out

    def totals(self, account: str, posts: Sequence[str]) -> Iterator[Mapping[str, Figures]]:
        """See `factory.ports.PlatformTotals.totals`."""
        yield {post: self._counted(post) for post in posts}

    def _counted(self, post: str) -> Figures:
        out = self._out[post]
        zone = PACIFIC if self._outlet == YOUTUBE.name else UTC
        told = Viewers(post, out.astimezone(zone).date()).total(out, self.now, zone)
        if self._outlet == YOUTUBE.name:
            return Figures.model_validate({name: told[name] for name in ("views", "likes")})
        if self._outlet == TIKTOK.name:
            return Figures.model_validate(told)
        known = {NAMES[name]: count(told) for name, count in METRICS.items()}
        return Figures.model_validate(known)


class PastPlatforms:
    """Those of all platforms, at one moment."""

    def __init__(self, made_up: Sequence[MadeUp]) -> None:
        self._of = {
            one.name: PastTotals(one.name, {video.posts[one.name]: video.out for video in made_up})
            for one in PLATFORMS
        }

    def totals(self, name: str) -> PastTotals | None:
        """See `factory.ports.OutletTotals.totals`."""
        return self._of.get(name)

    def at(self, now: datetime) -> None:
        """Let it be another moment."""
        for one in self._of.values():
            one.now = now


def made_up_videos(today: date, channel: Channel) -> Iterator[MadeUp]:
    """Yield a video every other day, the oldest first; the last one went out a day ago.

    On a day on which the channel rests nothing went out: that one went out on the last day before on which it did not.
    """
    for place, back in enumerate(range(DAYS, 0, -2)):
        day = today - timedelta(days=back - 1)
        while channel.schedule and channel.schedule.holiday(day):
            day -= timedelta(days=1)
        subject, hook = SUBJECTS[place % len(SUBJECTS)], HOOKS[place % len(HOOKS)]
        title = f"{hook.format(subject).capitalize()}, part {place + 1}"
        name = f"{CHANNEL}-{day:%Y%m%d}-{subject}"
        tried = TRIED.get(place)
        yield MadeUp(
            video_id=name,
            title=title,
            tried=experiment_over(tried, CHANNEL, name, title, today) if tried else None,
            format="longform" if place % 5 == 4 else "short",
            tags=(subject,),
            out=datetime.combine(day, time(9 + place % 4), PACIFIC),
        )


def fill(factory: Factory, today: date) -> Iterator[str]:
    """Fill a home, and yield what was done in words.

    Raises:
        BadInput: a platform is a real one, or the home has these days already.
    """
    real = [one.title for one in PLATFORMS if not is_emulated(address_of(one))]
    if real:
        raise BadInput(f"{', '.join(real)}: made-up days are for emulated platforms alone")
    channel = factory.channels.all().get(CHANNEL)
    if channel is None:
        raise BadInput(f"there is no channel {CHANNEL}; `make sandbox-days` brings its file")
    made_up = list(made_up_videos(today, channel))
    factory.catalogue.settings.change(SETTING, True, "sixty made-up days")
    if any(row["channel"] == CHANNEL for row in factory.catalogue.posts.listed()):
        raise BadInput("this home has made-up days already; `rm -r sandbox` begins anew")
    for video in made_up:
        take_in(factory, video, channel)
    with factory.catalogue.engine.begin() as connection:
        for video in made_up:
            charge(connection, video.video_id, video.format, video.out)
            for outlet, post_id in video.posts.items():
                facts = {"video": video.video_id, "out": video.out, "outlet": outlet}
                connection.execute(sa.text(POST), {**facts, "post": post_id})
            for statement in MADE:
                facts = {"video": video.video_id, "out": video.out, "stages": STAGES}
                connection.execute(sa.text(statement), facts)
    yield f"{len(made_up)} videos, each on {len(PLATFORMS)} platforms"
    for video in made_up:
        if video.tried:
            leave_behind(factory, video.tried)
    yield "two experiments that are over"
    days = [today - timedelta(days=back) for back in range(DAYS, TOLD_AFTER - 1, -1)]
    for day in days:
        _ask(factory, day)
    yield f"YouTube asked for {len(days)} days"
    yield f"totals read at {_read(factory, made_up, today)} moments"
    proposed = propose_in(factory, datetime.now(UTC).date())
    yield f"{len(proposed.ideas)} ideas that wait for a decision"


def take_in(factory: Factory, video: MadeUp, channel: Channel) -> None:
    """Take a video in, and leave the scenes on which its curve of retention is laid."""
    accepted = _brief(video, channel)
    factory.catalogue.briefs.accept(accepted)
    leave_scenes(factory.store, accepted)


def _brief(video: MadeUp, channel: Channel) -> AcceptedBrief:
    brief = Brief(
        title=video.title,
        channel=CHANNEL,
        format=video.format,
        language="en",
        words=WORDS.strip(),
        tags=video.tags,
    )
    return AcceptedBrief(
        video_id=video.video_id,
        brief=brief,
        brief_sha256=hashlib.sha256(brief.to_json()).hexdigest(),
        channel=channel,
        source="sixty made-up days",
        accepted_at=video.out,
    )


def _ask(factory: Factory, day: date) -> None:
    """Take in what the emulated YouTube tells of a day, as every morning does."""
    asking = Asking.of(day, factory.outlets, factory.catalogue.live_posts)
    asking.figures(factory.catalogue.metrics)
    asking.reach(factory.catalogue.metrics)
    asking.audience(factory.catalogue.audiences, tuple(PERIOD_DAYS))
    asking.retention(factory.catalogue.audiences)


def _read(factory: Factory, made_up: Sequence[MadeUp], today: date) -> int:
    """Read totals as every hour does: once a day, and each hour of the last days; return how often."""
    now, past = datetime.now(UTC), PastPlatforms(made_up)
    catalogue = factory.catalogue
    reader = Reader(
        factory.outlets, past, catalogue.live_posts, catalogue.readings, catalogue.metrics
    )
    first = datetime.combine(today - timedelta(days=DAYS), time(0, 7), PACIFIC).astimezone(UTC)
    moments = 0
    while first < now:
        past.at(first)
        moments += bool([*reader.read(first)])
        hourly = now - first <= timedelta(days=HOURLY_DAYS)
        first += timedelta(hours=1 if hourly else 24)
    return moments


def main() -> None:
    """Fill the home of the environment."""
    try:
        for one in PLATFORMS:
            connect_account(one.name, print, input, here=True)
        console = Console()
        with console.status("Making up sixty days: about two minutes"), open_factory() as factory:
            for line in fill(factory, platform_day(datetime.now(UTC))):
                console.print(line, markup=False, highlight=False)
    except BadInput as error:
        sys.exit(str(error))
    print("`make sandbox` shows them: Analytics on the desk, a partition a day in Dagster.")


if __name__ == "__main__":
    main()
