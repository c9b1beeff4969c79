"""Roles of a factory that shares its server: only those that were given the file count, under whatever prefix."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from factory.errors import PermanentError
from resources.database.account_rights import LackingRights, give_anew, lacking_rights
from resources.database.confinement import confined_to
from resources.database.connection import transact
from tests.databases import Databases
from tests.deploy.database_accounts import RIGHTS, ROLES, say
from tests.resources.database.two_tenants import NORTH

GROUP = "CREATE ROLE studio_worker NOLOGIN IN ROLE north_worker"
ACCOUNT = "CREATE ROLE a_north LOGIN PASSWORD 'secret' IN ROLE north_worker"
FUNCTION = "SELECT prosrc FROM pg_proc WHERE proname = 'is_only_worker'"
WITHOUT_RIGHTS = """
REVOKE ALL ON ALL TABLES IN SCHEMA factory FROM north_desk, north_daemon, north_worker;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA factory FROM north_desk, north_daemon, north_worker;
REVOKE USAGE ON SCHEMA factory FROM north_desk, north_daemon, north_worker
"""
"""As a database stands that was restored from a dump without them."""


@dataclass(frozen=True)
class North:
    """A database whose roles are called `north_...`, by its owner and by a worker's account."""

    url: str
    owner: Engine
    worker: Engine

    @property
    def lacking(self) -> LackingRights:
        """What its owner is told."""
        return transact(self.owner, lacking_rights)


def as_account(url: str) -> Engine:
    return sa.create_engine(sa.make_url(url).set(username="a_north", password="secret"))


@pytest.fixture(scope="module")
def north(module_database_url: str) -> Iterator[North]:
    url = module_database_url
    for statement in (_file(), ACCOUNT, GROUP):
        say(url, statement)
    owner, worker = sa.create_engine(url), as_account(url)
    yield North(url, owner, worker)
    for engine in (owner, worker):
        engine.dispose()
    for role in ("a_north", "studio_worker", *(f"north_{one}" for one in ROLES)):
        say(url, f"DROP OWNED BY {role}; DROP ROLE {role}")


def _file() -> str:
    return RIGHTS.read_text(encoding="utf-8").replace("factory_", "north_")


def test_a_group_that_is_a_member_of_workers_is_given_nothing_and_takes_no_guard_away(north: North):
    transact(north.owner, give_anew)
    with north.owner.connect() as connection:
        source = connection.scalar(sa.text(FUNCTION))
        made = connection.scalar(sa.text("SELECT to_regrole('studio_desk')"))
    assert "'north_worker'" in source and "studio" not in source
    assert made is None
    assert north.lacking.by_role == {}
    assert transact(north.worker, lacking_rights).by_role == {}


def test_what_mends_rights_gives_them_to_the_roles_of_this_factory(north: North):
    say(north.url, WITHOUT_RIGHTS)
    try:
        told = north.lacking
        assert told.by_role.keys() == {f"north_{one}" for one in ROLES}
        for role in ("north_daemon", "north_worker"):  # the desk has the tenants' role's besides
            told_of = {*told.by_role[role]}
            assert {"USAGE on schema factory", "SELECT on factory.video_status"} <= told_of
        with pytest.raises(PermanentError, match="It has no right here") as refused:
            transact(north.worker, lambda c: c.execute(sa.text("SELECT FROM factory.videos")))
        for words in (told.remedy, str(refused.value)):
            assert f"`sed s/factory_/north_/g {RIGHTS} | psql " in words
        command = told.remedy.split("`")[1].partition(" | ")[0]
        given = subprocess.run(command.split(), check=True, capture_output=True, text=True).stdout
    finally:
        say(north.url, _file())
    assert given == _file()
    assert north.lacking.by_role == {}


@pytest.mark.parametrize("other", ["south_worker", "so-uth'_worker"])
def test_roles_under_two_prefixes_or_one_that_is_no_name_are_refused_by_name(
    north: North, other: str
):
    say(north.url, f'CREATE ROLE "{other}" NOLOGIN')
    try:
        say(north.url, f'CREATE POLICY "{other}" ON factory.videos TO "{other}" USING (true)')
        for do in (lacking_rights, give_anew):
            with pytest.raises(PermanentError, match="north_.*DROP OWNED BY") as refused:
                transact(north.owner, do)
            assert other.removesuffix("worker") in str(refused.value)
    finally:
        say(north.url, f'DROP OWNED BY "{other}"; DROP ROLE "{other}"')
    assert north.lacking.by_role == {}


def test_a_refusal_is_told_though_what_is_lacking_cannot_be_asked(
    north: North, databases: Databases
):
    with databases.bare() as url:
        engine = as_account(url)
        with pytest.raises(PermanentError, match="a_north: permission denied for table pg_authid"):
            transact(engine, lambda c: c.execute(sa.text("SELECT FROM pg_authid")))
        engine.dispose()


def test_people_of_a_tenant_are_told_of_a_refusal_without_accounts_and_roles(north: North):
    asked = sa.text("SELECT FROM factory.process_locks")
    with confined_to(NORTH), pytest.raises(PermanentError, match="factory doctor") as refused:
        transact(north.owner, lambda c: c.execute(asked))
    words = str(refused.value)
    assert not [
        one for one in (str(north.owner.url.username) + ":", "north_", "psql") if one in words
    ]
