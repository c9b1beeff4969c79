"""YouTube as an outlet: a private video is begun, looked at, and shown."""

from collections.abc import Callable, Mapping
from time import sleep
from typing import Any

from factory.errors import OutcomeUnknown, PermanentError
from factory.ports import Accounts, Publication, Sight
from factory.units_of_work import Notes
from resources.machine.atomic_files import sha256_of
from resources.machine.credentials import address_of, is_emulated
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.errors import youtube_says
from resources.outlets.youtube.metadata import (
    choices_of,
    marker,
    paid_promotion,
    snippet,
    status,
    undisclosed,
    visibility_of,
)
from resources.outlets.youtube.outlet_description import YOUTUBE
from resources.outlets.youtube.upload import CHUNK_BYTES, SessionGone, VideoUpload
from resources.outlets.youtube.video_state import make_it_stand, post_of, video_there

MASTER = "master.mp4"
SEARCHED = 50
"""How many of the channel's newest uploads are looked through for one whose answer got lost."""
PROCESSED = "processed"


class YouTubeOutlet:
    """See `factory.ports.Outlet`."""

    name = "youtube"
    settles = False

    def __init__(
        self,
        accounts: Accounts,
        pause: Callable[[float], None] = sleep,
        chunk_bytes: int = CHUNK_BYTES,
    ) -> None:
        self.distributes = not is_emulated(address_of(YOUTUBE))
        self._accounts = accounts
        self._chunk_bytes = chunk_bytes
        self._pause = pause

    def begin(self, publication: Publication, notes: Notes) -> Mapping[str, str]:
        """See `factory.ports.Outlet.begin`: uploads the master as a private video, once."""
        noted = notes.get()
        if noted.get("post_id"):
            return post_of(noted["post_id"])
        with self._service(publication) as service:
            post_id = self._sent(service, publication, notes)
            self._check_what_was_sent(service, publication, notes, post_id)
        notes.put({"post_id": post_id})
        return post_of(post_id)

    def look(
        self, publication: Publication, post: Mapping[str, str], *, shown_before: bool = False
    ) -> Sight:
        """See `factory.ports.Outlet.look`: processing, disclosures; asked as the owner."""
        with self._service(publication) as service:
            video = video_there(service, post["post_id"], "status,processingDetails")
        if video is None:
            return Sight("missing", (f"the video {post['post_id']} is gone from YouTube",))
        found: Mapping[str, Any] = video["status"]
        if found["uploadStatus"] == "uploaded":
            return Sight("underway")
        faults = tuple(undisclosed(status(publication, "private"), found))
        if found["uploadStatus"] != PROCESSED:
            why = found.get("rejectionReason") or found.get("failureReason") or "no reason given"
            faults = (f"YouTube {found['uploadStatus']} it: {why}", *faults)
        return Sight("shown" if shown_before else "hidden", faults)

    def finish(self, publication: Publication, post: Mapping[str, str]) -> Mapping[str, str]:
        """See `factory.ports.Outlet.finish`: listing and visibility as agreed, then read back."""
        wanted = status(publication, visibility_of(publication))
        with self._service(publication) as service:
            make_it_stand(service, publication, post["post_id"], wanted)
        return post

    def discard(self, video_id: str) -> None:
        """See `factory.ports.Outlet.discard`: a private video stays, so that it is not sent again."""

    def _sent(self, service: YouTubeService, publication: Publication, notes: Notes) -> str:
        """Return the ID of the video that the file has become."""
        upload = VideoUpload(
            service, notes, publication.paths[MASTER], self._pause, self._chunk_bytes
        )
        told = {
            "snippet": snippet(publication),
            "status": status(publication, "private"),
            **paid_promotion(publication),
        }
        notify = choices_of(publication).notify_subscribers
        try:
            video = upload.send(told, notify=notify)
        except SessionGone:
            found = self._search(service, publication)
            if found:
                return found
            if notes.get().get("all_sent"):
                raise OutcomeUnknown(
                    f"{publication.video_id}: all of it was sent to {service.grant.title} at "
                    "YouTube, no answer came, and it is not among the channel's newest uploads; "
                    "look at https://studio.youtube.com, then say `factory posts resolve "
                    f"{publication.video_id} youtube --id ID` or `--not-posted`"
                ) from None
            notes.put({})  # its last byte never left, so no video can have come of it
            video = upload.send(told, notify=notify)
        return str(video["id"])

    def _service(self, publication: Publication) -> YouTubeService:
        return YouTubeService(self._accounts, choices_of(publication).account)

    def _search(self, service: YouTubeService, publication: Publication) -> str:
        """Return the ID of the newest upload that bears the mark; empty when none does."""
        api = service.api()
        for _ in range(3):
            service.count("list")
        with youtube_says("look through the channel's uploads"):
            channels = api.channels().list(part="contentDetails", mine=True).execute()
            uploads = channels["items"][0]["contentDetails"]["relatedPlaylists"]["uploads"]
            newest = api.playlistItems().list(
                part="contentDetails", playlistId=uploads, maxResults=SEARCHED
            )
            found = [one["contentDetails"]["videoId"] for one in newest.execute().get("items", ())]
            if not found:
                return ""
            videos = api.videos().list(part="snippet", id=",".join(found)).execute()
        mark = marker(publication)
        marked = (v["id"] for v in videos["items"] if mark in v["snippet"].get("tags", ()))
        return str(next(marked, ""))

    def _check_what_was_sent(
        self, service: YouTubeService, publication: Publication, notes: Notes, post_id: str
    ) -> None:
        """Take the video away again if the file was changed while it was sent."""
        found, wanted = sha256_of(publication.paths[MASTER]), publication.sha256[MASTER]
        if found == wanted:
            return
        service.count("update")
        with youtube_says("take the video away again"):
            service.api().videos().delete(id=post_id).execute()
        notes.put({})
        raise PermanentError(
            f"{publication.video_id}: {MASTER} hashes to {found[:12]} after it was sent, released "
            f"was {wanted[:12]}; it was taken away again; materialise releases again"
        )
