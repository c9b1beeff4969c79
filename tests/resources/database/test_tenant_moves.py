"""What becomes of everything about a video or a channel that comes to another tenant: each table is named."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from bench.experiments import an_experiment
from factory.experiments.experiment import Experiment
from factory.ideas.campaign import Campaign
from factory.ideas.proposal import proposals
from factory.workflow.platform_days import platform_day
from resources.catalogue.catalogue import Catalogue
from resources.database.all_tables import every_table
from resources.database.confinement import confined_to
from resources.database.tenancy import DECIDED, WITH_CHANNEL, WITH_VIDEO
from tests.fakes.catalogued import accepted
from tests.resources.database.two_tenants import NORTH, SOUTH, accept, channel_of, video_of

ENDS: Final = {
    *("guest_links", "post_changes", "estimates", "bookings", "post_choices", "limits"),
    *("campaigns", "campaign_videos", "experiments", "ideas"),
}
"""What people of a tenant let in, asked for, agreed to, confirmed, chose, allowed, began or try."""
STAYS_WITH_WHO_PAID: Final = {"charges", "spending"}
IS_WHAT_IT_IS: Final = {
    *("videos", "briefs", "stages", "artifacts", "states", "launches", "posts", "post_follow_ups"),
    *("observations", "retentions", "readings", "review_waits", "takedowns", "first_weeks"),
    "video_weeks",
    *("work_uses", "events", "messages", "chat_clicks", "signatures", "sessions"),
    *("channels", "audiences", "channel_edits", "paused_channels", "channel_figures"),
    *("experiment_videos", "experiment_days", "experiment_changes"),
}
"""Facts, what was said of the channel itself, and what can only hold something back: they hold for anybody."""


def test_of_each_table_about_a_video_or_a_channel_it_is_said_what_a_move_does_with_it():
    about = {table.name for table in every_table() if {"video_id", "channel"} & {*table.c.keys()}}
    named = [*ENDS, *DECIDED, *STAYS_WITH_WHO_PAID, *IS_WHAT_IT_IS]
    assert len(named) == len(set(named))
    missing = (about | {*WITH_VIDEO, *WITH_CHANNEL}) - {*named}
    assert not missing, (
        "does it bind the next tenant? Name it here, and end it in `tenancy` if it does"
    )


WRITTEN: Final = (
    "INSERT INTO factory.bookings (video_id, outlet, channel, at, booked_by, confirmed_by)"
    " VALUES (:video, 'tiktok', :channel, now() + interval '1 day', 'north op', 'north mara')",
    "INSERT INTO factory.post_choices (video_id, outlet, master_sha256, choices, by, at)"
    " VALUES (:video, 'tiktok', 'ab', '{}', 'north mara', now())",
    "INSERT INTO factory.limits (scope, name, usd, set_by) VALUES ('video', :video, 500, 'north op')",
)
LIMITED: Final = (
    "INSERT INTO factory.limits (scope, name, usd, set_by)"
    " VALUES ('channel', :channel, 500, 'north op')"
)


def ask(connection: Connection, statement: str) -> sa.CursorResult[tuple[object, ...]]:
    about = {"video": video_of(NORTH), "channel": channel_of(NORTH), "south": SOUTH}
    return connection.execute(sa.text(statement), about)


def test_a_time_a_choice_and_a_limit_of_one_tenant_bind_the_next_one_to_nothing(
    catalogue: Catalogue,
):
    accept(catalogue, NORTH)
    accept(catalogue, SOUTH)
    with catalogue.engine.begin() as connection:
        for statement in WRITTEN:
            ask(connection, statement)
        ask(connection, "UPDATE factory.videos SET tenant = :south WHERE video_id = :video")
        booked = ask(connection, "SELECT confirmed_by, ended_at, tenant FROM factory.bookings")
        assert booked.one() == ("", None, SOUTH), "the time stands, and is to be confirmed"
        for table in ("post_choices", "limits"):
            assert ask(connection, f"SELECT count(*) FROM factory.{table}").scalar() == 0, table


@pytest.mark.parametrize("known_before", [False, True])
def test_a_channels_limit_ends_when_it_leaves_a_tenant_and_waits_for_one_that_becomes_known(
    catalogue: Catalogue, known_before: bool
):
    accept(catalogue, SOUTH)
    if known_before:
        accept(catalogue, NORTH)
    with catalogue.engine.begin() as connection:
        ask(connection, LIMITED)
    if known_before:
        with catalogue.engine.begin() as connection:
            ask(connection, "UPDATE factory.channels SET tenant = :south WHERE channel = :channel")
    else:
        accept(catalogue, NORTH)
    with catalogue.engine.begin() as connection:
        left = ask(connection, "SELECT tenant FROM factory.limits").scalars().all()
    assert left == ([] if known_before else [NORTH])


TODAY = platform_day(datetime.now(UTC))
LONG_AGO = TODAY - timedelta(days=400)


def take_in(catalogue: Catalogue, video_id: str, channel: str, tenant: str) -> None:
    """Accept a brief, by which its channel is a tenant's from then on."""
    brief = accepted(video_id, channel=channel, words=f"Of {tenant}, {channel}.")
    theirs = brief.channel.model_copy(update={"tenant": tenant})
    catalogue.briefs.accept(brief.model_copy(update={"channel": theirs}))


