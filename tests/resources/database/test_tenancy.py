"""Tenancy: every table says whose its rows are, and who is kept to a tenant reaches those alone."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from factory.errors import PermanentError
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.database import columns
from resources.database.confinement import confined_to
from resources.database.connection import transact
from resources.database.tenancy import BY_OTHERS, FOLLOWS, OF_ALL, SAID, VIEWS
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
    newest = catalogue.briefs.newest(video_of(NORTH))
    moved = newest.channel.model_copy(update={"tenant": "west"})
    catalogue.briefs.accept(newest.model_copy(update={"channel": moved}))
    with catalogue.engine.connect() as owner:
        for name in ("videos", "briefs", "launches", "events", "work_uses", "ideas", "audiences"):
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


def test_without_the_role_whoever_is_kept_to_a_tenant_is_refused_with_what_to_run(
    both: Catalogue, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("resources.database.confinement.ROLE", "no_such_role")
    with confined_to(NORTH), pytest.raises(PermanentError, match="CREATE ROLE no_such_role"):
        found(both.engine, "factory.videos")
    assert found(both.engine, "factory.videos")
