"""Tenants: kept to what they may have, read out whole, and removed with the proof of it."""

import json
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from desk.actions.tenants import all_tenants, delete_tenant, export_tenant, removal_of
from factory.errors import BadInput, FactoryError, PermanentError
from factory.people.tenant import media_prefix
from resources.database.connection import transact
from tests.resources.database.two_tenants import (
    NORTH,
    SOUTH,
    accept,
    channel_of,
    fill,
    mark,
    video_of,
)
from wiring.factory import Factory

IDLE = (
    "UPDATE factory.launches SET ended_at = now() WHERE tenant = :tenant",
    "UPDATE factory.stages SET finished_at = now() WHERE tenant = :tenant",
    "UPDATE factory.posts SET owner = NULL WHERE tenant = :tenant",
)
UPLOAD_KEY = "upload_id-that-is-a-key"
UPLOADING = f"""
    UPDATE factory.posts SET notes = '{{"session": "https://upload.test/?upload_id={UPLOAD_KEY}"}}'
    WHERE tenant = :tenant
"""
UNPUBLISHED = "UPDATE factory.posts SET published_at = NULL WHERE tenant = :tenant"
THOUGHT_OF = (
    "UPDATE factory.ideas SET state = 'approved', video_id ="
    " (SELECT video_id FROM factory.videos WHERE tenant = :tenant)"
    " WHERE channel = (SELECT channel FROM factory.videos WHERE tenant = :tenant)"
)
HAS_FILE = """
    UPDATE factory.work SET sha256 = :sha256, suffix = '.wav', kind = 'speech', done_at = now(),
        retired_at = NULL, cleaned_at = NULL
    WHERE fingerprint IN (SELECT fingerprint FROM factory.work_uses WHERE tenant = :tenant)
"""
BUSY = "UPDATE factory.stages SET finished_at = NULL, failed_at = NULL WHERE tenant = :tenant"
CALLED_ITS_OWN = (
    "SELECT count(*) FROM factory.videos WHERE tenant = :tenant",
    "SELECT count(*) FROM factory.people WHERE tenant = :tenant",
    "SELECT count(*) FROM factory.work_uses WHERE tenant = :tenant",
)


@pytest.fixture
def both(idle_factory: Factory) -> Factory:
    for tenant in (NORTH, SOUTH):
        accept(idle_factory.catalogue, tenant)
        fill(idle_factory.catalogue.engine, tenant)
        change(idle_factory, tenant, *IDLE)
        folder = idle_factory.store.folder(video_of(tenant))
        folder.mkdir(parents=True)
        (folder / "captions.srt").write_text(mark(tenant), encoding="utf-8")
    return idle_factory


def folder_of(factory: Factory, tenant: str) -> Path:
    return factory.settings.media / media_prefix(tenant) / "videos" / video_of(tenant)


def change(factory: Factory, tenant: str, *statements: str) -> None:
    with factory.catalogue.engine.begin() as owner:
        for statement in statements:
            owner.execute(sa.text(statement), {"tenant": tenant})


def counts(factory: Factory, tenant: str) -> list[int]:
    return [
        transact(
            factory.catalogue.engine,
            lambda c, q=question: int(c.scalar(sa.text(q), {"tenant": tenant}) or 0),
        )
        for question in CALLED_ITS_OWN
    ]


def move_channel(factory: Factory) -> None:
    """Give the north's channel to the west, by a brief of another video."""
    newest = factory.catalogue.briefs.newest(video_of(NORTH))
    channel = newest.channel.model_copy(update={"tenant": "west"})
    brief = newest.brief.model_copy(update={"title": "Of the west"})
    west = {"video_id": "of-the-west", "channel": channel, "brief": brief}
    factory.catalogue.briefs.accept(newest.model_copy(update=west))


def test_an_export_holds_all_of_a_tenant_nothing_of_others_and_no_way_in(
    both: Factory, tmp_path: Path
):
    change(both, NORTH, UPLOADING)
    done = export_tenant(both, NORTH, tmp_path / "north.zip")
    with zipfile.ZipFile(done.path) as kept:
        files = {name: kept.read(name).decode() for name in kept.namelist()}
    assert mark(SOUTH) not in "".join(files.values())
    videos = json.loads(files["north/rows/videos.json"])
    assert [one["video_id"] for one in videos] == [video_of(NORTH)]
    assert done.rows["ideas"] == 1 and done.rows["charges"] == 1
    assert [one["sha256"] for one in json.loads(files["north/media.json"])] == ["ab" * 32]
    (person,) = json.loads(files["north/rows/people.json"])
    assert "password" not in person and "north/rows/sessions.json" not in files
    assert "secret_sha256" not in files["north/rows/api_tokens.json"]
    assert UPLOAD_KEY not in "".join(files.values()), "the address of an upload that goes on"
    with pytest.raises(BadInput, match="is there already"):
        export_tenant(both, NORTH, done.path)
    assert [one.name for one in tmp_path.glob("*") if "zip" in one.name] == ["north.zip"]


