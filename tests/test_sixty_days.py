"""The sixty made-up days of the sandbox are such that the emulated platforms know their posts."""

from datetime import date, timedelta

import pytest

from bench.made_up.experiments import BETTER, better_days
from bench.made_up.sixty_days import DAYS, fill, made_up_videos
from emulators.content.viewers import Viewers
from emulators.instagram.containers import created_of as reel_created
from emulators.tiktok.posts import created_of
from emulators.youtube.reporting import clicked_on
from emulators.youtube.videos import day_of, had_better_title
from factory.errors import BadInput
from factory.experiments.conclusion import Counted, judge_days
from factory.experiments.day_order import arms_by_day
from factory.workflow.platform_days import platform_day
from resources.machine.environment_variables import Settings
from tests.fakes.vendors import Vendors
from wiring.factory import Factory

TODAY = date(2026, 11, 20)


def test_each_post_says_when_it_went_out_and_no_two_are_the_same():
    videos = list(made_up_videos(TODAY))
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


def test_of_two_experiments_one_has_found_a_better_title_and_one_says_nothing():
    answers = dict[str, tuple[bool, str]]()
    for video in made_up_videos(TODAY):
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
