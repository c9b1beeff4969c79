"""The database's roles as a file: a factory works under them, and they may do nothing else."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from desk.api.protocol.routes import api_routes
from factory_assets.stage.graph_names import VIDEOS_NAME
from resources.catalogue.catalogue import open_catalogue
from resources.catalogue.launches.launch_queue import PostgresLaunches
from resources.catalogue.posts.youtube_quota import PostgresQuotas
from resources.dagster_instance.log_progress import LogProgress
from resources.home.channel_files import ChannelFolder
from resources.machine.paths import PROJECT
from sensors.new_briefs import new_briefs
from sensors.pending_work import pending_work
from tests.databases import Databases
from tests.desk.server.guarded_desk import desk_at
from tests.resources.database.two_tenants import (
    NORTH,
    SOUTH,
    accept,
    channel_of,
    fill,
    mark,
    video_of,
)
from tests.sensors.watch import Watch
from wiring.definitions import build

RIGHTS = PROJECT / "deploy" / "rights" / "database-roles.sql"
ROLES = ("desk", "daemon", "worker")
MADE = "CREATE ROLE a_{role} LOGIN PASSWORD 'secret' IN ROLE factory_{role}"
MADE_ALL = "CREATE ROLE a_whole LOGIN PASSWORD 'secret' IN ROLE factory_desk, factory_daemon, factory_worker"
GONE = "DROP OWNED BY factory_{role}; DROP ROLE a_{role}; DROP ROLE factory_{role}"
BRIEF = """---
channel: vault
title: The second letter
---
A postman in Halifax kept what he could not deliver in a biscuit tin. Nine people came for it.
"""
CHANNEL = """
name: vault
title: The vault
format: draft
review: automatic
compliance: {made_for_kids: false, synthetic_media: true}
music: {kind: none}
"""
DECIDED = """INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, agreed_with, note, decided_at)
SELECT video_id, 'ab', 'approved', '{reviewer}', '{other}', '', now() FROM factory.videos LIMIT 1"""
CHARGED = """INSERT INTO factory.charges (token, video_id, stage, fingerprint, provider, channel, tenant, estimated_usd,
settled_usd, state) VALUES (gen_random_uuid(), 'x', 'x', 'x', 'x', 'x', 'x', 0, {usd}, 'settled')"""
CLAIMED = """INSERT INTO factory.posts (video_id, outlet, master_sha256, token, owner)
SELECT video_id, 'elsewhere', 'never approved', gen_random_uuid(), 'me' FROM factory.videos LIMIT 1"""
CHANGED = """INSERT INTO factory.post_changes (video_id, outlet, what, value, at, of_brief, asked_by)
SELECT video_id, 'youtube', 'visibility', 'public', now(), false, 'Mara' FROM factory.videos LIMIT 1"""
CLICKED = """INSERT INTO factory.chat_clicks (messenger, click, account, video_id, decision, clicked_at)
SELECT 'slack', 'x', 'U1', video_id, 'approved', '2099-01-01' FROM factory.videos LIMIT 1"""
BOOKED = """INSERT INTO factory.bookings (video_id, outlet, channel, at, booked_by)
SELECT video_id, 'elsewhere', channel, now(), 'Mara' FROM factory.videos LIMIT 1"""
CLAIMED_BY_POLICY = CLAIMED.replace("never approved", "by the policy")
BY_POLICY = """INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, note, decided_at)
SELECT video_id, 'by the policy', 'approved', 'policy: automatic', '', now() FROM factory.videos"""
REJECTED_SINCE = """INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, note, decided_at)
SELECT video_id, 'rejected since', one, 'Mara', 'why', now()
FROM factory.videos, unnest(ARRAY['approved', 'rejected']) one"""
USED = """INSERT INTO factory.quota_use (project, bucket, day, used)
VALUES ('{project}', 'youtube_units', current_date + {days}, {used})"""
MAY_NOT = {
    "desk": ("CREATE TABLE factory.x (n int)", "ALTER TABLE factory.videos ADD n int"),
    "daemon": (
        "SELECT password FROM factory.people",
        "SELECT * FROM factory.sessions",
        "SELECT * FROM factory.api_tokens",
        "UPDATE factory.people SET role = 'admin'",
    ),
    "worker": (
        "SELECT name FROM factory.people",
        "SELECT * FROM factory.guest_links",
        "DELETE FROM factory.videos",
        "DELETE FROM factory.charges",
        "INSERT INTO factory.tenants (tenant, added_by) VALUES ('x', 'x')",
        "UPDATE factory.reviews SET decision = 'approved'",
        DECIDED.format(reviewer="Mara", other=""),
        DECIDED.format(reviewer="policy: automatic", other="Mara"),
        DECIDED.format(reviewer="policy: automatic", other=""),
        f"SET LOCAL factory.tenant = '{NORTH}'; " + DECIDED.format(reviewer="Mara", other=""),
        "UPDATE factory.limits SET usd = 1000000",
        "UPDATE factory.config SET value = '1'",
        "UPDATE factory.waivers SET reason = 'x'",
        "UPDATE factory.channels SET tenant = 'x'",
        "UPDATE factory.videos SET tenant = 'x'",
        "UPDATE factory.briefs SET review = 'automatic'",
        "UPDATE factory.alternatives SET decision = 'approved'",
        "UPDATE factory.estimates SET confirmed_usd = 1000",
        "UPDATE factory.events SET payload = '{}'",
        "UPDATE factory.states SET state = 'COMPLETED'",
        "INSERT INTO factory.grants DEFAULT VALUES",
        "UPDATE factory.charges SET state = 'released'",
        "UPDATE factory.charges SET video_id = 'another'",
        CHARGED.format(usd="-1000"),
        CHARGED.format(usd="'NaN'"),
        "UPDATE factory.spending SET spent_usd = 0",
        "UPDATE factory.posts SET url = 'https://elsewhere.example/x'",
        "UPDATE factory.posts SET published_at = now()",
        "UPDATE factory.posts SET resolved_by = 'Mara'",
        "UPDATE factory.posts SET master_sha256 = 'ef'",
        CLAIMED,
        CLAIMED_BY_POLICY,
        CLAIMED.replace("never approved", "rejected since"),
        "UPDATE factory.quota_use SET used = 0",
        "UPDATE factory.quota_use SET used = used + 10000",
        USED.format(project="another", days=0, used=-5),
        USED.format(project="another", days=9, used=1),
        CHANGED,
        "UPDATE factory.post_changes SET what = 'visibility', value = 'public'",
        "UPDATE factory.post_changes SET ended_at = now(), ended_by = 'Mara'",
        CLICKED,
        BOOKED,
        "UPDATE factory.bookings SET at = at + interval '9 days'",
    ),
}
NOBODY_MAY = (
    "DROP TABLE factory.videos",
    "TRUNCATE factory.events",
    "CREATE ROLE another",
    "ALTER TABLE factory.videos DISABLE ROW LEVEL SECURITY",
    "UPDATE factory.alembic_version SET version_num = '9999'",
)


LEFT_OUT = {"/events", "/api/v1/events/stream", "/api/v1/chat-accounts"}
"""Streams end with whoever listens; the accounts that the tenants are filled with are of no messenger."""


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
        }
        catalogue.engine.dispose()
        say(url, "DROP ROLE a_whole")
        for role in ROLES:
            say(url, GONE.format(role=role))


def say(url: str, statement: str) -> None:
    """Run one statement, or several."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
    engine.dispose()


def dagster_in(home: Path, url: str, surroundings: pytest.MonkeyPatch) -> dg.DagsterInstance:
    """Open Dagster over a database, as a process of the factory does."""
    surroundings.setenv("FACTORY_DAGSTER_PG_URL", url)
    return dg.DagsterInstance.from_config(str(home / ".factory" / "dagster"))


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
