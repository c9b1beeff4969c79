"""What the tests of the database's roles share: an account of each, over a database with something in it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from resources.catalogue.catalogue import open_catalogue
from resources.machine.paths import PROJECT
from tests.databases import Databases
from tests.deploy.database_accounts import RIGHTS, ROLES, dagster_in, say
from tests.deploy.refused_statements import BY_POLICY, REJECTED_SINCE, USED
from tests.resources.database.two_tenants import NORTH, SOUTH, accept, fill

MADE = "CREATE ROLE a_{role} LOGIN PASSWORD 'secret' IN ROLE factory_{role}"
MADE_ALL = "CREATE ROLE a_whole LOGIN PASSWORD 'secret' IN ROLE factory_desk, factory_daemon, factory_worker"
GONE = "DROP OWNED BY factory_{role}; DROP ROLE a_{role}; DROP ROLE factory_{role}"
CHANNEL = """
name: vault
title: The vault
format: draft
review: automatic
compliance: {made_for_kids: false, synthetic_media: true}
music: {kind: none}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "channels").mkdir()
    (home / "channels" / "vault.yaml").write_text(CHANNEL, encoding="utf-8")
    dagster = home / ".factory" / "dagster"
    dagster.mkdir(parents=True)
    (dagster / "dagster.yaml").symlink_to(PROJECT / "dagster.yaml")
    return home


@pytest.fixture(scope="module")
def accounts(databases: Databases, home: Path) -> Iterator[Mapping[str, str]]:
    """The address of an account of each role, over a database in which two tenants have something."""
    with databases.bare() as url, pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("FACTORY_HOME", str(home))
        catalogue = open_catalogue(url)
        dagster_in(home, url, surroundings).dispose()
        for tenant in (NORTH, SOUTH):
            accept(catalogue, tenant)
            fill(catalogue.engine, tenant)
        say(url, "UPDATE factory.posts SET owner = NULL")  # out for long
        for statement in (BY_POLICY, REJECTED_SINCE, USED.format(project="p", days=0, used=50)):
            say(url, statement)
        rights = RIGHTS.read_text(encoding="utf-8")
        for statement in (rights, rights, *(MADE.format(role=role) for role in ROLES), MADE_ALL):
            say(url, statement)  # the rights twice: they may be given again after every upgrade
        place = sa.make_url(url)
        yield {
            role: place.set(username=f"a_{role}", password="secret").render_as_string(
                hide_password=False
            )
            for role in (*ROLES, "whole")
        } | {"owner": url}
        catalogue.engine.dispose()
        say(url, "DROP ROLE a_whole")
        for role in ROLES:
            say(url, GONE.format(role=role))