def test_an_export_that_fails_midway_leaves_no_file(both: Factory, tmp_path: Path):
    with both.catalogue.engine.begin() as owner:
        owner.execute(sa.text("ALTER TABLE factory.spending RENAME TO elsewhere"))
    with pytest.raises(DBAPIError, match="spending"):
        export_tenant(both, NORTH, tmp_path / "north.zip")
    assert not [one for one in tmp_path.glob("*") if "zip" in one.name]


def test_nothing_is_removed_while_something_runs_is_published_or_is_not_meant(both: Factory):
    before = counts(both, NORTH)
    with pytest.raises(BadInput, match="wanted north"):
        delete_tenant(both, NORTH, "south")
    with pytest.raises(PermanentError, match="1 of its videos are published"):
        delete_tenant(both, NORTH, NORTH)
    change(both, NORTH, BUSY)
    with pytest.raises(PermanentError, match=f"{video_of(NORTH)} is running"):
        delete_tenant(both, NORTH, NORTH, keep_published=True)
    with pytest.raises(BadInput, match="cannot be deleted"):
        delete_tenant(both, "default", "default")
    with pytest.raises(PermanentError, match="there is no tenant"):
        removal_of(both, "nobody")
    assert counts(both, NORTH) == before
    folder = both.settings.channel_folders[0]
    folder.mkdir(exist_ok=True)
    words = f"name: tales\ntitle: Tales\nformat: short\ntenant: {NORTH}\n"
    (folder / "tales.yaml").write_text(words, encoding="utf-8")
    with pytest.raises(PermanentError, match="channel files tales name it"):
        delete_tenant(both, NORTH, NORTH, keep_published=True)


def test_what_was_not_published_goes_whole_but_for_the_books(both: Factory):
    change(both, NORTH, UNPUBLISHED)
    others = counts(both, SOUTH)
    planned = removal_of(both, NORTH)
    done = delete_tenant(both, NORTH, NORTH)
    marked = {name: planned.goes[name] + 1 for name in ("events", "states")}  # as deleted
    assert done.goes == {**planned.goes, **marked}
    assert done.videos == (video_of(NORTH),) and done.goes["grants"] == 1
    accounts = sa.text("SELECT account FROM factory.grants")
    kept = transact(both.catalogue.engine, lambda c: c.scalars(accounts).all())
    assert kept == [f"{mark(SOUTH)} account"]
    assert set(done.left or {}) == {"charges", "spending"}
    assert done.files == 1
    assert not (folder_of(both, NORTH)).exists()
    assert [one.tenant for one in all_tenants(both)] == ["default", SOUTH]
    assert counts(both, SOUTH) == others
    recipes = sa.text("SELECT recipe::text FROM factory.work ORDER BY fingerprint")
    kept = transact(both.catalogue.engine, lambda c: c.scalars(recipes).all())
    assert mark(NORTH) not in "".join(kept) and mark(SOUTH) in "".join(kept)


def keep_result(factory: Factory, tenant: str, words: bytes) -> str:
    """Give the results that a tenant's video uses a file, and return its hash."""
    with factory.store.scratch() as scratch:
        (scratch / "result").write_bytes(words)
        sha256, _ = factory.store.keep_blob(scratch / "result", ".wav")
    file = {"sha256": sha256, "tenant": tenant}
    with factory.catalogue.engine.begin() as owner:
        owner.execute(sa.text(HAS_FILE), file)
    return sha256


def test_what_was_made_for_a_tenant_alone_is_gone_from_the_store_and_what_two_share_stays(
    both: Factory,
):
    change(both, NORTH, UNPUBLISHED)
    own = keep_result(both, NORTH, b"northern words")
    with both.store.scratch() as scratch:
        (scratch / "voice").write_bytes(b"a preview")
        both.store.keep(f"preview-{channel_of(NORTH)}", "voice.wav", scratch / "voice")
    done = delete_tenant(both, NORTH, NORTH)
    assert (done.media_left, done.results, done.results_waiting) == (0, 1, 0)
    assert both.store.blob(own, ".wav") is None
    assert not list((both.settings.media / media_prefix(NORTH)).rglob("*.*"))
    assert folder_of(both, SOUTH).is_dir()


