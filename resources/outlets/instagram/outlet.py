"""Instagram as an outlet: a container is filled, processed, looked at, and published as a Reel."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from factory.channel.publishing import InstagramChoices
from factory.errors import OutcomeUnknown, PermanentError, PublishingWaits, TransientError
from factory.listing.listing import Listing
from factory.listing.platform_limits import INSTAGRAM as LIMITS
from factory.listing.platform_limits import length_fault
from factory.listing.post_caption import caption_faults, post_caption
from factory.ports import Accounts, Publication, Sight
from factory.release.deliverable_files import MASTER
from factory.units_of_work import Notes
from resources.machine.atomic_files import sha256_of
from resources.machine.credentials import address_of, is_emulated
from resources.outlets.instagram.api_client import InstagramService
from resources.outlets.instagram.description import INSTAGRAM
from resources.outlets.instagram.graph import WINDOW_PAUSE, ActionBlocked, UnknownObject

LOOK_AGAIN_SECONDS = 10.0
MOST_FAILURES = 3
PAUSE_SECONDS = 0.5
MOST_BYTES = 300 << 20
OVER = frozenset({"ERROR", "EXPIRED"})
FIELDS = "id,caption,permalink,timestamp,is_ai_generated"


class InstagramOutlet:
    """See `factory.ports.Outlet`."""

    name = "instagram"
    settles = True

    def __init__(self, accounts: Accounts, pause: Callable[[float], None] = time.sleep) -> None:
        self.distributes = not is_emulated(address_of(INSTAGRAM))
        self._accounts = accounts
        self._pause = pause

    def begin(self, publication: Publication, notes: Notes) -> Mapping[str, str]:
        """See `factory.ports.Outlet.begin`: fills a container, which nobody sees.

        A container is published once at most. One that is over was not, so another is begun.
        """
        noted, service = notes.get(), self._service(publication)
        if noted.get("post_id") and "container" not in noted:
            return {"post_id": noted["post_id"], "url": noted.get("url", "")}  # a person found it
        if noted.get("container"):
            state = self._state(service, publication, noted)
            if state is None or state["status_code"] in OVER:
                noted = {}
                notes.put({})
            elif state["status_code"] == "PUBLISHED":
                return _post(noted)
        if not noted:
            noted = self._ordered(service, publication)
            notes.put(noted)
        if not noted.get("ready"):
            self._fill(service, publication, noted)
            self._check_what_was_sent(publication, notes)
            noted = {**noted, "ready": True}
            notes.put(noted)
        return _post(noted)

    def look(
        self, publication: Publication, post: Mapping[str, str], *, shown_before: bool = False
    ) -> Sight:
        """See `factory.ports.Outlet.look`: the container's state; of a Reel, its disclosure."""
        if "container" not in post:
            return Sight("shown")  # found by a person
        service = self._service(publication)
        if "media" in post:
            return self._read_back(service, publication, post)
        try:
            state = _container(service, post["container"])
        except UnknownObject:
            return Sight("shown" if shown_before else "missing")
        code = state["status_code"]
        if code == "PUBLISHED":
            return self._read_back(service, publication, post)
        if code in OVER:
            return Sight("missing", (f"Instagram could not use it: {state.get('status') or code}",))
        if code == "FINISHED":
            return Sight("hidden")
        return Sight("underway", look_again_seconds=LOOK_AGAIN_SECONDS)

    def finish(self, publication: Publication, post: Mapping[str, str]) -> Mapping[str, str]:
        """See `factory.ports.Outlet.finish`; a container that is out already stays as it is."""
        if "container" not in post:
            return post
        service, doing = self._service(publication), f"publish {publication.video_id}"
        if _container(service, post["container"])["status_code"] == "PUBLISHED":
            return post
        try:
            told = service.post(doing, "media_publish", {"creation_id": post["container"]})
        except ActionBlocked as blocked:
            # It says so too where the Reel is out already.
            if _container(service, post["container"])["status_code"] == "PUBLISHED":
                return post
            until = datetime.now(UTC) + WINDOW_PAUSE
            raise PublishingWaits(str(blocked), until=until, scope="outlet instagram") from None
        return {**post, "post_id": str(told["id"]), "media": str(told["id"])}

    def discard(self, video_id: str) -> None:
        """See `factory.ports.Outlet.discard`: Instagram drops a container after a day."""

    def _ordered(self, service: InstagramService, publication: Publication) -> dict[str, Any]:
        """Order a container; one whose answer gets lost is seen by nobody, and ends by itself."""
        size = publication.paths[MASTER].stat().st_size
        if size > MOST_BYTES:
            raise PermanentError(
                f"{publication.video_id}: {MASTER} has {size:,} bytes; Instagram takes {MOST_BYTES:,}"
            )
        if publication.seconds and (fault := length_fault(LIMITS, publication.seconds)):
            raise PermanentError(f"{publication.video_id} is not sent to Instagram: {fault}")
        self._check_limit(service)
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

    def _check_limit(self, service: InstagramService) -> None:
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

    def _fill(
        self, service: InstagramService, publication: Publication, noted: Mapping[str, Any]
    ) -> None:
        """Send what Instagram lacks of the file; what got lost on the way is asked for."""
        path, failures, held = publication.paths[MASTER], 0, -1
        while True:
            phase: Any = _container(service, noted["container"]).get("video_status") or {}
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
                self._pause(PAUSE_SECONDS * 2**failures)

    def _check_what_was_sent(self, publication: Publication, notes: Notes) -> None:
        found, wanted = sha256_of(publication.paths[MASTER]), publication.sha256[MASTER]
        if found != wanted:
            notes.put({})
            raise PermanentError(
                f"{publication.video_id}: {MASTER} hashes to {found[:12]} after it was sent, "
                f"released was {wanted[:12]}; its container is not published; materialise releases "
                "again"
            )

    def _state(
        self, service: InstagramService, publication: Publication, noted: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """Return a container's state; None where Instagram knows it no longer and it is not out.

        Raises:
            OutcomeUnknown: it may have been published.
        """
        try:
            return _container(service, noted["container"])
        except UnknownObject:
            if not noted.get("ready"):
                return None
        if self._found(service, publication, noted["begun_at"]):
            return {"status_code": "PUBLISHED"}
        raise OutcomeUnknown(
            f"{publication.video_id}: Instagram no longer knows the container, which may have been "
            f"published, and no new post of {service.grant.title} has these words; look at "
            f"{noted['page']}, then say `factory posts resolve {publication.video_id} instagram "
            "--id ID` or `--not-posted`"
        )

    def _read_back(
        self, service: InstagramService, publication: Publication, post: Mapping[str, str]
    ) -> Sight:
        """Compare the disclosure of a Reel that is out with the one that was sent."""
        found: Mapping[str, Any] | None
        try:
            found = (
                service.get("look at the Reel", post["media"], FIELDS)
                if "media" in post
                else self._found(service, publication, post["begun_at"])
            )
        except UnknownObject:
            found = None
        if found is None:
            return Sight("shown", ("Instagram does not tell of the Reel, so its label is unknown",))
        wanted, told = wants_label(publication), found.get("is_ai_generated")
        fault = f"is_ai_generated was sent as {wanted} and stands there as {told}"
        learned = {"post_id": str(found["id"]), "media": str(found["id"])}
        if found.get("permalink"):
            learned["url"] = str(found["permalink"])
        return Sight("shown", () if bool(told) is wanted else (fault,), learned=learned)

    def _found(
        self, service: InstagramService, publication: Publication, since: str
    ) -> Mapping[str, Any] | None:
        """Return the newest post with the very words that came after a moment."""
        path = f"{service.grant.account}/media"
        told = service.get("look through the newest posts", path, FIELDS)
        words, after = caption_of(publication), datetime.fromisoformat(since) - timedelta(minutes=1)
        for one in told.get("data") or ():
            if not one.get("timestamp"):
                continue
            at = datetime.strptime(str(one["timestamp"]), "%Y-%m-%dT%H:%M:%S%z")
            if one.get("caption") == words and at >= after:
                return one
        return None

    def _service(self, publication: Publication) -> InstagramService:
        return InstagramService(self._accounts, choices_of(publication).account)


def choices_of(publication: Publication) -> InstagramChoices:
    """Return what the video's channel says of Instagram.

    Raises:
        PermanentError: nothing.
    """
    channel = publication.channel
    if channel is None or channel.instagram is None:
        raise PermanentError(
            f"{publication.video_id}: its channel file says nothing under `instagram`; say the "
            "account there, then make the video again from its brief"
        )
    return channel.instagram


def caption_of(publication: Publication) -> str:
    """Return the words below the Reel; PermanentError where Instagram takes none of these."""
    caption = post_caption(_listing(publication))
    if faults := caption_faults(caption, LIMITS):
        raise PermanentError(
            f"{publication.video_id}: Instagram does not take its words: {'; '.join(faults)}; "
            "shorten the description or the tags in the listing"
        )
    return caption


def wants_label(publication: Publication) -> bool:
    """Whether the Reel must be labelled as generated; PermanentError where nobody has answered."""
    answer = _listing(publication).synthetic_media
    if answer is None:
        raise PermanentError(f"{publication.video_id}: its listing leaves a disclosure unanswered")
    return answer


def _listing(publication: Publication) -> Listing:
    path: Path = publication.paths["listing.json"]
    return Listing.from_json(path.read_bytes())


def _container(service: InstagramService, container: str) -> dict[str, Any]:
    state = service.get("look at the container", container, "status_code,status,video_status")
    return {"status_code": "", **state}


def _post(noted: Mapping[str, Any]) -> dict[str, str]:
    container = str(noted["container"])
    told = {"post_id": container, "container": container, "url": str(noted["page"])}
    return {**told, "begun_at": str(noted["begun_at"])}
