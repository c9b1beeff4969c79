"""What becomes of everything about a video or a channel that comes to another tenant: each table is named."""

from typing import Final

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from resources.catalogue.catalogue import Catalogue
from resources.database.all_tables import every_table
from resources.database.tenancy import DECIDED, WITH_CHANNEL, WITH_VIDEO
from tests.resources.database.two_tenants import NORTH, SOUTH, accept, channel_of, video_of

ENDS: Final = {"guest_links", "post_changes", "estimates", "bookings", "post_choices", "limits"}
"""What people of a tenant let in, asked for, agreed to, confirmed, chose or allowed."""
STAYS_WITH_WHO_PAID: Final = {"charges", "spending"}
IS_WHAT_IT_IS: Final = {
    *("videos", "briefs", "stages", "artifacts", "states", "launches", "posts", "post_follow_ups"),
    *("observations", "retentions", "readings", "review_waits", "takedowns", "first_weeks"),
    *("work_uses", "events", "messages", "chat_clicks", "signatures", "sessions"),
    *("channels", "audiences", "ideas", "channel_edits", "paused_channels", "channel_figures"),
    *("experiments", "experiment_videos", "experiment_days", "experiment_changes"),
    *("campaigns", "campaign_videos"),
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
