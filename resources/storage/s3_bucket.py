"""A bucket: files go up in parts that another process can go on with, and come down as they went."""

import hashlib
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from dagster_aws.s3 import S3Resource

from factory.errors import BadInput, FactoryError, NoAccess, PermanentError, TransientError
from resources.machine.atomic_files import CHUNK_BYTES
from resources.storage.multipart_uploads import NO_UPLOAD, MultipartUploads

PART_BYTES = 64 << 20
MOST_PARTS = 10_000
"""Of S3: 5 MiB to 5 GiB each."""
PARTS_AT_ONCE = 4
LINK_SECONDS = 900
GONE = frozenset({"404", "NoSuchKey", "NotFound"})
NO_ACCESS = frozenset(
    {
        "403",
        "AccessDenied",
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidAccessKeyId",
        "InvalidToken",
        "SignatureDoesNotMatch",
        "TokenRefreshRequired",
    }
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What a bucket says of one of its files."""

    sha256: str
    """As it was written beside it; empty where somebody else put it there."""
    bytes: int


class Bucket:
    """One bucket of S3, or of a server that speaks its protocol.

    Args:
        address: `s3://bucket/prefix`.
        endpoint: where it is asked; empty: AWS.
        part_bytes: of what is larger than one part, the size of each.
    """

    def __init__(self, address: str, endpoint: str = "", part_bytes: int = PART_BYTES) -> None:
        parts = urlsplit(address)
        if parts.scheme != "s3" or not parts.netloc:
            raise BadInput(
                f"FACTORY_MEDIA_STORE is {address[:80]!r}; wanted `s3://bucket` or "
                "`s3://bucket/prefix`"
            )
        self.name = parts.netloc
        self._prefix = f"{parts.path.strip('/')}/".lstrip("/")
        self._endpoint = endpoint or None
        self._part_bytes = part_bytes

    @cached_property
    def _s3(self) -> Any:
        return S3Resource(endpoint_url=self._endpoint).get_client()

    @cached_property
    def _uploads(self) -> MultipartUploads:
        return MultipartUploads(self._s3, self.name)

    @cached_property
    def _signing(self) -> Any:
        """A client of its own: the resource's signs links by version 2, which most regions refuse."""
        config = Config(signature_version="s3v4", s3={"addressing_style": "path"})
        return boto3.client("s3", endpoint_url=self._endpoint, config=config)

    @property
    def origin(self) -> str:
        """Where signed links lead: scheme and host."""
        return self._signing.meta.endpoint_url

    def find(self, key: str) -> Stored | None:
        """Return what is there under a key; None where nothing is."""
        with self._asked(f"look for {key}"):
            try:
                head = self._s3.head_object(Bucket=self.name, Key=self._prefix + key)
            except ClientError as error:
                if _code(error) in GONE:
                    return None
                # An answer to HEAD has no words; a listing refused for the same reason has.
                self._s3.list_objects_v2(Bucket=self.name, Prefix=self._prefix, MaxKeys=1)
                raise
        return Stored(head["Metadata"].get("sha256", ""), head["ContentLength"])

    def put(self, key: str, file: Path, sha256: str, media_type: str) -> None:
        """Store a file with its hash; what an earlier process sent of the same is not sent again.

        Raises:
            PermanentError: what arrived is not what was sent.
        """
        size = file.stat().st_size
        facts = {"Metadata": {"sha256": sha256}, "ContentType": media_type}
        with self._asked(f"store {key}"):
            if size <= self._part_bytes:
                data = file.read_bytes()
                crc = _crc32(data)
                self._s3.put_object(
                    Bucket=self.name, Key=self._prefix + key, Body=data, ChecksumCRC32=crc, **facts
                )
            else:
                self._put_in_parts(key, file, size, facts)
        found = self.find(key)
        if found != Stored(sha256, size):
            raise PermanentError(
                f"could not store {key} in {self.name}: {found} is there, wanted {sha256[:12]} of "
                f"{size:,} bytes; somebody else writes there: give each factory a prefix of its own"
            )

    def copy(self, source: str, key: str, media_type: str) -> None:
        """Store again, under another key, what is there already; nothing is sent."""
        found = self.find(source)
        if found is None:
            raise PermanentError(f"could not copy {source} in {self.name}: it is not there")
        with self._asked(f"copy {source}"):
            self._s3.copy(
                {"Bucket": self.name, "Key": self._prefix + source},
                self.name,
                self._prefix + key,
                ExtraArgs={
                    "Metadata": {"sha256": found.sha256},
                    "MetadataDirective": "REPLACE",
                    "ContentType": media_type,
                },
            )

    def get(self, key: str, target: Path) -> str:
        """Fetch a file to a new path; return its SHA-256, counted over what came."""
        digest = hashlib.sha256()
        with self._asked(f"fetch {key}"), target.open("xb") as writer:
            body = self._s3.get_object(Bucket=self.name, Key=self._prefix + key)["Body"]
            for chunk in body.iter_chunks(CHUNK_BYTES):
                digest.update(chunk)
                writer.write(chunk)
        return digest.hexdigest()

    def remove(self, key: str) -> None:
        """Remove one file and what broken-off uploads sent of it; nothing happens if it is not there."""
        with self._asked(f"remove {key}"):
            self._uploads.abort(self._prefix + key)
            self._s3.delete_object(Bucket=self.name, Key=self._prefix + key)

    def keys(self, below: str) -> Iterator[str]:
        """Yield the keys of all files that begin so."""
        with self._asked(f"list {below}"):
            for page in self._pages(below):
                for key in page:
                    yield key.removeprefix(self._prefix)

    def unfinished(self, below: str) -> list[str]:
        """Return the keys that begin so of uploads that broke off; their parts lie there unseen."""
        with self._asked(f"list uploads of {below}"):
            found = self._uploads.below(self._prefix + below)
            return [key.removeprefix(self._prefix) for key, _ in found]

    def remove_below(self, key: str) -> int:
        """Remove everything whose key begins so, and what broken-off uploads sent of it.

        Returns how many files there were.

        Raises:
            PermanentError: the bucket holds on to one of them.
        """
        removed = 0
        with self._asked(f"remove {key}"):
            # First: what somebody completes meanwhile is a file, and goes with the others.
            self._uploads.abort_below(self._prefix + key)
            for page in self._pages(key):
                found = [{"Key": one} for one in page]
                if found:
                    told = self._s3.delete_objects(Bucket=self.name, Delete={"Objects": found})
                    self._check_removed(told)
                removed += len(found)
        return removed

    def _check_removed(self, told: Mapping[str, Any]) -> None:
        """Raise PermanentError if an answer, which is no error itself, names files that stay."""
        for one in told.get("Errors", []):
            raise PermanentError(
                f"could not remove {one.get('Key')} in {self.name}: {one.get('Code')}; its policy or a "
                "lock holds it: allow s3:DeleteObject there and begin again"
            )

    def link(self, key: str, seconds: int = LINK_SECONDS) -> str:
        """Return an address that opens a file for a while, for whoever has it."""
        with self._asked(f"sign a link to {key}"):
            return self._signing.generate_presigned_url(
                "get_object",
                Params={"Bucket": self.name, "Key": self._prefix + key},
                ExpiresIn=seconds,
            )

    def _pages(self, below: str) -> Iterator[list[str]]:
        """Yield the whole keys of all files that begin so, page by page."""
        pages = self._s3.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.name, Prefix=self._prefix + below):
            yield [one["Key"] for one in page.get("Contents", [])]

    def _put_in_parts(self, key: str, file: Path, size: int, facts: Mapping[str, Any]) -> None:
        each = max(self._part_bytes, -(-size // MOST_PARTS))
        where = {"Bucket": self.name, "Key": self._prefix + key}
        upload = self._uploads.newest(where["Key"])
        if upload is None:
            begun = self._s3.create_multipart_upload(**where, ChecksumAlgorithm="CRC32", **facts)
            upload = begun["UploadId"]
        there = self._uploads.arrived(where["Key"], upload)

        def send(number: int) -> dict[str, Any]:
            with file.open("rb") as reader:
                reader.seek((number - 1) * each)
                data = reader.read(each)
            crc, tag = _crc32(data), hashlib.md5(data, usedforsecurity=False).hexdigest()
            known = there.get(number)
            if known is None or not _is(known, len(data), crc, tag):
                known = self._s3.upload_part(
                    **where, UploadId=upload, PartNumber=number, Body=data, ChecksumCRC32=crc
                )
                if not _is({**known, "Size": len(data)}, len(data), crc, tag):
                    raise TransientError(
                        f"part {number} of {key} arrived damaged in {self.name}; it is sent again"
                    )
            return {"PartNumber": number, "ETag": known["ETag"], "ChecksumCRC32": crc}

        with ThreadPoolExecutor(PARTS_AT_ONCE) as pool:
            parts = list(pool.map(send, range(1, -(-size // each) + 1)))
        self._s3.complete_multipart_upload(
            **where, UploadId=upload, MultipartUpload={"Parts": parts}
        )

    @contextmanager
    def _asked(self, doing: str) -> Iterator[None]:
        """Say what of S3's errors may pass, and what a person has to mend."""
        try:
            yield
        except FactoryError:
            raise
        except NoCredentialsError as error:
            raise NoAccess(
                f"could not {doing} in {self.name}: no credentials; set AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give the machine a role"
            ) from error
        except ClientError as error:
            code = _code(error)
            said = f"could not {doing} in {self.name}: {code}"
            if code in NO_ACCESS:
                raise NoAccess(f"{said}; renew the credentials, and begin again") from error
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
            if status >= 500 or code in ("RequestTimeout", "SlowDown", NO_UPLOAD):
                raise TransientError(said) from error
            raise PermanentError(f"{said}; see that the bucket is there") from error
        except BotoCoreError as error:
            raise TransientError(
                f"could not {doing} in {self.name}: {type(error).__name__}"
            ) from error


def _is(part: Mapping[str, Any], size: int, crc: str, md5: str) -> bool:
    """Whether a part is this one: by its checksum, or where the server gives none, by its MD5."""
    if part["Size"] != size:
        return False
    given = part.get("ChecksumCRC32")
    tag = part.get("ETag", "").strip('"')
    encrypted = part.get("ServerSideEncryption", "AES256") != "AES256"  # then its tag is no MD5
    return (given is None or given == crc) and (encrypted or tag == md5)


def _crc32(data: bytes) -> str:
    return b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "unknown"))
