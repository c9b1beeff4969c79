"""Files lie in a bucket: any machine finds them, whole, whatever was killed, damaged or refused."""

import hashlib
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from factory.errors import BadInput, NoAccess, PermanentError, TransientError
from resources.storage.disk_store import DiskStore
from resources.storage.s3_bucket import Bucket
from resources.storage.s3_store import S3Store
from tests.fakes.manifests import VIDEO_ID
from tests.fakes.s3_server import S3Server, s3_server

PART = 5 << 20
"""The smallest that S3 takes."""
PUT_IN_PARTS = """
import sys
from pathlib import Path
from resources.storage.s3_bucket import Bucket
address, file, sha256 = sys.argv[1:]
Bucket("s3://media/house", address, part_bytes=5 << 20).put("blobs/large", Path(file), sha256, "x/y")
"""


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


@pytest.fixture(scope="module")
def one_bucket(server: S3Server) -> Iterator[Bucket]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ACCESS_KEY_ID", "test")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
        environment.setenv("AWS_MAX_ATTEMPTS", "1")
        boto3.client("s3", endpoint_url=server.address, region_name="us-east-1").create_bucket(
            Bucket="media"
        )
        yield Bucket("s3://media/house", server.address, part_bytes=PART)


@pytest.fixture
def bucket(server: S3Server, one_bucket: Bucket) -> Bucket:
    server.parts.clear()
    server.expired, server.kill = False, None
    one_bucket.remove_below("")
    return one_bucket


def machine(folder: Path, bucket: Bucket) -> S3Store:
    return S3Store(DiskStore(folder, "http://127.0.0.1:3001"), bucket, folder / "unsent")


def a_large_file(folder: Path) -> tuple[Path, str]:
    path = folder / "large"
    path.write_bytes(os.urandom(3 * PART + 1000))
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_one_machine_keeps_another_finds(bucket: Bucket, tmp_path: Path):
    one, other = machine(tmp_path / "one", bucket), machine(tmp_path / "other", bucket)
    file = one.write(VIDEO_ID, "scenes/s001.png", b"a picture")
    assert other.local(VIDEO_ID, "scenes/s001.png").read_bytes() == b"a picture"
    other.write(VIDEO_ID, "scenes/s001.png", b"another")
    assert one.local(VIDEO_ID, "scenes/s001.png").read_bytes() == b"another"
    with one.scratch() as scratch:
        (scratch / "r").write_bytes(b"a result")
        sha256, size = one.keep_blob(scratch / "r", ".wav")
    found = other.blob(sha256, ".wav")
    assert (found and found.read_bytes(), size) == (b"a result", 8)
    assert other.blob("0" * 64, ".wav") is None
    assert file.media_type == "image/png"
    assert one.forget(VIDEO_ID) == 1
    with pytest.raises(PermanentError, match="looked in the bucket media"):
        other.local(VIDEO_ID, "scenes/s001.png")
    with pytest.raises(BadInput):
        other.local(VIDEO_ID, "../../etc/passwd")


def test_a_master_that_is_a_result_is_copied_in_the_bucket_and_not_sent_again(
    server: S3Server, bucket: Bucket, tmp_path: Path
):
    one, other = machine(tmp_path / "one", bucket), machine(tmp_path / "other", bucket)
    with one.scratch() as scratch:
        path, _ = a_large_file(scratch)
        sha256, _ = one.keep_blob(path, ".mp4")
    assert sorted(server.parts) == [1, 2, 3, 4]
    result = one.blob(sha256, ".mp4")
    assert result
    assert one.keep(VIDEO_ID, "master.mp4", result).sha256 == sha256
    assert sorted(server.parts) == [1, 2, 3, 4]
    link = other.link(VIDEO_ID, "master.mp4")
    assert link
    assert "X-Amz-Signature" in link
    with urllib.request.urlopen(link) as answer:
        assert hashlib.sha256(answer.read()).hexdigest() == sha256
    assert one.link(VIDEO_ID, "master.mp4") is None
    assert other.local(VIDEO_ID, "master.mp4").stat().st_size == 3 * PART + 1000


