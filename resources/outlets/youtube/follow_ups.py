"""What comes after a video on YouTube: thumbnail, captions, playlist, a last look; each once."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload

from factory.errors import PermanentError
from factory.fingerprint import fingerprint
from factory.listing.localised import localised
from factory.ports import Accounts, FirstPost, FollowUp, Publication
from resources.machine.atomic_files import sha256_of
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.errors import reason_of, youtube_says
from resources.outlets.youtube.metadata import (
    DISCLOSURES,
    choices_of,
    listing_of,
    status,
    undisclosed,
    visibility_of,
)
from resources.outlets.youtube.video_state import set_thumbnail, video_there


class YouTubeFollowUps:
    """See `factory.ports.FollowUps`."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def follow_ups(self, publication: Publication, post: Mapping[str, str]) -> Sequence[FollowUp]:
        """See `factory.ports.FollowUps.follow_ups`."""
        post_id, sha256 = post["post_id"], publication.sha256
        due: list[FollowUp] = []
        if "thumbnail.jpg" in sha256:
            do = partial(self._thumbnail, publication, post_id)
            due.append(FollowUp("thumbnail", sha256["thumbnail.jpg"], do))
        if "captions.srt" in sha256:
            language = listing_of(publication).language
            file = publication.paths["captions.srt"]
            do = partial(self._captions, publication, post_id, language, file)
            due.append(FollowUp(f"captions {language}", sha256["captions.srt"], do))
        playlist = choices_of(publication).playlist
        if playlist:
            do = partial(self._playlist, publication, post_id, playlist)
            due.append(FollowUp("playlist", playlist, do))
        if publication.first:
            due += self._of_first(publication, publication.first)
        wanted = status(publication, visibility_of(publication))
        do = partial(self._read_back, publication, post_id, wanted)
        due.append(
            FollowUp("read back", fingerprint("status", {**wanted, "at": post.get("at")}), do)
        )
        return due

    def _of_first(self, publication: Publication, first: FirstPost) -> Sequence[FollowUp]:
        """Return what the video gets that this one tells in another language: its words, as subtitles too."""
        told = listing_of(publication)
        words = localised(first.listing, told)
        do = partial(self._localise, publication, first, told.language, words)
        due = [
            FollowUp(
                f"{told.language} listing of {first.video_id}", fingerprint("words", words), do
            )
        ]
        if first.captions:
            add = partial(self._captions, publication, first.post_id, told.language, first.captions)
            sha256 = sha256_of(first.captions)
            due.append(FollowUp(f"{told.language} captions of {first.video_id}", sha256, add))
        return due

    def _localise(
        self, publication: Publication, first: FirstPost, language: str, words: Mapping[str, str]
    ) -> str:
        with self._service(publication) as service:
            video = video_there(service, first.post_id, "localizations")
            if video is None:
                raise PermanentError(f"{first.video_id}: {first.post_id} is gone from YouTube")
            told = {**video.get("localizations", {}), language: dict(words)}
            service.count("update")
            body = {"id": first.post_id, "localizations": told}
            with youtube_says(f"tell of {first.video_id} in {language}"):
                service.api().videos().update(part="localizations", body=body).execute()
        return "told there"

    def _service(self, publication: Publication) -> YouTubeService:
        return YouTubeService(self._accounts, choices_of(publication).account)

    def _thumbnail(self, publication: Publication, post_id: str) -> str:
        with self._service(publication) as service:
            set_thumbnail(service, post_id, publication.paths["thumbnail.jpg"])
        return "set"

    def _captions(self, publication: Publication, post_id: str, language: str, file: Path) -> str:
        media = partial(MediaFileUpload, str(file), mimetype="application/octet-stream")
        told = {"videoId": post_id, "language": language, "name": "", "isDraft": False}
        with self._service(publication) as service, youtube_says("add the captions"):
            service.count("caption")
            captions = service.api().captions()
            try:
                captions.insert(
                    part="snippet", body={"snippet": told}, media_body=media()
                ).execute()
                return "added"
            except HttpError as error:
                if reason_of(error) != "captionExists":
                    raise
            tracks: Any = captions.list(part="snippet", videoId=post_id).execute()["items"]
            track = next(
                one["id"]
                for one in tracks
                if (one["snippet"]["language"], one["snippet"].get("name", "")) == (language, "")
            )
            captions.update(part="id", body={"id": track}, media_body=media()).execute()
        return "replaced"

    def _playlist(self, publication: Publication, post_id: str, playlist: str) -> str:
        resource = {"kind": "youtube#video", "videoId": post_id}
        with self._service(publication) as service, youtube_says("add it to the playlist"):
            service.count("playlist")
            items = service.api().playlistItems()
            there = items.list(part="id", playlistId=playlist, videoId=post_id).execute()
            if there.get("items"):
                return "in it already"
            body = {"snippet": {"playlistId": playlist, "resourceId": resource}}
            items.insert(part="snippet", body=body).execute()
        return "added"

    def _read_back(self, publication: Publication, post_id: str, wanted: Mapping[str, Any]) -> str:
        """Say how the video stands there once all is done, for those who answer for it."""
        with self._service(publication) as service:
            video = video_there(service, post_id, "status")
        found: Mapping[str, Any] = video["status"] if video else {}
        faults = undisclosed(wanted, found)
        if faults:
            raise PermanentError(f"{publication.video_id} at YouTube: {'; '.join(faults)}")
        time = f" until {found['publishAt']}" if found.get("publishAt") else ""
        flags = ", ".join(f"{name} {str(found[name]).lower()}" for name in DISCLOSURES)
        return f"{found['privacyStatus']}{time}, {flags}"
