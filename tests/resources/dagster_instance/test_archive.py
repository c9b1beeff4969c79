"""What Dagster forgets of finished videos, and what stays."""

from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from resources.catalogue.catalogue import Catalogue
from resources.dagster_instance.archive import DagsterArchive
from sensors.archived_videos import archive_everything
from tests.fakes.catalogued import MASTER, accepted
from tests.resources.dagster_instance.test_check_states import VIDEOS, films

TABLES = ("event_logs", "asset_check_executions", "runs", "run_tags", "asset_event_tags")


@pytest.fixture
def archive(catalogue: Catalogue) -> DagsterArchive:
    return DagsterArchive(catalogue.engine)


def make(catalogue: Catalogue, instance: dg.DagsterInstance, video: str) -> None:
    catalogue.briefs.accept(accepted(video))
    instance.add_dynamic_partitions(str(VIDEOS.name), [video])
    dg.materialize([films], partition_key=video, instance=instance)
    instance.report_runless_asset_event(dg.AssetMaterialization("reviews", partition=video))


def published(engine: Engine, video: str, days_ago: int) -> None:
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO factory.posts (video_id, outlet, master_sha256, token, published_at)"
                " VALUES (:video, 'outbox', :master, gen_random_uuid(),"
                " now() - make_interval(days => :days))"
            ),
            {"video": video, "master": MASTER, "days": days_ago},
        )


def kept(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table: int(connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0)
            for table in TABLES
        }


def test_a_video_published_long_ago_leaves_dagster_and_no_other_does(
    catalogue: Catalogue, archive: DagsterArchive, instance: dg.DagsterInstance, tmp_path: Path
):
    make(catalogue, instance, "still-waiting")
    alone = kept(catalogue.engine)
    for video, days in (("long-ago", 31), ("lately", 29)):
        make(catalogue, instance, video)
        published(catalogue.engine, video, days)
    both = kept(catalogue.engine)
    assert archive_everything(archive) == (1, 1)
    assert set(instance.get_dynamic_partitions("videos")) == {"still-waiting", "lately"}
    left = kept(catalogue.engine)
    assert left == {t: both[t] - (both[t] - alone[t]) // 2 for t in TABLES}
    assert archive_everything(archive) == (0, 0)


def test_a_video_that_dagster_forgot_is_shown_as_before(
    catalogue: Catalogue, archive: DagsterArchive, instance: dg.DagsterInstance
):
    make(catalogue, instance, "long-ago")
    published(catalogue.engine, "long-ago", 31)
    before = catalogue.reports.show("long-ago")
    archive_everything(archive)
    assert catalogue.reports.show("long-ago") == before


def test_a_video_of_which_something_is_asked_for_stays(
    catalogue: Catalogue, archive: DagsterArchive, instance: dg.DagsterInstance
):
    make(catalogue, instance, "long-ago")
    published(catalogue.engine, "long-ago", 31)
    catalogue.launches.request("long-ago", "plan", "a new revision", by="test")
    assert archive.due(10) == []


def test_beyond_the_most_live_videos_the_longest_published_go_first(
    catalogue: Catalogue, archive: DagsterArchive, instance: dg.DagsterInstance
):
    catalogue.settings.change("most_live_videos", 2)
    for video, days in (("newest", 1), ("oldest", 9), ("older", 5), ("unpublished", None)):
        make(catalogue, instance, video)
        if days is not None:
            published(catalogue.engine, video, days)
    assert archive.due(10) == ["oldest", "older"]
