"""The sixty made-up days of the sandbox are such that the emulated platforms know their posts."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench.made_up.experiments import BETTER, better_days
from bench.made_up.sixty_days import CHANNEL, DAYS, fill, made_up_videos, take_in
from emulators.content.viewers import Viewers
from emulators.instagram.containers import created_of as reel_created
from emulators.tiktok.posts import created_of
from emulators.youtube.reporting import clicked_on
from emulators.youtube.videos import day_of, had_better_title
from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import DayFigures, Figures
from factory.analytics.retention import Retention, RetentionPoint
from factory.channel.channel import parse_channel
from factory.errors import BadInput
from factory.experiments.arm_assignment import arms_by_day
from factory.experiments.conclusion import Counted, judge_days
from factory.workflow.platform_days import platform_day
from resources.machine.environment_variables import Settings
from resources.provider_register import DIRECTORY
from tests.desk.opened_desk import opened_desk
from tests.fakes.vendors import Vendors
from wiring.factory import Factory

TODAY = date(2026, 11, 20)
FILE = Path(f"examples/sandbox/channels/{CHANNEL}.yaml")
SANDBOX = parse_channel(FILE.read_bytes(), FILE.name, DIRECTORY)


def test_each_post_says_when_it_went_out_and_no_two_are_the_same():
    videos = list(made_up_videos(TODAY, SANDBOX))
    assert len(videos) == DAYS // 2
    for video in videos:
        day, second = platform_day(video.out), int(video.out.timestamp())
        posts = video.posts
        assert day_of(posts["youtube"]) == day
        assert created_of(posts["tiktok"]) == reel_created(posts["instagram"]) == second
    assert videos[-1].out.date() == TODAY - timedelta(days=1)
    every = [post for video in videos for post in video.posts.values()]
    assert len({video.title for video in videos}) == len(videos)
    assert len(set(every)) == len(every)


def test_nothing_went_out_on_a_day_on_which_the_channel_rests():
    schedule = SANDBOX.schedule
    assert schedule
    for today in (date(2026, 11, 27), date(2026, 12, 26), date(2027, 1, 2)):
        days = {one.out.date() for one in made_up_videos(today, SANDBOX)}
        assert len(days) == DAYS // 2
        assert not [day for day in days if schedule.holiday(day)]


def test_where_a_channel_rests_two_days_on_end_nothing_went_out_on_either():
    assert SANDBOX.schedule
    rests = SANDBOX.schedule.model_copy(update={"holidays": ("12-25", "12-26")})
    channel = SANDBOX.model_copy(update={"schedule": rests})
    videos = list(made_up_videos(date(2026, 12, 27), channel))
    assert videos[-1].out.date() == date(2026, 12, 24)
    assert len({one.video_id for one in videos}) == DAYS // 2


def test_of_two_experiments_one_has_found_a_better_title_and_one_says_nothing():
    answers = dict[str, tuple[bool, str]]()
    for video in made_up_videos(TODAY, SANDBOX):
        if video.tried is None:
            continue
        post = video.posts["youtube"]
        days = [day for day, _ in arms_by_day(video.tried)]
        assert [day for day in days if had_better_title(post, day)] == [*better_days(video.tried)]
        found = dict[date, Counted]()
        for day in days:
            told = Viewers(post, platform_day(video.out)).day(day)
            assert told
            found[day] = Counted(told.impressions, told.impressions * clicked_on(post, day, told))
        said = judge_days(video.tried, found, video.tried.need, TODAY)
        answers[video.tried.experiment_id] = said.judged, said.arms[1].answer
    assert answers.pop(BETTER) == (True, "better")
    assert answers == {"too-few-to-tell": (False, "not enough yet")}


def test_where_viewers_leave_a_made_up_video_is_told_by_its_scenes(
    database_url: str, tmp_path: Path
):
    factory = Factory(Settings(home=tmp_path), database_url)
    factory.prepare()
    video = list(made_up_videos(TODAY, SANDBOX))[-4]
    folder = tmp_path / "channels"
    folder.mkdir(exist_ok=True)
    shutil.copy(FILE, folder)
    take_in(factory, video, factory.channels.named(CHANNEL))
    post, day = video.posts["youtube"], platform_day(video.out) + timedelta(days=3)
    points = tuple(
        RetentionPoint(at=at, watching=share, relative=better)
        for at, share, better in Viewers(post, platform_day(video.out)).curve()
    )
    catalogue, told = factory.catalogue, {"video_id": video.video_id, "outlet": "youtube"}
    catalogue.audiences.record_retention("test", Retention(**told, day=day, points=points))
    figures = DayFigures(**told, day=day, figures=Figures(views=9))
    catalogue.metrics.record("test", [figures])
    catalogue.settings.change(SETTING, True, "Ada")
    with opened_desk(factory) as desk:
        page = desk.pages.get("/analytics").text
        assert desk.pages.get(f"/videos/{video.video_id}").status_code == 200
    assert re.search(r"Most leave in s001, at 00:00: \d+ points in \d seconds\.", page)
    assert re.search(r">-\d+ points<", page), "it is marked on the curve"
    assert "Its scenes are not known" not in page
    factory.catalogue.engine.dispose()


def test_made_up_days_are_for_emulated_platforms_alone(
    database_url: str, tmp_path, monkeypatch, vendors: Vendors
):
    factory = Factory(Settings(home=tmp_path), database_url)
    with pytest.raises(BadInput, match="sandbox-days` brings its file"):
        list(fill(factory, TODAY))
    monkeypatch.delenv("TIKTOK_BASE_URL")
    with pytest.raises(BadInput, match="TikTok: made-up days are for emulated platforms alone"):
        list(fill(factory, TODAY))
    factory.catalogue.engine.dispose()