def a_campaign(name: str, *channels: str, last_day: int = 30) -> Campaign:
    last = TODAY + timedelta(days=last_day)
    return Campaign(name=name, title=name, channels=channels, first_day=LONG_AGO, last_day=last)


def a_trial(name: str, channel: str, **facts: object) -> Experiment:
    told = {"experiment_id": name, "channel": channel, "first_day": TODAY, **facts}
    return an_experiment("videos", 28, 1).model_copy(update=told)


@pytest.fixture
def moved(catalogue: Catalogue) -> Catalogue:
    """Return what holds once channel `tales` of the north is the south's, and `songs` stayed."""
    for channel in ("tales", "songs"):
        take_in(catalogue, f"of-{channel}", channel, NORTH)
    for campaign in (
        a_campaign("both", "songs", "tales"),
        a_campaign("other", "songs"),
        a_campaign("past", "tales", last_day=-1),
    ):
        catalogue.campaigns.begin(campaign, "north's Mara")
    catalogue.campaigns.add("other", ["of-tales"], "north's Mara")
    by_days = {"design": "days", "varies": "title", "video_id": "of-tales"}
    for trial in (
        a_trial("of-channel", "tales"),
        a_trial("of-video", "songs", **by_days),
        a_trial("of-another", "songs"),
        a_trial("over", "tales", first_day=LONG_AGO),
    ):
        catalogue.experiments.register(trial)
    studio = accepted("any", channel="tales").channel
    listed = {"ideas": {"topics": ["The bell", "The tower"], "per_day": 2}}
    studio = type(studio).model_validate({**studio.model_dump(), **listed})
    ideas = list(proposals(studio, TODAY, []))
    catalogue.ideas.propose(ideas, None)
    catalogue.ideas.decide(ideas[0].idea_id, "approved", "north's Mara", "")
    take_in(catalogue, "of-tales", "tales", SOUTH)
    return catalogue


def test_campaigns_that_name_it_are_ended_and_others_go_on(moved: Catalogue):
    found = {one.begun.name: one for one in moved.campaigns.all()}
    assert [one.name for one in moved.campaigns.running(TODAY + timedelta(days=1))] == ["other"]
    assert (found["both"].state(TODAY), found["both"].ended_by) == ("ended", "the factory")
    assert found["both"].note == "channel tales came to another tenant"
    assert found["past"].state(TODAY) == "over", "what was over by then stays what it was"
    assert moved.campaigns.figures(["other"])["other"].videos == 0


@pytest.mark.parametrize("channels", [("tales", "songs"), ("songs", "tales")])
def test_a_campaign_of_several_channels_stays_with_the_tenant_that_began_it_without_what_left(
    catalogue: Catalogue, channels: tuple[str, ...]
):
    for channel in channels:
        take_in(catalogue, f"of-{channel}", channel, NORTH)
    catalogue.campaigns.begin(a_campaign("both", *channels), "north's Mara")
    catalogue.campaigns.add("both", ["of-tales", "of-songs"], "north's Mara")
    take_in(catalogue, "of-tales", "tales", SOUTH)
    with confined_to(SOUTH):
        assert not catalogue.campaigns.all()
    with confined_to(NORTH):
        assert [one.begun.name for one in catalogue.campaigns.all()] == ["both"]
        assert catalogue.campaigns.figures(["both"])["both"].videos == 1
    with catalogue.engine.connect() as connection:
        left = ask(connection, "SELECT video_id, tenant FROM factory.campaign_videos")
        assert [tuple(row) for row in left] == [("of-songs", NORTH)]


@pytest.mark.parametrize("clock", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_a_campaign_and_an_experiment_have_their_last_day_by_the_platforms_clock(
    catalogue: Catalogue, clock: str
):
    take_in(catalogue, "of-tales", "tales", NORTH)
    take_in(catalogue, "of-songs", "songs", SOUTH)
    for name, last_day in (("past", -1), ("today", 0)):
        catalogue.campaigns.begin(a_campaign(name, "tales", last_day=last_day), "north's Mara")
        began = TODAY + timedelta(days=last_day - 27)
        catalogue.experiments.register(a_trial(name, "tales", first_day=began))
    with catalogue.engine.begin() as connection:
        ask(connection, f"SET LOCAL timezone = '{clock}'")
        ask(connection, "UPDATE factory.channels SET tenant = :south WHERE channel = 'tales'")
    ended = [one.begun.name for one in catalogue.campaigns.all() if one.ended_at]
    stopped = [
        one.registered.experiment_id for one in catalogue.experiments.all() if one.stopped_at
    ]
    assert (ended, stopped) == (["today"], ["today"])


def test_its_experiments_and_those_on_its_videos_are_stopped(moved: Catalogue):
    found = {one.registered.experiment_id: one for one in moved.experiments.all()}
    assert {name: one.state(TODAY) for name, one in found.items()} == {
        "of-channel": "stopped",
        "of-video": "stopped",
        "of-another": "running",
        "over": "over",
    }
    assert found["of-video"].note == "its video came to another tenant"


def test_what_was_chosen_to_be_made_waits_to_be_chosen_again(moved: Catalogue):
    assert moved.ideas.to_make() == []
    assert {(one.state, one.decided_by) for one in moved.ideas.of_day(TODAY)} == {("new", "")}