def test_an_upload_whose_process_was_killed_is_gone_on_with_by_another(
    server: S3Server, bucket: Bucket, tmp_path: Path
):
    path, sha256 = a_large_file(tmp_path)
    command = [sys.executable, "-c", PUT_IN_PARTS, server.address, str(path), sha256]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(Path.cwd())}) as process:
        server.kill = (process.pid, 2)
    assert process.returncode == -9
    assert bucket.find("blobs/large") is None
    server.kill = None
    arrived = len(server.parts)
    bucket.put("blobs/large", path, sha256, "x/y")
    assert (arrived, len(server.parts), set(server.parts)) == (2, 4, {1, 2, 3, 4})
    assert bucket.get("blobs/large", tmp_path / "back") == sha256


def test_what_a_broken_upload_left_is_counted_and_goes_with_the_file_it_was_for(
    server: S3Server, bucket: Bucket, tmp_path: Path
):
    s3 = boto3.client("s3", endpoint_url=server.address, region_name="us-east-1")

    def parts_of(key: str) -> None:
        begun = s3.create_multipart_upload(Bucket="media", Key=f"house/{key}")["UploadId"]
        s3.upload_part(
            Bucket="media", Key=f"house/{key}", UploadId=begun, PartNumber=1, Body=b"unpublished"
        )

    def left() -> list[str]:
        return [one["Key"] for one in s3.list_multipart_uploads(Bucket="media").get("Uploads", [])]

    disk = DiskStore(tmp_path, prefix_of=lambda video_id: "tenants/north")
    store = S3Store(disk, bucket, tmp_path / "unsent")
    parts_of(f"tenants/north/videos/{VIDEO_ID}/master.mp4")
    parts_of("tenants/south/videos/another/master.mp4")
    parts_of(f"blobs/aa/{'a' * 64}.mp4")
    assert store.files_below("tenants/north") == 1
    store.forget(VIDEO_ID)
    assert store.files_below("tenants/north") == 0
    store.remove_blob("a" * 64, ".mp4")
    assert left() == ["house/tenants/south/videos/another/master.mp4"]
    store.move("another", "tenants/south", "tenants/north")
    assert left() == []


def test_a_part_that_arrives_damaged_is_sent_again_and_nothing_else_is(
    server: S3Server, bucket: Bucket, tmp_path: Path
):
    path, sha256 = a_large_file(tmp_path)
    server.damaged = {2}
    with pytest.raises((TransientError, PermanentError)):
        bucket.put("blobs/large", path, sha256, "x/y")
    assert bucket.find("blobs/large") is None
    bucket.put("blobs/large", path, sha256, "x/y")
    assert server.parts.count(2) <= 2
    assert bucket.get("blobs/large", tmp_path / "back") == sha256


def test_what_was_damaged_in_the_bucket_is_not_used(
    server: S3Server, bucket: Bucket, tmp_path: Path
):
    one, other = machine(tmp_path / "one", bucket), machine(tmp_path / "other", bucket)
    with one.scratch() as scratch:
        (scratch / "r").write_bytes(b"a result")
        sha256, _ = one.keep_blob(scratch / "r", ".wav")
    s3 = boto3.client("s3", endpoint_url=server.address, region_name="us-east-1")
    key = f"house/blobs/{sha256[:2]}/{sha256}.wav"
    s3.put_object(Bucket="media", Key=key, Body=b"a resulT", Metadata={"sha256": sha256})
    with pytest.raises(PermanentError, match="it was damaged there"):
        other.blob(sha256, ".wav")


def test_a_paid_result_outlives_credentials_that_expired_and_is_sent_with_its_stage(
    server: S3Server, bucket: Bucket, tmp_path: Path
):
    one, other = machine(tmp_path / "one", bucket), machine(tmp_path / "other", bucket)
    server.expired = True
    with one.scratch() as scratch:
        (scratch / "r").write_bytes(b"a paid result")
        sha256, _ = one.keep_blob(scratch / "r", ".wav")
    with pytest.raises(NoAccess, match="ExpiredToken; renew the credentials"):
        one.write(VIDEO_ID, "narration.json", b"{}")
    server.expired = False
    assert other.blob(sha256, ".wav") is None
    machine(tmp_path / "one", bucket).write(VIDEO_ID, "narration.json", b"{}")
    found = other.blob(sha256, ".wav")
    assert found
    assert found.read_bytes() == b"a paid result"


@pytest.mark.parametrize("address", ["bucket", "https://bucket", "s3://", "s3:bucket"])
def test_what_is_no_bucket_is_refused(address: str):
    with pytest.raises(BadInput, match="wanted `s3://bucket`"):
        Bucket(address)
