"""Where files of videos lie: below their tenant's prefix, on a disk and in a bucket."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from factory.errors import PermanentError
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.media_places import PostgresMediaPlaces, prefix_of_video
from resources.database.confinement import confined_to
from resources.storage.disk_store import DiskStore
from resources.storage.s3_bucket import Bucket
from resources.storage.s3_store import S3Store
from tests.fakes.s3_server import s3_bucket
from tests.resources.database.two_tenants import NORTH, SOUTH, accept, channel_of, video_of

NAME = "master.mp4"
FROM_BEFORE = "UPDATE factory.videos SET media_tenant = NULL"
TO_THE_SOUTH = "UPDATE factory.videos SET tenant = 'south' WHERE tenant = 'north'"


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with s3_bucket() as bucket:
        yield bucket


@pytest.fixture(params=["disk", "bucket"])
def store(
    request: pytest.FixtureRequest, catalogue: Catalogue, bucket: Bucket, tmp_path: Path
) -> DiskStore | S3Store:
    for tenant in (NORTH, SOUTH):
        accept(catalogue, tenant)
    bucket.remove_below("")
    return a_store(catalogue, tmp_path / "here", bucket if request.param == "bucket" else None)


def a_store(catalogue: Catalogue, here: Path, bucket: Bucket | None) -> DiskStore | S3Store:
    def prefix(video_id: str) -> str:
        return prefix_of_video(catalogue.engine, video_id)

    disk = DiskStore(here, prefix_of=prefix)
    return S3Store(disk, bucket, here / "unsent") if bucket else disk


def say(catalogue: Catalogue, statement: str) -> None:
    with catalogue.engine.begin() as owner:
        owner.execute(sa.text(statement))


def test_each_tenants_files_lie_below_its_own_prefix(
    catalogue: Catalogue, store: DiskStore | S3Store, bucket: Bucket, tmp_path: Path
):
    for tenant in (NORTH, SOUTH):
        store.write(video_of(tenant), NAME, tenant.encode())
        store.write(f"preview-{channel_of(tenant)}", "voice.wav", tenant.encode())
    for tenant in (NORTH, SOUTH):
        assert store.place(video_of(tenant)) == f"tenants/{tenant}/videos/{video_of(tenant)}"
        assert store.files_below(f"tenants/{tenant}") == 2
        assert (tmp_path / "here" / store.place(video_of(tenant)) / NAME).read_text() == tenant
    if isinstance(store, S3Store):
        assert {key.split("/")[1] for key in bucket.keys("tenants/")} == {NORTH, SOUTH}
        assert not list(bucket.keys("videos/"))


def test_a_tenants_files_go_whatever_they_are_called_and_those_of_kept_videos_and_others_stay(
    store: DiskStore | S3Store, bucket: Bucket, tmp_path: Path
):
    for tenant in (NORTH, SOUTH):
        store.write(video_of(tenant), NAME, tenant.encode())
    (tmp_path / "left").write_bytes(b"left")
    for name in ("notes.txt", "videos/.DS_Store", f"videos/{video_of(NORTH)} copy/{NAME}"):
        if isinstance(store, S3Store):
            bucket.put(f"tenants/{NORTH}/{name}", tmp_path / "left", "0" * 64, "text/plain")
        else:
            place = tmp_path / "here" / "tenants" / NORTH / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(b"left")
    assert store.files_below(f"tenants/{NORTH}") == 4
    store.remove_below(f"tenants/{NORTH}", {video_of(NORTH)})
    assert store.files_below(f"tenants/{NORTH}") == 1
    assert store.local(video_of(NORTH), NAME).read_bytes() == NORTH.encode()
    store.remove_below(f"tenants/{NORTH}", set())
    assert (store.files_below(f"tenants/{NORTH}"), store.files_below(f"tenants/{SOUTH}")) == (0, 1)
    with pytest.raises(ValueError, match="wanted a tenant's prefix"):
        store.remove_below("", set())


def test_who_is_kept_to_a_tenant_is_led_to_no_file_of_another(store: DiskStore | S3Store):
    store.write(video_of(SOUTH), NAME, b"southern")
    with confined_to(NORTH), pytest.raises(PermanentError, match="is not there"):
        store.local(video_of(SOUTH), NAME)
    assert store.local(video_of(SOUTH), NAME).read_bytes() == b"southern"


def test_files_from_before_there_were_prefixes_are_moved_once_and_stay_readable(
    catalogue: Catalogue, store: DiskStore | S3Store
):
    say(catalogue, FROM_BEFORE)
    store.write(video_of(NORTH), NAME, b"of old")
    store.write(video_of(NORTH), "pictures/001.png", b"a picture")
    assert store.place(video_of(NORTH)) == f"videos/{video_of(NORTH)}"
    places = PostgresMediaPlaces(catalogue.engine, store)
    assert (places.settle(), places.settle()) == (2, 0)
    assert store.place(video_of(NORTH)) == f"tenants/{NORTH}/videos/{video_of(NORTH)}"
    assert store.local(video_of(NORTH), NAME).read_bytes() == b"of old"
    assert store.local(video_of(NORTH), "pictures/001.png").read_bytes() == b"a picture"
    assert store.files_below("videos") == 0


def test_a_move_that_was_cut_off_is_ended_by_the_next(
    catalogue: Catalogue, store: DiskStore | S3Store
):
    for name in (NAME, "captions.srt"):
        store.write(video_of(NORTH), name, name.encode())
    say(catalogue, TO_THE_SOUTH)
    # As if the process had died between the move and the commit.
    store.move(video_of(NORTH), f"tenants/{NORTH}", f"tenants/{SOUTH}")
    assert PostgresMediaPlaces(catalogue.engine, store).settle() == 1
    assert store.local(video_of(NORTH), NAME).read_bytes() == NAME.encode()
    assert store.files_below(f"tenants/{NORTH}") == 0
    assert store.files_below(f"tenants/{SOUTH}") == 2


def test_a_video_that_is_worked_on_stays_where_it_is_until_that_is_over(
    catalogue: Catalogue, store: DiskStore | S3Store
):
    store.write(video_of(NORTH), NAME, b"northern")
    say(catalogue, TO_THE_SOUTH)
    places = PostgresMediaPlaces(catalogue.engine, store)
    with catalogue.stages.stage(video_of(NORTH), "renders", None):
        assert places.settle() == 0
        assert store.local(video_of(NORTH), NAME).read_bytes() == b"northern"
    assert places.settle() == 1


def test_a_signed_link_of_the_bucket_opens_its_own_file_and_no_other_tenants(
    catalogue: Catalogue, bucket: Bucket, tmp_path: Path
):
    for tenant in (NORTH, SOUTH):
        accept(catalogue, tenant)
    one = a_store(catalogue, tmp_path / "one", bucket)
    other = a_store(catalogue, tmp_path / "other", bucket)
    for tenant in (NORTH, SOUTH):
        one.write(video_of(tenant), NAME, tenant.encode())
    link = other.link(video_of(NORTH), NAME)
    assert link and f"/tenants/{NORTH}/" in urlsplit(link).path
    with urllib.request.urlopen(link) as answer:
        assert answer.read() == NORTH.encode()
    with confined_to(SOUTH):
        led = other.link(video_of(NORTH), NAME)
    assert led is None or f"/tenants/{SOUTH}/" in urlsplit(led).path


def test_a_video_whose_files_are_being_written_stays_where_it_is_until_they_are(
    catalogue: Catalogue, store: DiskStore | S3Store
):
    say(catalogue, TO_THE_SOUTH)
    places = PostgresMediaPlaces(catalogue.engine, store)
    with places.held(video_of(NORTH)):
        store.write(video_of(NORTH), NAME, b"northern")
        assert places.settle() == 0
    assert places.settle() == 1
    assert store.place(video_of(NORTH)) == f"tenants/{SOUTH}/videos/{video_of(NORTH)}"
    assert store.local(video_of(NORTH), NAME).read_bytes() == b"northern"
