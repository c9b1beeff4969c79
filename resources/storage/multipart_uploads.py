"""Multipart uploads that nobody completed: their parts lie in a bucket, and no listing of files shows them."""

from collections.abc import Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

NO_UPLOAD = "NoSuchUpload"


class MultipartUploads:
    """Uploads of one bucket that were begun and neither completed nor aborted.

    Args:
        s3: boto3's client; its errors pass.
        bucket: its name.
    """

    def __init__(self, s3: Any, bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def below(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Yield (key, upload ID) of those whose key begins so, of one key the oldest first."""
        pages = self._s3.get_paginator("list_multipart_uploads")
        found = [
            upload
            for page in pages.paginate(Bucket=self._bucket, Prefix=prefix)
            for upload in page.get("Uploads", [])
        ]
        for upload in sorted(found, key=lambda one: one["Initiated"]):
            if upload["Key"].startswith(prefix):
                yield upload["Key"], upload["UploadId"]

    def newest(self, key: str) -> str | None:
        """Return the ID of the newest of a key; None where there is none."""
        found = [upload for name, upload in self.below(key) if name == key]
        return found[-1] if found else None

    def arrived(self, key: str, upload: str) -> dict[int, Mapping[str, Any]]:
        """Return the parts that are there, by number."""
        pages = self._s3.get_paginator("list_parts")
        asked = pages.paginate(Bucket=self._bucket, Key=key, UploadId=upload)
        return {part["PartNumber"]: part for page in asked for part in page.get("Parts", [])}

    def abort(self, key: str) -> None:
        """Abort every one of a key: S3 removes the parts."""
        self._abort((name, upload) for name, upload in self.below(key) if name == key)

    def abort_below(self, prefix: str) -> None:
        """Abort every one whose key begins so."""
        self._abort(self.below(prefix))

    def _abort(self, uploads: Iterator[tuple[str, str]]) -> None:
        for key, upload in uploads:
            try:
                self._s3.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload)
            except ClientError as error:  # it was completed or aborted meanwhile
                if error.response.get("Error", {}).get("Code") != NO_UPLOAD:
                    raise