def test_a_result_that_another_tenant_has_too_outlives_the_first(both: Factory):
    change(both, NORTH, UNPUBLISHED)
    shared = {keep_result(both, tenant, b"the same words") for tenant in (NORTH, SOUTH)}
    delete_tenant(both, NORTH, NORTH)
    (sha256,) = shared
    assert both.store.blob(sha256, ".wav")


def test_where_the_store_fails_midway_a_second_removal_finishes(both: Factory):
    change(both, NORTH, UNPUBLISHED)
    folder = folder_of(both, NORTH)
    away = folder.with_name("away")
    folder.rename(away)
    folder.write_text("where the folder was", encoding="utf-8")
    with pytest.raises((OSError, FactoryError)):
        delete_tenant(both, NORTH, NORTH)
    assert removal_of(both, NORTH).videos == (video_of(NORTH),)
    folder.unlink()
    away.rename(folder)
    done = delete_tenant(both, NORTH, NORTH)
    assert done.files == 1 and set(done.left or {}) == {"charges", "spending"}


@pytest.mark.parametrize("keep_published", [False, True])
def test_whatever_lies_below_a_tenants_prefix_goes_with_it_whatever_it_is_called(
    both: Factory, tmp_path: Path, keep_published: bool
):
    if not keep_published:
        change(both, NORTH, UNPUBLISHED)
    top = both.settings.media / media_prefix(NORTH)
    other = tmp_path / "of-nobody"
    other.write_text("elsewhere", encoding="utf-8")
    for name in ("videos/.DS_Store", "videos/Copy of it/a b.mp4", "lost+found/x", "notes.txt"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text("private", encoding="utf-8")
    (top / "videos" / "led-away").symlink_to(other.parent)
    (top / "led-away").symlink_to(other)
    done = delete_tenant(both, NORTH, NORTH, keep_published=keep_published)
    left = [path for path in top.rglob("*") if not path.is_dir()]
    assert left == [folder_of(both, NORTH) / "captions.srt"] * keep_published
    assert done.media_left == len(left)
    assert other.is_file() and folder_of(both, SOUTH).is_dir()


def test_files_that_come_after_a_removal_can_be_removed_as_well(both: Factory):
    change(both, NORTH, UNPUBLISHED)
    top = both.settings.media / media_prefix(NORTH)
    delete_tenant(both, NORTH, NORTH)
    (top / "videos" / "Late").mkdir(parents=True)  # of a process that nobody knew of
    (top / "videos" / "Late" / "master.mp4").write_text("private", encoding="utf-8")
    assert delete_tenant(both, NORTH, NORTH).media_left == 0
    with pytest.raises(PermanentError, match="there is no tenant"):
        delete_tenant(both, NORTH, NORTH)


def test_both_tenants_of_a_channel_that_moved_can_be_removed(both: Factory):
    move_channel(both)
    change(both, NORTH, UNPUBLISHED, THOUGHT_OF)
    # The experiment and the idea are the west's by now; a video of the north stands in both.
    assert set(delete_tenant(both, NORTH, NORTH).left or {}) == {"charges", "spending"}
    assert "experiments" in removal_of(both, "west").goes
    delete_tenant(both, "west", "west")
    assert [one.tenant for one in all_tenants(both)] == ["default", SOUTH]


def test_the_experiment_of_a_channel_that_moved_goes_before_the_videos_that_stayed(both: Factory):
    move_channel(both)
    assert delete_tenant(both, "west", "west").goes["experiment_videos"] == 1
    change(both, NORTH, UNPUBLISHED)
    assert "experiment_videos" not in removal_of(both, NORTH).goes


def test_the_record_of_what_went_out_stays_and_nothing_else(both: Factory):
    done = delete_tenant(both, NORTH, NORTH, keep_published=True)
    assert done.published == (video_of(NORTH),) and done.videos == ()
    assert set(done.left or {}) == {
        *("charges", "spending", "tenants", "videos", "briefs", "artifacts", "reviews"),
        *("alternatives", "waivers", "takedowns", "posts", "post_follow_ups"),
    }
    assert (folder_of(both, NORTH) / "captions.srt").is_file()
    assert channel_of(NORTH) not in both.catalogue.tenants.all()[1].channels
