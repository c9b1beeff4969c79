"""Reach: how often thumbnails were shown (impressions) and clicked, from the bulk report `channel_reach_basic_a1`.

The Analytics API does not tell it. A job is made once; YouTube then writes a file a day, the first
after about two days with 30 days before, and keeps it for 60 days:
developers.google.com/youtube/reporting/v1/reports/channel_reports.
"""

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseDownload

from factory.analytics.figures import Figures
from factory.documents.error_words import shown
from factory.workflow.platform_days import beginning_of
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.reports_api import REPORTING, reports_api, root_of

REPORT: Final = "channel_reach_basic_a1"
NAME: Final = "factory: impressions and click rate"
MOST_BYTES: Final = 50_000_000
CHUNK_BYTES: Final = 8 << 20
DAY, VIDEO = "date", "video_id"
SHOWN, RATE = "video_thumbnail_impressions", "video_thumbnail_impressions_ctr"


def reach_of(service: YouTubeService, day: date) -> Mapping[str, Figures] | None:
    """Return impressions and click rate of every video of a channel on a day; None before there is a file.

    Raises:
        ValueError: a file, or its address, is not what can be meant.
        HttpError: YouTube refuses.
    """
    api = reports_api(service, REPORTING)
    newest = _newest_file(api, _job(api), day)
    if newest is None:
        return None
    address = str(newest["downloadUrl"])
    if not address.startswith(root_of(service, REPORTING)):
        raise ValueError(f"its file lies at {shown(address, 60)}, which is not YouTube's")
    return read_reach(_downloaded(api, address), day)


def read_reach(data: bytes, day: date) -> Mapping[str, Figures]:
    """Return what a file says of a day, by video.

    Raises:
        ValueError: it is another file; the message says what was found.
    """
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True)
    missing = {DAY, VIDEO, SHOWN, RATE} - set(reader.fieldnames or ())
    if missing:
        raise ValueError(f"the file has no {sorted(missing)}")
    found: dict[str, Figures] = {}
    try:
        for cells in reader:
            if cells[DAY] != f"{day:%Y%m%d}":
                continue
            impressions = float(cells[SHOWN])
            rate = float(cells[RATE]) if cells[RATE] else None
            if not 0 <= impressions <= 1e15 or not 0 <= (rate or 0) <= 1:
                raise ValueError(f"line {reader.line_num}: {impressions:g} shown, {rate} clicked")
            found[cells[VIDEO]] = Figures(impressions=impressions, click_rate=rate)
    except (csv.Error, TypeError) as error:
        raise ValueError(f"line {reader.line_num}: {error}") from None
    return found


def _job(api: Any) -> str:
    """Return the ID of the job that writes the files; made where there is none."""
    found = _job_that_is_there(api)
    if found:
        return found
    body = {"reportTypeId": REPORT, "name": NAME}
    try:
        return str(api.jobs().create(body=body).execute()["id"])
    except HttpError as error:
        if int(error.resp.status) != 409:
            raise
        return _job_that_is_there(api)  # somebody else has made it meanwhile


def _job_that_is_there(api: Any) -> str:
    jobs = api.jobs().list().execute().get("jobs", ())
    return next((str(job["id"]) for job in jobs if job.get("reportTypeId") == REPORT), "")


def _newest_file(api: Any, job: str, day: date) -> Mapping[str, Any] | None:
    """Return the file about a day that was written last: a day is told anew where it was wrong."""
    begins, ends = (beginning_of(one).isoformat() for one in (day, day + timedelta(days=1)))
    asked = {"jobId": job, "startTimeAtOrAfter": begins, "startTimeBefore": ends}
    files = api.jobs().reports().list(**asked).execute().get("reports", ())
    return max(files, key=lambda file: str(file["createTime"]), default=None)


def _downloaded(api: Any, address: str) -> bytes:
    question = api.media().download(resourceName=" ")
    question.uri = address
    target = io.BytesIO()
    download = MediaIoBaseDownload(target, question, chunksize=CHUNK_BYTES)
    done = False
    while not done:
        _, done = download.next_chunk()
        if target.tell() > MOST_BYTES:
            raise ValueError(f"the file is larger than {MOST_BYTES:,} bytes")
    return target.getvalue()
