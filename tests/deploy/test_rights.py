"""What a bucket must allow, as a file: no more than the store asks for, and no less."""

import json
import re
from pathlib import Path

from resources.machine.paths import PROJECT

POLICY = PROJECT / "deploy" / "rights" / "bucket-policy.json"
ASKED = {
    "get_object": "s3:GetObject",
    "head_object": "s3:GetObject",
    "download_fileobj": "s3:GetObject",
    "put_object": "s3:PutObject",
    "upload_part": "s3:PutObject",
    "create_multipart_upload": "s3:PutObject",
    "complete_multipart_upload": "s3:PutObject",
    "copy": "s3:PutObject",
    "delete_object": "s3:DeleteObject",
    "delete_objects": "s3:DeleteObject",
    "abort_multipart_upload": "s3:AbortMultipartUpload",
    "list_parts": "s3:ListMultipartUploadParts",
    "list_objects_v2": "s3:ListBucket",
    "list_multipart_uploads": "s3:ListBucketMultipartUploads",
}
"""The right that each call wants; AWS, Service Authorization Reference, Amazon S3, read 2026-11-28."""
ASKING = ("s3_bucket.py", "multipart_uploads.py")
MANAGED = "s3:AbortMultipartUpload"
"""boto3's managed copy is one in parts, which it calls off where one fails."""


def test_the_bucket_policy_gives_each_right_that_is_asked_for_and_no_other():
    store = Path(PROJECT / "resources" / "storage")
    source = "".join((store / name).read_text() for name in ASKING)
    called = set(re.findall(r"_s3\.([a-z_0-9]+)\(", source))
    called |= set(re.findall(r"get_paginator\(\"([a-z_0-9]+)\"\)", source))
    wanted = {ASKED[name] for name in called if name in ASKED}
    wanted |= {MANAGED} if "copy" in called else set()
    unknown = called - ASKED.keys() - {"get_paginator", "generate_presigned_url", "close"}
    statements = json.loads(POLICY.read_text())["Statement"]
    given = {action for one in statements for action in one["Action"]}
    assert (given, unknown) == (wanted, set())
    assert all(one["Effect"] == "Allow" and "*" != one["Resource"] for one in statements)
