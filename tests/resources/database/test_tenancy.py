"""Tenancy: every table says whose its rows are, and who is kept to a tenant reaches those alone."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from factory.brief.edits import Edits, TextEdit
from factory.channel.outlet_settings import YouTubeChoices
from factory.errors import BadInput, PermanentError
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.database import columns
from resources.database.confinement import confined_to
from resources.database.connection import transact
from resources.database.tenancy import (
    BY_OTHERS,
    FOLLOWS,
    OF_ALL,
    SAID,
    WITH_CHANNEL,
    WITH_VIDEO,
)
from resources.database.tenant_role import VIEWS, check_server
from tests.resources.database.two_tenants import (
    NORTH,
    SOUTH,
    accept,
    channel_of,
    fill,
    mark,
    tables,
    video_of,
)

ACCOUNT = "UC" + "a" * 22
YOUTUBE = YouTubeChoices(account=ACCOUNT, visibility="private")


@pytest.fixture(scope="module")
def both(module_database_url: str) -> Iterator[Catalogue]:
    catalogue = open_catalogue(module_database_url)
    for tenant in (NORTH, SOUTH):
        accept(catalogue, tenant)
        fill(catalogue.engine, tenant)
    yield catalogue
    catalogue.engine.dispose()


def found(engine: Engine, name: str) -> list[str]:
    """Return every row as one text."""
    question = sa.text(f"SELECT t::text FROM {name} t")
    return list(transact(engine, lambda c: c.scalars(question).all()))


def test_every_table_stands_in_exactly_one_list(both: Catalogue):
    lists = [*FOLLOWS, *SAID, *BY_OTHERS, *OF_ALL]
    assert len(lists) == len(set(lists))
    with both.engine.connect() as connection:
        there = sa.inspect(connection).get_table_names(columns.SCHEMA)
        views = sa.inspect(connection).get_view_names(columns.SCHEMA)
    assert set(lists) == set(there)
    assert {f"factory.{view}" for view in views} == set(VIEWS)


@pytest.mark.parametrize("name", [*(table.fullname for table in tables()), *VIEWS])
def test_of_every_table_and_view_a_tenant_finds_its_own_rows_and_none_of_the_others(
    both: Catalogue, name: str
):
    whole = found(both.engine, name)
    for own, other in ((NORTH, SOUTH), (SOUTH, NORTH)):
        assert any(mark(own) in row or own in row for row in whole), name
        with confined_to(own):
            rows = found(both.engine, name)
        assert rows, name
        assert not [row for row in rows if mark(other) in row], name


@pytest.mark.parametrize("name", [*FOLLOWS, *SAID])
def test_nothing_of_another_tenant_is_changed_or_removed(both: Catalogue, name: str):
    theirs = sa.text(f"SELECT count(*) FROM factory.{name} WHERE tenant = :tenant")
    with both.engine.connect() as owner:
        before = owner.execute(theirs, {"tenant": SOUTH}).scalar()
        with confined_to(NORTH):
            for change in (
                f"UPDATE factory.{name} SET tenant = tenant",
                f"DELETE FROM factory.{name}",
            ):
                touched = sa.text(f"{change} WHERE tenant = :tenant")
                done = transact(
                    both.engine, lambda c, t=touched: c.execute(t, {"tenant": SOUTH}).rowcount
                )
                assert done == 0
        assert before
        assert owner.execute(theirs, {"tenant": SOUTH}).scalar() == before


def test_nothing_is_written_into_another_tenants_video_nor_given_away(both: Catalogue):
    into = sa.text("INSERT INTO factory.states (video_id, state) VALUES (:video, 'COMPLETED')")
    away = sa.text("UPDATE factory.videos SET tenant = 'south' WHERE video_id = :video")
    for statement, video in ((into, video_of(SOUTH)), (away, video_of(NORTH))):
        with (
            confined_to(NORTH),
            pytest.raises(DBAPIError, match=r"row-level security|not in the catalogue"),
        ):
            transact(both.engine, lambda c, s=statement, v=video: c.execute(s, {"video": v}))


def test_a_video_and_what_follows_from_it_goes_along_with_its_brief(catalogue: Catalogue):
    accept(catalogue, NORTH)
    catalogue.launches.request(video_of(NORTH), "plan", "x", "x")
    fill(catalogue.engine, NORTH)
    limited = (
        "INSERT INTO factory.limits (scope, name, usd, set_by) VALUES ('video', :video, 1, 'x')"
    )
    let_in = "UPDATE factory.sessions SET person_id = NULL, guest_link_id = g.id FROM factory.guest_links g"
    with catalogue.engine.begin() as owner:
        owner.execute(sa.text(limited), {"video": video_of(NORTH)})
        owner.execute(sa.text(let_in))
    newest = catalogue.briefs.newest(video_of(NORTH))
    moved = newest.channel.model_copy(update={"tenant": "west"})
    catalogue.briefs.accept(newest.model_copy(update={"channel": moved}))
    with catalogue.engine.connect() as owner:
        for name in ("videos", *WITH_VIDEO, *WITH_CHANNEL):
            left = sa.text(f"SELECT count(*) FROM factory.{name} WHERE tenant = 'north'")
            assert owner.scalar(left) == 0, name
        paid = sa.text("SELECT count(*) FROM factory.charges WHERE tenant = 'north'")
        assert owner.scalar(paid) == 1
    assert [one.channels for one in catalogue.tenants.all() if one.tenant == "west"] == [
        (channel_of(NORTH),)
    ]


def test_ideas_of_a_channel_that_nobody_knows_are_no_tenants_until_it_is_known(
    catalogue: Catalogue,
):
    with catalogue.engine.begin() as owner:
        owner.execute(
            sa.text(
                "INSERT INTO factory.ideas (idea_id, day, channel, title, proposed, score, state)"
                " VALUES ('i', now(), :channel, 'A title', '{}', 1, 'new')"
            ),
            {"channel": channel_of(NORTH)},
        )
    with confined_to("default"):
        assert not found(catalogue.engine, "factory.ideas")
    accept(catalogue, NORTH)
    with confined_to(NORTH):
        assert found(catalogue.engine, "factory.ideas")


def test_edits_of_an_older_video_leave_its_channel_where_the_file_has_put_it_since(
    catalogue: Catalogue,
):
    accept(catalogue, NORTH)
    older = catalogue.briefs.newest(video_of(NORTH))
    channel = older.channel.model_copy(update={"tenant": "west", "youtube": YOUTUBE})
    brief = older.brief.model_copy(update={"title": "A later one"})
    later = {"video_id": "later", "channel": channel, "brief": brief}
    catalogue.briefs.accept(older.model_copy(update=later))
    for served in (None, NORTH):
        title = TextEdit(text=f"For {served}", by="Mara", at=older.accepted_at)
        with confined_to(served):
            edited = older.model_copy(update={"edits": Edits(title=title)})
            catalogue.briefs.accept(edited)
        assert channels_of(catalogue) == [(channel_of(NORTH), "west", [f"youtube {ACCOUNT}"])]
    assert catalogue.briefs.revision(video_of(NORTH)) == 3


def test_a_tenants_person_takes_in_what_its_channels_file_says_now_but_not_for_another_tenant(
    catalogue: Catalogue,
):
    accept(catalogue, NORTH)
    known = catalogue.briefs.newest(video_of(NORTH))
    now = known.channel.model_copy(update={"youtube": YOUTUBE})
    with confined_to(NORTH):
        assert catalogue.briefs.accept(known.model_copy(update={"channel": now})) == 2
        assert channels_of(catalogue) == [(channel_of(NORTH), NORTH, [f"youtube {ACCOUNT}"])]
        others = known.channel.model_copy(update={"tenant": SOUTH})
        with pytest.raises(BadInput, match="belongs to another tenant than north"):
            catalogue.briefs.accept(known.model_copy(update={"channel": others}))
    assert catalogue.briefs.revision(video_of(NORTH)) == 2


def channels_of(catalogue: Catalogue) -> list[tuple[str, str, list[str]]]:
    question = sa.text("SELECT channel, tenant, accounts FROM factory.channels")
    rows = transact(catalogue.engine, lambda c: c.execute(question).all())
    return [(row.channel, row.tenant, row.accounts) for row in rows]


def test_without_the_role_whoever_is_kept_to_a_tenant_is_refused_with_what_to_run(
    catalogue: Catalogue,
):
    accept(catalogue, NORTH)
    unknown = (
        "CREATE OR REPLACE FUNCTION factory.tenant_role() RETURNS text LANGUAGE sql IMMUTABLE"
        " AS $$ SELECT 'no_such_role' $$"
    )
    with catalogue.engine.begin() as owner:
        owner.exec_driver_sql(unknown)
    with confined_to(NORTH), pytest.raises(PermanentError, match="CREATE ROLE no_such_role"):
        found(catalogue.engine, "factory.videos")
    assert found(catalogue.engine, "factory.videos")


def test_an_account_that_may_make_roles_serves_tenants_and_takes_on_no_other_databases_role(
    both: Catalogue, empty_database_url: str
):
    place = sa.make_url(empty_database_url)
    server = sa.create_engine(place, isolation_level="AUTOCOMMIT")
    with server.connect() as owner:
        owner.exec_driver_sql("CREATE ROLE studio LOGIN CREATEROLE PASSWORD 'studio'")
        owner.exec_driver_sql(f"ALTER DATABASE {place.database} OWNER TO studio")
    try:
        theirs = open_catalogue(
            place.set(username="studio", password="studio").render_as_string(hide_password=False)
        )
        accept(theirs, NORTH)
        with confined_to(NORTH):
            assert len(found(theirs.engine, "factory.videos")) == 1
        with confined_to(SOUTH):
            assert not found(theirs.engine, "factory.videos")
        with both.engine.connect() as owner:
            role = owner.scalar(sa.text("SELECT factory.tenant_role()"))
        with theirs.engine.connect() as studio, pytest.raises(DBAPIError, match="permission"):
            studio.exec_driver_sql(f"SET ROLE {role}")
        theirs.engine.dispose()
    finally:
        with server.connect() as owner:
            owner.exec_driver_sql("DROP SCHEMA IF EXISTS factory CASCADE")
            owner.exec_driver_sql("REASSIGN OWNED BY studio TO CURRENT_USER")
            owner.exec_driver_sql("DROP OWNED BY studio CASCADE")
            owner.exec_driver_sql("DROP ROLE studio")
        server.dispose()


def test_a_server_whose_views_would_show_all_tenants_rows_is_refused():
    check_server(150_000)
    with pytest.raises(PermanentError, match="is Postgres 14; wanted 15 or newer"):
        check_server(140_019)


def test_a_video_that_comes_to_another_tenant_leaves_links_and_asked_changes_behind(
    both: Catalogue,
):
    with both.engine.connect() as connection:
        about = {"video": video_of(NORTH), "south": SOUTH}
        for statement in (
            "UPDATE factory.guest_links SET revoked_at = NULL WHERE video_id = :video",
            "UPDATE factory.post_changes SET done_at = NULL, ended_at = NULL WHERE video_id = :video",
            "UPDATE factory.videos SET tenant = :south WHERE video_id = :video",
        ):
            assert connection.execute(sa.text(statement), about).rowcount
        links, changes = (
            connection.execute(sa.text(question), about).one()
            for question in (
                "SELECT revoked_at IS NOT NULL, tenant FROM factory.guest_links WHERE video_id = :video",
                "SELECT ended_at IS NOT NULL, tenant FROM factory.post_changes WHERE video_id = :video",
            )
        )
        connection.rollback()
    assert (*links, *changes) == (True, SOUTH, True, SOUTH)
