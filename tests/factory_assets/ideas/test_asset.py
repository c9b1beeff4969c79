"""The ideas of a day, with the channel's writer asked through a real client."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
import sqlalchemy as sa

from desk.actions.learning.daily_run import daily
from desk.actions.learning.ideas import price_of_day, propose_for
from factory.errors import PermanentError
from factory_assets.ideas.asset import ideas
from factory_assets.ideas.channels_of_a_day import MISSED_DAYS
from factory_assets.ideas.ideas_of_a_day import DayProposed, propose_day
from factory_assets.stage.fallback_providers import FallbackProviders
from resources.dagster_instance.log_progress import LogProgress
from resources.database.money_tables import charges
from resources.machine.environment_variables import Settings
from tests.desk.opened_desk import opened_desk
from tests.fakes.vendors import Vendors
from wiring.definitions import defs
from wiring.factory import Factory

DAY = date(2026, 11, 27)
CHANNEL = """
name: {name}
title: {name}
format: short
words: {{provider: openai, model: gpt-6-luna}}
compliance: {{made_for_kids: false, synthetic_media: true}}
ideas:
  from_writer: 2
  topics: [The tower of {name}]
"""


@pytest.fixture
def factory(database_url: str, tmp_path: Path) -> Iterator[Factory]:
    folder = tmp_path / "channels"
    folder.mkdir()
    for name in ("tales", "songs"):
        (folder / f"{name}.yaml").write_text(CHANNEL.format(name=name), encoding="utf-8")
    made = Factory(Settings(home=tmp_path), database_url)
    made.prepare()
    yield made
    made.catalogue.engine.dispose()


def proposed(factory: Factory) -> DayProposed:
    with factory.journal(None) as journal, factory.providers() as providers:
        fallbacks = FallbackProviders(journal, factory.circuits, LogProgress())
        ideas, metrics = factory.catalogue.ideas, factory.catalogue.metrics
        sums = factory.catalogue.figure_sums
        campaigns, feeds = factory.catalogue.campaigns, factory.feeds
        return propose_day(
            DAY,
            factory.channels,
            ideas,
            metrics,
            sums,
            providers,
            fallbacks,
            campaigns,
            feeds,
            factory.title_meanings,
            factory.hooks,
        )


def test_the_writer_is_asked_once_and_paid_once_by_its_channel(factory: Factory, vendors: Vendors):
    assert proposed(factory) == DayProposed(new=6, problems=())
    asked = len(vendors.seen("openai"))
    assert proposed(factory) == DayProposed(new=0, problems=())
    assert len(vendors.seen("openai")) == asked
    kept = factory.catalogue.ideas.of_day(DAY)
    assert {(one.channel, one.source) for one in kept} == {
        (channel, source) for channel in ("tales", "songs") for source in ("topics", "writer")
    }
    thought = next(one for one in kept if one.source == "writer")
    assert thought.about
    assert "Sound:" in thought.background
    with factory.catalogue.engine.connect() as connection:
        question = sa.select(charges.c.channel, charges.c.tenant, charges.c.state)
        paid = [tuple(row) for row in connection.execute(question)]
    assert sorted(paid) == [("songs", "default", "settled"), ("tales", "default", "settled")]


def test_what_a_day_costs_is_told_before_and_is_never_less_than_what_is_charged(
    factory: Factory, vendors: Vendors
):
    told = price_of_day(factory, DAY)
    assert told.channels == ("songs", "tales")
    with pytest.raises(PermanentError, match="nobody was asked"):
        propose_for(factory, DAY, told.usd / 2)
    assert not vendors.seen("openai")
    assert len(propose_for(factory, DAY, told.usd).ideas) == 6
    with factory.catalogue.engine.connect() as connection:
        reserved = sum(connection.scalars(sa.select(charges.c.estimated_usd)))
    assert 0 < reserved <= told.usd
    assert price_of_day(factory, DAY).usd == 0, "who was asked is not asked again"


def test_a_writer_is_not_asked_again_for_a_day_whatever_its_channel_says_by_then(
    factory: Factory, vendors: Vendors
):
    before = propose_for(factory, DAY, price_of_day(factory, DAY).usd).ideas
    asked = len(vendors.seen("openai"))
    (folder,) = factory.settings.channel_folders[:1]
    (folder / "tales.yaml").write_text(
        CHANNEL.format(name="tales").replace("title: tales", "title: Other tales"), encoding="utf-8"
    )
    told = price_of_day(factory, DAY)
    assert (told.usd, told.channels) == (0, ())
    assert propose_for(factory, DAY, told.usd).ideas == before
    assert proposed(factory) == DayProposed(new=0, problems=())
    assert len(vendors.seen("openai")) == asked


def test_channels_of_one_title_are_each_priced_and_no_number_agrees_to_nothing(
    factory: Factory, vendors: Vendors
):
    (folder,) = factory.settings.channel_folders[:1]
    alike = CHANNEL.format(name="songs").replace("title: songs", "title: tales")
    told = price_of_day(factory, DAY).usd
    (folder / "songs.yaml").write_text(alike, encoding="utf-8")
    both = price_of_day(factory, DAY)
    assert both.channels == ("songs", "tales") and both.usd == pytest.approx(told, rel=0.1)
    with opened_desk(factory) as desk:
        told = desk.pages.get("/ideas").text
        assert "What tales, tales's writers would charge" in told.replace("&#39;", "'")
        assert desk.pages.post("/ideas", data={"usd": "nan"}).status_code == 409
    assert not vendors.seen("openai")


def materialised(
    factory: Factory, instance: dg.DagsterInstance, day: date, **tags: str
) -> dg.AssetMaterialization:
    with factory.journal(None) as journal, factory.providers() as providers:
        made = dg.materialize(
            [ideas],
            partition_key=str(day),
            instance=instance,
            tags=tags,
            resources={
                "channels": factory.channels,
                "ideas": factory.catalogue.ideas,
                "metrics": factory.catalogue.metrics,
                "figure_sums": factory.catalogue.figure_sums,
                "providers": providers,
                "journal": journal,
                "circuits": factory.circuits,
                "progress": LogProgress(),
                "hooks": factory.hooks,
                "campaigns": factory.catalogue.campaigns,
                "feeds": factory.feeds,
                "events": factory.catalogue.events,
                "title_meanings": factory.title_meanings,
            },
        )
    (of_day,) = made.asset_materializations_for_node("ideas")
    return of_day


def in_channel(factory: Factory, name: str, more: str = "") -> None:
    (folder,) = factory.settings.channel_folders[:1]
    quiet = CHANNEL.format(name=name).replace("from_writer: 2", "from_writer: 0")
    (folder / f"{name}.yaml").write_text(quiet + more, encoding="utf-8")


def test_dagster_makes_a_day_that_has_begun_anywhere_on_earth(factory: Factory):
    today = datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    in_channel(factory, "tales")
    in_channel(factory, "songs")
    with dg.DagsterInstance.ephemeral() as instance:
        assert materialised(factory, instance, today).metadata["new"].value == 2


def test_missed_days_are_made_up_for_in_order_where_the_channel_says_so(factory: Factory):
    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo(factory.settings.time_zone)).date()
    missed = [today - timedelta(days=back) for back in (3, 2, 1)]
    more = "  missed_days: catch_up\n  topics: [One, Two, Three, Four]\n"
    in_channel(factory, "tales", "")
    (folder,) = factory.settings.channel_folders[:1]
    file = folder / "tales.yaml"
    written = file.read_text("utf-8").replace("  topics: [The tower of tales]\n", more)
    file.write_text(written, encoding="utf-8")
    in_channel(factory, "songs", f"  on_holidays: false\nschedule: {{holidays: [{today}]}}\n")
    with dg.DagsterInstance.ephemeral() as instance:
        materialised(factory, instance, today, **{MISSED_DAYS: " ".join(map(str, missed))})
        (run,) = instance.get_runs()
        logged = [entry.user_message for entry in instance.all_logs(run.run_id)]
        records = instance.fetch_materializations(ideas.key, limit=9, ascending=True).records
    of_days = {
        one.partition_key: one.asset_materialization.metadata
        for one in records
        if one.asset_materialization
    }
    assert [*of_days] == [str(day) for day in (*missed, today)]
    for day in missed:
        assert f"{day} was missed, and is made up for; new ideas: 1" in logged
        assert any(f"did not end on {day}, and the channel leaves" in line for line in logged)
        told_there = of_days[str(day)]
        assert told_there["missed"].value == f"made up for by the run of {today}"
        assert "songs: the daily run did not end" in str(told_there["left out"].value)
    events = [(one["topic"], one["payload"]) for one in factory.catalogue.events.after()]
    caught = [said["day"] for topic, said in events if topic == "ideas.caught_up"]
    skipped = [said["day"] for topic, said in events if topic == "ideas.not_proposed"]
    assert (caught, skipped) == ([*map(str, missed)], [*map(str, missed), str(today)])
    told = {day: factory.catalogue.ideas.of_day(day) for day in (*missed, today)}
    assert [[one.channel for one in day] for day in told.values()] == [["tales"]] * 4
    assert {one.title for day in told.values() for one in day} == {"One", "Two", "Three", "Four"}
    lines = {line.what: line for line in daily(factory, now).lines}
    assert lines["missed days of tales"].did == f"made up for {', '.join(map(str, missed))}"
    assert lines["missed days of songs"].why_not.count("leaves such days out") == 3
    assert "the channel rests" in lines["ideas of songs"].why_not
    assert lines["ideas of tales"].why_not == "1 wait for a decision: `factory ideas`"
    factory.catalogue.ideas.decide(told[today][0].idea_id, "approved", "mara", "")
    (of_tales,) = (line for line in daily(factory, now).lines if line.what == "ideas of tales")
    assert of_tales.why_not == "1 approved become videos while `factory up` runs"
    with opened_desk(factory) as desk:
        page = desk.pages.get("/").text
    assert f"The daily run, missed days of tales: made up for {missed[0]}" in page
    by_hand = propose_for(factory, today, 0.0).ideas
    assert "songs" in {one.channel for one in by_hand}, "a person may ask on any day"


def test_every_mapping_of_days_is_one_that_dagster_can_follow():
    graph = defs().resolve_asset_graph()
    mapped = graph.get_partition_mapping(dg.AssetKey("ideas"), dg.AssetKey("idea_performance"))
    mapped.validate_partition_mapping(
        graph.get(dg.AssetKey("idea_performance")).partitions_def,  # type: ignore[arg-type]
        graph.get(dg.AssetKey("ideas")).partitions_def,  # type: ignore[arg-type]
    )


def test_a_writer_that_is_away_costs_no_channel_its_own_topics(factory: Factory, vendors: Vendors):
    vendors.order("status", status=500, times=50)
    done = proposed(factory)
    assert done.new == 2
    assert len(done.problems) == 2
    assert all("openai" in problem.lower() for problem in done.problems)


def test_a_writer_that_answers_nonsense_is_paid_and_costs_no_other_channel_its_ideas(
    factory: Factory, vendors: Vendors
):
    vendors.order("without", path="/chat/", keys=["content"], instead="[" * 100_000, times=2)
    done = proposed(factory)
    assert done.new == 4
    assert len(done.problems) == 1
    with factory.catalogue.engine.connect() as connection:
        assert set(connection.scalars(sa.select(charges.c.state))) == {"settled"}
