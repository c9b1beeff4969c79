"""With a bucket: what nobody needs leaves it, too, and copies on this machine go that it holds."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from factory.people.tenant import Bounds
from factory.ports import Removable
from resources.catalogue.tenant_rows import PostgresTenantRows
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from resources.storage.s3_bucket import Bucket
from resources.storage.s3_store import S3Store
from resources.storage_cleanup.local_copies import LocalCopies
from resources.storage_cleanup.unneeded_results import UnneededResults
from tests.fakes.catalogued import accepted, writes
from tests.fakes.s3_server import s3_bucket
from tests.resources.storage_cleanup.conftest import DAYS, Studio


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with s3_bucket() as bucket:
        yield bucket


def test_files_leave_the_bucket_or_this_machine_alone(
    studio: Studio, bucket: Bucket, tmp_path: Path
):
    engine, here = studio.catalogue.engine, tmp_path / "here"
    store = S3Store(
        DiskStore(here, prefix_of=lambda video_id: "tenants/default"), bucket, here / "unsent"
    )
    with PostgresJournal(engine, store) as journal:
        made = Studio(studio.catalogue, journal, studio.store).make("long-ago", "one", "two")
    studio.publish("long-ago")
    kept = store.write("long-ago", "script.json", b"{}")
    assert UnneededResults(engine, store, intermediate=True).clean(DAYS).count == 2
    assert not any(done.path.exists() for done in made)
    assert list(bucket.keys("blobs/")) == []

    with PostgresJournal(engine, store) as journal:
        (again,) = [
            journal.perform(one, writes("3")) for one in studio.units("long-ago", ("three",))
        ]
    script = store.local("long-ago", kept.name)
    unsent = here / "unsent" / script.name
    copies = LocalCopies(engine, here, here / "unsent", bucket)
    assert copies.due(DAYS) == Removable()
    for path in (script, again.path):
        os.utime(path, (1, 1))
    unsent.touch()
    assert copies.due(DAYS) == Removable(1, 1)
    unsent.unlink()
    studio.catalogue.briefs.accept(accepted("new"))
    with studio.catalogue.stages.stage("new", "renders", None):
        assert copies.clean(DAYS) == Removable(waiting=2)
        assert script.exists()
    assert copies.clean(DAYS) == Removable(2, 3)
    assert not script.exists()
    assert store.local("long-ago", kept.name).read_bytes() == b"{}"
    found = store.blob(again.sha256, again.path.suffix)
    assert found
    assert found.read_text() == "3"


class Listed(Bucket):
    """A bucket in which something happens while it is listed."""

    def __init__(self, *keys: str, meanwhile: Callable[[], object] = lambda: None) -> None:
        super().__init__("s3://media/house", "http://127.0.0.1:1")
        self._listed, self._meanwhile = keys, meanwhile

    def keys(self, below: str = "") -> Iterator[str]:
        for key in self._listed:
            if key.startswith(below):
                yield key
                self._meanwhile()


def old_file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"12345")
    os.utime(path, (1, 1))
    return path


def test_a_stage_that_begins_while_the_bucket_is_listed_keeps_its_copies(
    studio: Studio, tmp_path: Path
):
    copy = old_file(tmp_path / "here/tenants/default/videos/new/script.json")
    studio.catalogue.briefs.accept(accepted("new"))
    with ExitStack() as stages:
        stage = studio.catalogue.stages.stage("new", "renders", None)
        begins = Listed(
            "tenants/default/videos/new/script.json", meanwhile=lambda: stages.enter_context(stage)
        )
        copies = LocalCopies(
            studio.catalogue.engine, tmp_path / "here", tmp_path / "unsent", begins
        )
        assert copies.clean(DAYS) == Removable(waiting=1)
        assert copy.exists()


def test_copies_of_what_another_machine_moved_or_deleted_go_and_files_nobody_knows_stay(
    studio: Studio, tmp_path: Path
):
    for video_id in ("moved", "here", "deleted"):
        studio.catalogue.briefs.accept(accepted(video_id))
    with studio.catalogue.engine.begin() as connection:
        for statement in (
            "INSERT INTO factory.tenants (tenant, added_by) VALUES ('acme', 'test')",
            "UPDATE factory.videos SET media_tenant = 'acme' WHERE video_id = 'moved'",
            "UPDATE factory.videos SET deleted_at = now() WHERE video_id = 'deleted'",
            "INSERT INTO factory.tenants (tenant, added_by) VALUES ('gone', 'test'), ('back', 'test')",
        ):
            connection.execute(sa.text(statement))
    tenants = PostgresTenantRows(studio.catalogue.engine)
    for tenant in ("gone", "back"):
        tenants.remove(tenant, keep_published=False)
    studio.catalogue.tenants.add("back", Bounds(), "test")
    below = tmp_path / "here/tenants"
    gone = [
        old_file(below / "default/videos/moved/script.json"),
        old_file(below / "default/videos/deleted/pictures/1.jpg"),
        old_file(below / "gone/videos/whose/script.json"),
        old_file(below / "back/videos/before/script.json"),
    ]
    stay = [
        old_file(below / "default/videos/here/script.json"),
        old_file(below / "acme/videos/moved/script.json"),
        old_file(below / "default/videos/unknown/script.json"),
        old_file(below / "of-another-database/videos/whose/script.json"),
        old_file(below / "back/videos/since/script.json"),
    ]
    in_an_hour = time.time() + 3600
    os.utime(stay[-1], (in_an_hour, in_an_hour))
    copies = LocalCopies(studio.catalogue.engine, tmp_path / "here", tmp_path / "unsent", Listed())
    assert copies.due(0) == Removable(4, 20)
    assert copies.clean(0) == Removable(4, 20)
    assert [path for path in gone if path.exists()] == []
    assert [path for path in stay if not path.exists()] == []


def test_a_file_that_somebody_removes_while_it_is_looked_at_ends_no_cleaning(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tenants = PostgresTenantRows(studio.catalogue.engine)
    studio.catalogue.tenants.add("gone", Bounds(), "test")
    tenants.remove("gone", keep_published=False)
    there = old_file(tmp_path / "here/tenants/gone/videos/whose/script.json")
    walk = os.walk

    def stale(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        for below, folders, names in walk(folder):
            yield below, folders, ["removed-by-now.json", *names]

    monkeypatch.setattr(os, "walk", stale)
    copies = LocalCopies(studio.catalogue.engine, tmp_path / "here", tmp_path / "unsent", Listed())
    assert copies.clean(0) == Removable(1, 5)
    assert not there.exists()


def test_results_that_another_machine_has_cleaned_away_go_here_too(
    studio: Studio, bucket: Bucket, tmp_path: Path
):
    engine, here, there = studio.catalogue.engine, tmp_path / "here", tmp_path / "there"
    one, other = (S3Store(DiskStore(at), bucket, at / "unsent") for at in (here, there))
    with PostgresJournal(engine, one) as journal:
        made = Studio(studio.catalogue, journal, studio.store).make("long-ago", "one", "two")
    fetched = [other.blob(done.sha256, done.path.suffix) for done in made]
    unknown = old_file(there / "blobs/ab" / f"{'ab' * 32}.wav")
    studio.publish("long-ago")
    assert UnneededResults(engine, one, intermediate=True).clean(DAYS).count == 2
    copies = LocalCopies(engine, there, there / "unsent", bucket)
    assert copies.due(DAYS) == Removable(), "fetched just now"
    for path in fetched:
        assert path
        os.utime(path, (1, 1))
    assert copies.clean(DAYS).count == 2
    assert not any(path and path.exists() for path in fetched)
    assert unknown.exists(), "of another database, perhaps"


def test_a_key_that_somebody_put_into_the_bucket_leads_to_no_file_outside(
    studio: Studio, tmp_path: Path
):
    outside = old_file(tmp_path / "letter.txt")
    (tmp_path / "here/blobs").mkdir(parents=True)
    strange = Listed("blobs/../../letter.txt", f"blobs/{outside}", f"blobs//{outside}")
    copies = LocalCopies(studio.catalogue.engine, tmp_path / "here", tmp_path / "unsent", strange)
    assert copies.clean(DAYS) == Removable()
    assert outside.exists()


def test_no_link_leads_to_a_file_that_goes(studio: Studio, tmp_path: Path):
    studio.catalogue.briefs.accept(accepted("deleted"))
    with studio.catalogue.engine.begin() as connection:
        connection.execute(sa.text("UPDATE factory.videos SET deleted_at = now()"))
    elsewhere = [
        old_file(tmp_path / "disk/videos/deleted/script.json"),
        old_file(tmp_path / "deleted/script.json"),
        old_file(tmp_path / "pictures/1.jpg"),
    ]
    own = old_file(tmp_path / "here/tenants/default/videos/deleted/own.json")
    (own.parent / "pictures").symlink_to(tmp_path / "pictures")
    (own.parent / "1.jpg").symlink_to(tmp_path / "pictures/1.jpg")
    (own.parents[3] / "linked").symlink_to(tmp_path / "disk")
    (tmp_path / "here/tenants/other/videos").mkdir(parents=True)
    (tmp_path / "here/tenants/other/videos/deleted").symlink_to(tmp_path / "deleted")
    held = Listed("tenants/linked/videos/deleted/script.json")
    copies = LocalCopies(studio.catalogue.engine, tmp_path / "here", tmp_path / "unsent", held)
    assert copies.clean(DAYS) == Removable(1, 5)
    assert not own.exists()
    assert [path for path in elsewhere if not path.exists()] == []
