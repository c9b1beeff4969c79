"""The ideas of a day, with the channel's writer asked through a real client."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
import sqlalchemy as sa

from factory_assets.ideas.asset import ideas
from factory_assets.ideas.day import DayProposed, propose_day
from factory_assets.stage.fallback_providers import FallbackProviders
from resources.dagster_instance.log_progress import LogProgress
from resources.database.money_tables import charges
from resources.machine.environment_variables import Settings
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


def test_dagster_makes_a_day_that_has_begun_anywhere_on_earth(factory: Factory):
    today = datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    (folder,) = factory.settings.channel_folders[:1]
    quiet = CHANNEL.format(name="tales").replace("from_writer: 2", "from_writer: 0")
    (folder / "tales.yaml").write_text(quiet, encoding="utf-8")
    (folder / "songs.yaml").unlink()
    with (
        dg.DagsterInstance.ephemeral() as instance,
        factory.journal(None) as journal,
        factory.providers() as providers,
    ):
        made = dg.materialize(
            [ideas],
            partition_key=str(today),
            instance=instance,
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
                "title_meanings": factory.title_meanings,
            },
        )
    (day,) = made.asset_materializations_for_node("ideas")
    assert day.metadata["new"].value == 1


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
