"""A catalogue, a journal and a store, with results of videos that are over and of others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from factory.units_of_work import Done, Unit
from resources.catalogue.catalogue import Catalogue
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from resources.storage_cleanup.unneeded_results import UnneededResults
from tests.fakes.catalogued import MASTER, accepted, file_ref, unit, writes

LONG = 31
DAYS = 30.0


@dataclass
class Studio:
    """Where videos are made, published and cleaned."""

    catalogue: Catalogue
    journal: PostgresJournal
    store: DiskStore

    @property
    def intermediates(self) -> UnneededResults:
        return UnneededResults(self.catalogue.engine, self.store, intermediate=True)

    @property
    def deleted(self) -> UnneededResults:
        return UnneededResults(self.catalogue.engine, self.store, intermediate=False)

    def make(self, video: str, *labels: str, **facts: Any) -> list[Done]:
        """Accept a video and do its units, which are segments unless another kind is named."""
        self.catalogue.briefs.accept(accepted(video, review="automatic"))
        done = [
            self.journal.perform(one, writes(one.label))
            for one in self.units(video, labels, **facts)
        ]
        self.say("UPDATE factory.work SET done_at = now() - interval '40 days'")
        return done

    def units(self, video: str, labels: tuple[str, ...], **facts: Any) -> list[Unit]:
        facts = {"kind": "segment", "stage": "renders", **facts}
        return [replace(unit(label, video_id=video), **facts) for label in labels]

    def publish(self, video: str, days_ago: int = LONG, *, settled: bool = True) -> None:
        """Let a video have a master, and be out at its outlets."""
        self.catalogue.artifacts.record(
            video, "renders", [file_ref("master.mp4")], provider=None, run_id=None
        )
        self.say("UPDATE factory.briefs SET recorded_at = now() - interval '90 days'")
        self.say(
            "INSERT INTO factory.posts (video_id, outlet, master_sha256, token, published_at,"
            " settled_at) SELECT video_id, unnest(outlets), :master, gen_random_uuid(),"
            " now() - make_interval(days => :days),"
            " CASE WHEN :settled THEN now() END FROM factory.briefs WHERE video_id = :video",
            video=video,
            master=MASTER,
            days=days_ago,
            settled=settled,
        )

    def delete(self, video: str) -> None:
        """Let a video have been deleted long ago."""
        self.say("UPDATE factory.briefs SET recorded_at = now() - interval '90 days'")
        self.say(
            "UPDATE factory.videos SET deleted_at = now() - interval '31 days'"
            " WHERE video_id = :video",
            video=video,
        )

    def say(self, statement: str, **values: Any) -> None:
        with self.catalogue.engine.begin() as connection:
            connection.execute(sa.text(statement), values)


@pytest.fixture
def studio(catalogue: Catalogue, tmp_path: Path) -> Iterator[Studio]:
    store = DiskStore(tmp_path / "media")
    with PostgresJournal(catalogue.engine, store) as journal:
        yield Studio(catalogue, journal, store)
