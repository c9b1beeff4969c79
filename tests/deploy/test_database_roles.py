"""The database's roles as a file: a factory works under them, and they may do nothing else."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import ProgrammingError

from desk.api.protocol.routes import api_routes
from factory.analytics.figures import DayFigures, Figures
from factory.errors import PermanentError
from factory_assets.stage.graph_names import VIDEOS_NAME
from resources.catalogue.catalogue import open_catalogue
from resources.catalogue.figures.metrics import PostgresMetrics
from resources.catalogue.launches.launch_queue import PostgresLaunches
from resources.catalogue.posts.youtube_quota import PostgresQuotas
from resources.dagster_instance.log_progress import LogProgress
from resources.database import migrations
from resources.database.account_rights import lacking_rights
from resources.database.connection import open_database, transact
from resources.home.channel_files import ChannelFolder
from sensors.new_briefs import new_briefs
from sensors.pending_work import pending_work
from tests.databases import Databases
from tests.deploy.database_accounts import RIGHTS, ROLES, dagster_in, say
from tests.deploy.refused_statements import BOOKED, CHARGED, DECIDED, MAY_NOT, NOBODY_MAY
from tests.desk.server.guarded_desk import desk_at
from tests.resources.database.two_tenants import NORTH, SOUTH, channel_of, mark, video_of
from tests.sensors.watch import Watch
from wiring.definitions import build

BRIEF = """---
channel: vault
title: The second letter
---
A postman in Halifax kept what he could not deliver in a biscuit tin. Nine people came for it.
"""
LEFT_OUT = {"/events", "/api/v1/events/stream", "/api/v1/chat-accounts"}
"""Streams end with whoever listens; the accounts that the tenants are filled with are of no messenger."""


def test_no_role_may_do_what_is_not_its_own(accounts: Mapping[str, str]):
    for role, statements in MAY_NOT.items():
        for statement in (*statements, *NOBODY_MAY):
            with pytest.raises(ProgrammingError) as refused:
                say(accounts[role], statement)
            assert re.search(
                "permission denied|must be owner|violates row-level security", str(refused.value)
            ), statement


def test_a_workers_charge_goes_forward_with_its_sums_and_one_of_its_doubts_ends_with_an_answer(
    accounts: Mapping[str, str],
):
    reserved = CHARGED.format(usd="NULL").replace("'settled')", "'reserved')").replace("0,", "3,")
    ends = "UPDATE factory.charges SET state = '{}', settled_usd = {} WHERE channel = 'x'"
    engine = sa.create_engine(accounts["worker"])
    with engine.connect() as connection:
        sums: list[tuple[float, float]] = []
        for statement in (reserved, ends.format("in_doubt", "NULL"), ends.format("settled", "2")):
            connection.exec_driver_sql(statement)
            row = connection.exec_driver_sql(
                "SELECT reserved_usd, spent_usd FROM factory.spending WHERE channel = 'x'"
            ).one()
            sums.append((float(row[0]), float(row[1])))
        connection.rollback()
    engine.dispose()
    assert sums == [(3, 0), (0, 3), (0, 2)]


def test_a_worker_records_what_a_platform_says_and_corrects_it_and_takes_it_away(
    accounts: Mapping[str, str],
):
    video, day = video_of(NORTH), date(2026, 11, 20)
    engine, owner = (sa.create_engine(accounts[one]) for one in ("worker", "desk"))
    sums = (
        "SELECT sum(views)::int FROM factory.channel_figures WHERE outlet = 'elsewhere'",
        "SELECT sum(views)::int FROM factory.first_weeks WHERE outlet = 'elsewhere'",
        "SELECT sum(views)::int FROM factory.video_weeks WHERE outlet = 'elsewhere'",
    )

    def found() -> list[int | None]:
        with owner.connect() as connection:
            return [connection.exec_driver_sql(one).scalar() for one in sums]

    for views in (5, 6):
        said = DayFigures(day=day, video_id=video, outlet="elsewhere", figures=Figures(views=views))
        PostgresMetrics(engine).record("asked of it", [said])
        assert found() == [views] * 3
    say(accounts["worker"], "DELETE FROM factory.observations WHERE outlet = 'elsewhere'")
    assert found() == [None] * 3
    for one in (engine, owner):
        one.dispose()


def test_a_worker_takes_what_a_call_costs_of_a_platforms_quota(accounts: Mapping[str, str]):
    engine = sa.create_engine(accounts["worker"])
    PostgresQuotas(engine).spend("another", "youtube_units", 50)
    PostgresQuotas(engine).spend("another", "youtube_units", 450)
    with engine.connect() as connection:
        spent = "SELECT used FROM factory.quota_use WHERE project = 'another'"
        assert connection.exec_driver_sql(spent).scalar() == 500
    engine.dispose()


def test_an_account_that_is_desk_daemon_and_worker_at_once_records_what_people_decide(
    accounts: Mapping[str, str],
):
    say(accounts["whole"], DECIDED.format(reviewer="Mara", other=""))
    say(accounts["whole"], BOOKED)
    say(accounts["whole"], "UPDATE factory.posts SET resolved_by = 'Mara'")


LACKED = {
    "REVOKE ALL ON factory.unfinished FROM factory_worker": "SELECT on factory.unfinished",
    "CREATE TABLE factory.later (id serial)": "SELECT on factory.later, INSERT on factory.later",
    "REVOKE UPDATE (url) ON factory.posts FROM factory_worker": "UPDATE on factory.posts (url)",
    "REVOKE DELETE ON public.runs FROM factory_worker": "DELETE on public.runs",
    "ALTER FUNCTION factory.keep_weeks() SECURITY INVOKER": "SECURITY DEFINER on function keep_weeks",
    "DROP TRIGGER worker_posts ON factory.posts": "trigger worker_posts",
    "DROP POLICY factory_worker ON factory.reviews": "rows of factory.reviews",
}
"""What an upgrade may leave, and what the roles lack then."""


def lacking(url: str) -> Mapping[str, Sequence[str]]:
    """Return what roles lack, as an account is told."""
    engine = sa.create_engine(url)
    found = transact(engine, lacking_rights)
    engine.dispose()
    return found.by_role


def test_what_a_role_lacks_of_what_this_version_gives_it_is_told_with_the_command_before_work_fails(
    accounts: Mapping[str, str],
):
    owner = accounts["owner"]
    assert [lacking(accounts[one]) for one in ("owner", *ROLES)] == [{}] * 4
    try:
        for statement in LACKED:
            say(owner, statement)
        told = lacking(accounts["worker"])
        assert told.keys() == {"factory_worker", "the database"}
        assert lacking(owner).keys() >= {"factory_desk", "factory_daemon", "factory_worker"}
        said = ", ".join(right for rights in told.values() for right in rights)
        for right in LACKED.values():
            assert all(one in said for one in right.split(", ")), right
        engine = sa.create_engine(accounts["worker"])
        with pytest.raises(PermanentError, match="permission denied for table later") as refused:
            transact(engine, lambda c: c.execute(sa.text("SELECT FROM factory.later")))
        engine.dispose()
        assert f'psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f {RIGHTS}' in str(refused.value)
        assert "factory_worker lacks" in str(refused.value)
    finally:
        say(owner, "DROP TABLE IF EXISTS factory.later")
        say(owner, RIGHTS.read_text(encoding="utf-8"))
    assert lacking(accounts["worker"]) == {}


def test_what_no_role_may_do_is_refused_without_advice_to_give_rights(accounts: Mapping[str, str]):
    engine = sa.create_engine(accounts["worker"])
    with pytest.raises(PermanentError, match="a_worker: permission denied for table people") as no:
        transact(engine, lambda c: c.execute(sa.text("SELECT FROM factory.people")))
    engine.dispose()
    assert "psql" not in str(no.value)


def test_an_upgrade_by_the_owner_gives_roles_their_rights_anew_and_another_account_is_told_whose_it_is(
    accounts: Mapping[str, str], databases: Databases
):
    with databases.bare() as url:
        say(url, "CREATE SCHEMA factory")
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(Path(migrations.__path__[0])))
            config.attributes["connection"] = connection
            command.upgrade(config, "head-1")
        engine.dispose()
        say(url, "CREATE POLICY factory_worker ON factory.videos TO factory_worker USING (true)")
        say(url, "GRANT USAGE ON SCHEMA factory TO factory_worker")
        say(url, "GRANT SELECT ON factory.alembic_version TO factory_worker")
        account = sa.make_url(accounts["worker"]).set(database=sa.make_url(url).database)
        worker = account.render_as_string(hide_password=False)
        with pytest.raises(
            PermanentError, match="the account a_worker may not change them.*doctor"
        ):
            open_database(worker)
        open_database(url).dispose()
        assert lacking(url) == lacking(worker) == {}
        say(worker, "SELECT FROM factory.video_status")


def test_every_page_and_action_that_looks_is_answered_over_the_desks_account(
    accounts: Mapping[str, str], home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", accounts["desk"])
    monkeypatch.setenv("FACTORY_HOME", str(home))
    desk = desk_at(accounts["desk"], home)
    desk.factory.prepare()
    desk.factory.door_keys.renew()
    routes = [*desk.guarded, *api_routes(desk.factory)]
    paths = {
        route.path.replace("{video_id}", video_of(NORTH))
        for route in routes
        if "GET" in (route.methods or ()) and route.path not in LEFT_OUT
    }
    shown = desk.shows("admin")
    made = desk.people.api_tokens.make("north", "viewer", days=1, by="test", tenant=NORTH)
    with desk.program() as client:
        plain = sorted(path for path in paths if "{" not in path)
        answers = {path: client.get(path, headers=shown) for path in plain}
        own = client.get("/tenants", headers={"Authorization": f"Bearer {made[1]}"}).text
    assert not {path: one.text for path, one in answers.items() if one.status_code >= 500}
    assert sum(one.status_code == 200 for one in answers.values()) > 40
    assert channel_of(NORTH) in own and mark(SOUTH) not in own
    desk.factory.catalogue.engine.dispose()


def test_the_daemon_takes_a_brief_in_and_workers_make_and_publish_its_video(
    accounts: Mapping[str, str], home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("FACTORY_HOME", str(home))
    with dagster_in(home, accounts["daemon"], monkeypatch) as instance:
        catalogue = open_catalogue(accounts["daemon"])
        watch = Watch(home / "inbox", catalogue, PostgresLaunches(catalogue.engine), instance)
        watch.channels = ChannelFolder((home / "channels",))
        watch.drop("letter.md", BRIEF)
        for sensor in (new_briefs, pending_work, pending_work):
            watch.tick(sensor)
        (video_id,) = (one for one, _ in watch.requested() if one.startswith("vault-"))
        moved = catalogue.briefs.newest(video_of(SOUTH))
        channel = moved.channel.model_copy(update={"tenant": NORTH})
        catalogue.briefs.accept(moved.model_copy(update={"channel": channel}))
        catalogue.engine.dispose()
    with dagster_in(home, accounts["worker"], monkeypatch) as instance:
        instance.add_dynamic_partitions(VIDEOS_NAME, [video_id])
        definitions = build(progress=LogProgress())
        for phase in ("plan", "render", "publish"):
            job = definitions.resolve_job_def(phase)
            done = job.execute_in_process(instance=instance, partition_key=video_id)
            assert done.success
        assert instance.get_runs_count() >= 3
    (name,) = (home / "outbox").rglob("*.mp4")
    assert name.stat().st_size > 10_000
