"""Instagram as an outlet: a container is filled, processed, looked at, and published as a Reel."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from factory.errors import OutcomeUnknown, PermanentError, PublishingWaits
from factory.ports import Accounts, Publication, Sight
from factory.release.delivered_names import MASTER
from factory.units_of_work import Notes
from resources.machine.atomic_files import sha256_of
from resources.machine.credentials import address_of, is_emulated
from resources.outlets.instagram.api_client import InstagramService
from resources.outlets.instagram.graph_api import WINDOW_PAUSE, ActionBlocked, UnknownObject
from resources.outlets.instagram.metadata import caption_of, choices_of, wants_label
from resources.outlets.instagram.outlet_description import INSTAGRAM
from resources.outlets.instagram.upload import container_state, fill_container, order_container

LOOK_AGAIN_SECONDS = 10.0
"""How soon the state of a container is asked for again."""
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
            noted = order_container(service, publication)
            notes.put(noted)
        if not noted.get("ready"):
            fill_container(service, publication, noted, self._pause)
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
            state = container_state(service, post["container"])
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
        if container_state(service, post["container"])["status_code"] == "PUBLISHED":
            return post
        try:
            told = service.post(doing, "media_publish", {"creation_id": post["container"]})
        except ActionBlocked as blocked:
            # It says so too where the Reel is out already.
            if container_state(service, post["container"])["status_code"] == "PUBLISHED":
                return post
            until = datetime.now(UTC) + WINDOW_PAUSE
            raise PublishingWaits(str(blocked), until=until, scope="outlet instagram") from None
        return {**post, "post_id": str(told["id"]), "media": str(told["id"])}

    def discard(self, video_id: str) -> None:
        """See `factory.ports.Outlet.discard`: Instagram drops a container after a day."""

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
            return container_state(service, noted["container"])
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


def _post(noted: Mapping[str, Any]) -> dict[str, str]:
    container = str(noted["container"])
    told = {"post_id": container, "container": container, "url": str(noted["page"])}
    return {**told, "begun_at": str(noted["begun_at"])}
