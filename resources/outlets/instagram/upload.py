"""A Reel's container at Instagram: ordered, and filled with the master by resumable upload."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from factory.errors import PermanentError, PublishingWaits, TransientError
from factory.listing.platform_limits import INSTAGRAM as LIMITS
from factory.listing.platform_limits import length_fault
from factory.ports import Publication
from factory.release.delivered_names import MASTER
from resources.outlets.instagram.api_client import InstagramService
from resources.outlets.instagram.graph_api import WINDOW_PAUSE
from resources.outlets.instagram.metadata import caption_of, choices_of, wants_label

MOST_FAILURES = 3
PAUSE_SECONDS = 0.5
MOST_BYTES = 300 << 20


def order_container(service: InstagramService, publication: Publication) -> dict[str, Any]:
    """Order a container; one whose answer gets lost is seen by nobody, and ends by itself.

    Raises:
        PermanentError: Instagram does not take such a file, or names no place for it.
        PublishingWaits: the account has published as much as it may.
    """
    size = publication.paths[MASTER].stat().st_size
    if size > MOST_BYTES:
        raise PermanentError(
            f"{publication.video_id}: {MASTER} has {size:,} bytes; Instagram takes {MOST_BYTES:,}"
        )
    if publication.seconds and (fault := length_fault(LIMITS, publication.seconds)):
        raise PermanentError(f"{publication.video_id} is not sent to Instagram: {fault}")
    if publication.paid_promotion:
        raise PermanentError(
            f"{publication.video_id} is not sent to Instagram: somebody gives something for what it shows "
            "or says (`paid_promotion`), and the label for that can be set in Instagram's app alone; post "
            "it there by hand, from the outbox"
        )
    _check_limit(service)
    choices = choices_of(publication)
    told = {
        "media_type": "REELS",
        "upload_type": "resumable",
        "caption": caption_of(publication),
        "share_to_feed": str(choices.share_to_feed).lower(),
        "is_ai_generated": str(wants_label(publication)).lower(),
    }
    made = service.post(f"order a Reel of {publication.video_id}", "media", told)
    if not (made.get("id") and made.get("uri")):
        raise PermanentError("Instagram took the order and named no place for the file")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    page = f"https://www.instagram.com/{service.grant.title}/"
    return {"container": made["id"], "uri": made["uri"], "begun_at": now, "page": page}


def _check_limit(service: InstagramService) -> None:
    path = f"{service.grant.account}/content_publishing_limit"
    told = service.get("ask what may be published", path, "config,quota_usage")
    row: Any = next(iter(told.get("data") or ()), {})
    most = int((row.get("config") or {}).get("quota_total") or 0)
    if most and int(row.get("quota_usage") or 0) >= most:
        raise PublishingWaits(
            f"{service.grant.title} at Instagram has published {most} posts in 24 h, as many as "
            "it may",
            until=datetime.now(UTC) + WINDOW_PAUSE,
            scope="outlet instagram",
        )


def fill_container(
    service: InstagramService,
    publication: Publication,
    noted: Mapping[str, Any],
    pause: Callable[[float], None],
) -> None:
    """Send what Instagram lacks of the file; what got lost on the way is asked for.

    Args:
        service: the account's.
        publication: whose master is sent.
        noted: the container's `container` and `uri`, as it was ordered.
        pause: waits so many seconds.

    Raises:
        TransientError: Instagram takes no more of it, though it was tried again.
    """
    path, failures, held = publication.paths[MASTER], 0, -1
    while True:
        phase: Any = container_state(service, noted["container"]).get("video_status") or {}
        told = phase.get("uploading_phase") or {}
        if told.get("status") == "complete":
            return
        there = int(told.get("bytes_transferred") or 0)
        failures = 0 if there > held else failures + 1
        if failures >= MOST_FAILURES:
            raise TransientError(f"{publication.video_id}: Instagram takes no more of the file")
        held = there
        try:
            service.upload(noted["uri"], path, held)
            return
        except TransientError:
            if failures + 1 >= MOST_FAILURES:
                raise
            pause(PAUSE_SECONDS * 2**failures)


def container_state(service: InstagramService, container: str) -> dict[str, Any]:
    """Return what Instagram tells of a container; `status_code` is empty where it says none."""
    state = service.get("look at the container", container, "status_code,status,video_status")
    return {"status_code": "", **state}
