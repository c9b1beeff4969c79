"""Orders: a post as TikTok was told to make it, and how far it says it is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self

from factory.channel.outlet_settings import TikTokChoices
from factory.errors import NoAccess, PermanentError
from factory.listing.platform_limits import TIKTOK, length_fault
from factory.ports import PostChoices, Publication
from factory.release.tiktok_composer import Creator
from resources.outlets.tiktok.api_client import TikTokService
from resources.outlets.tiktok.errors import NoDirectPost
from resources.outlets.tiktok.metadata import (
    caption_of,
    chosen_for,
    post_info,
    wants_label,
)
from resources.outlets.tiktok.upload import CutFile

DIRECT, INBOX = "/v2/post/publish/video/init/", "/v2/post/publish/inbox/video/init/"
PUBLISHED: Final = frozenset({"PUBLISH_COMPLETE", "SEND_TO_USER_INBOX"})
UNKNOWN_ORDERS: Final = ("invalid_publish_id", "token_not_authorized_for_specified_publish_id")
BY_HAND = (
    "finish it in TikTok's app: tap the notification, choose who sees it, and post; "
    "nothing but the file was handed over"
)
LABEL_BY_HAND = (
    "switch on `AI-generated content` under More options before you post: it must be set"
)
PAID_BY_HAND = (
    "switch on `Disclose post content`, *Branded content*, before you post: it must be set"
)


@dataclass(frozen=True, slots=True)
class Order:
    """One order for a post; kept in the post's notes."""

    publish_id: str
    address: str
    """Where the file is sent; as good as a key, for an hour."""
    route: str
    """`direct`, or `inbox`: then a person finishes it."""
    page: str
    """The creator's page."""
    privacy: str
    begun_at: str
    to_do: str = ""
    """What a person has to do there."""
    ready: bool = False
    """Whether all but the last piece was sent, so that the last one may have been, too."""

    @classmethod
    def noted(cls, notes: Mapping[str, Any]) -> Self | None:
        """Return the order that the notes hold, if they hold one."""
        return cls(**notes) if notes.get("publish_id") else None

    @property
    def notes(self) -> dict[str, Any]:
        """It, to be kept."""
        return asdict(self)

    @property
    def made_ready(self) -> Self:
        """It, with all but the last piece sent."""
        return replace(self, ready=True)

    @property
    def post(self) -> dict[str, str]:
        """What the post is, as far as anybody may know."""
        told = {
            "post_id": self.publish_id,
            "url": self.page,
            "publish_id": self.publish_id,
            "route": self.route,
            "privacy": self.privacy,
            "begun_at": self.begun_at,
        }
        return {**told, "to_do": self.to_do} if self.to_do else told

    def post_before(self, last_sha256: str) -> dict[str, str]:
        """Return the post with what is needed to send its last piece."""
        return {**self.post, "address": self.address, "last_sha256": last_sha256}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far TikTok says an order is."""

    held: int
    """Bytes that it has."""
    whole: bool
    done: bool
    why_not: str
    """Its reason against the post; empty as long as there is none."""
    post_id: str
    """Of a public post that it has moderated."""


def standing_of(service: TikTokService, publish_id: str, size: int) -> Standing | None:
    """Return how far an order is; None where TikTok does not know it (any more)."""
    doing = "ask how far the post is"
    try:
        told = service.ask(doing, "/v2/post/publish/status/fetch/", {"publish_id": publish_id})
    except PermanentError as error:
        if any(code in str(error) for code in UNKNOWN_ORDERS):
            return None
        raise
    status, held = str(told.get("status", "")), int(told.get("uploaded_bytes") or 0)
    ids = told.get("publicaly_available_post_id") or told.get("publicly_available_post_id") or ()
    failed = status == "FAILED"
    return Standing(
        held=held,
        whole=held >= size or status in PUBLISHED,
        done=status in PUBLISHED,
        why_not=str(told.get("fail_reason") or "no reason given") if failed else "",
        post_id=str(next(iter(ids), "")),
    )


def order_post(
    service: TikTokService, publication: Publication, choices: PostChoices, file: CutFile
) -> Order:
    """Order a post, or a draft where TikTok takes no direct post; nothing is shown by that.

    An order whose answer got lost comes to nothing, as nobody sends its file.

    Raises:
        PermanentError: it is longer than the account may post.
        PublishingWaits: a person has to choose first, or a limit is reached.
        NoAccess: TikTok takes no direct post, and the channel wants no draft.
    """
    chosen, creator = chosen_for(publication, choices), creator_of(service)
    fault = length_fault(TIKTOK, publication.seconds or 0, creator.most_seconds)
    if fault:
        raise PermanentError(
            f"{publication.video_id} is not sent to {creator.nickname} at TikTok: {fault}; give TikTok "
            "a shorter video"
        )
    info = post_info(publication, chosen, creator)
    page = f"https://www.tiktok.com/@{creator.username}"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    body = {"post_info": info, "source_info": file.source}
    privacy = str(info["privacy_level"])
    try:
        told = service.ask(f"post {publication.video_id}", DIRECT, body)
        return Order(*_upload(told), "direct", page, privacy, now)
    except NoDirectPost as refused:
        to_do = _draft_allowed(publication, chosen, refused)
    doing = f"leave {publication.video_id} in the inbox"
    told = service.ask(doing, INBOX, {"source_info": file.source})
    return Order(*_upload(told), "inbox", page, "", now, to_do)


def creator_of(service: TikTokService) -> Creator:
    """Return whose account it is, and what they may choose now."""
    asked = "/v2/post/publish/creator_info/query/"
    return Creator.told(service.ask("ask what the creator may choose", asked, {}))


def found_among_newest(service: TikTokService, publication: Publication, order: Order) -> str:
    """Return the ID of the newest public post with the very words; empty where there is none."""
    told = service.ask(
        "look through the account's newest posts",
        "/v2/video/list/",
        {"max_count": 20},
        fields="id,video_description,create_time",
    )
    since = datetime.fromisoformat(order.begun_at) - timedelta(minutes=1)
    words = caption_of(publication)
    same = (
        str(video.get("id", ""))
        for video in told.get("videos") or ()
        if video.get("video_description") == words
        and int(video.get("create_time") or 0) >= since.timestamp()
    )
    return next(same, "")


def _draft_allowed(publication: Publication, chosen: TikTokChoices, refused: NoDirectPost) -> str:
    """Return what a person has to do with the draft in TikTok's app.

    Raises:
        NoAccess: the channel wants no draft, or nobody promised to set the label.
    """
    if chosen.when_refused != "inbox":
        raise NoAccess(
            f"{refused}; `tiktok: {{when_refused: inbox}}` in the channel file sends it to the "
            "creator's inbox, where a person finishes it"
        ) from None
    by_hand = [LABEL_BY_HAND] * wants_label(publication) + [
        PAID_BY_HAND
    ] * publication.paid_promotion
    if by_hand and not chosen.label_by_hand:
        raise NoAccess(
            f"{refused}; in the inbox the labels for generated or paid content would get lost, which it "
            "must bear: `tiktok: {label_by_hand: true}` in the channel file promises that whoever "
            "finishes it in TikTok's app sets them"
        ) from None
    return "; ".join((BY_HAND, *by_hand))


def _upload(told: Mapping[str, Any]) -> tuple[str, str]:
    publish_id, address = told.get("publish_id"), told.get("upload_url")
    if not (publish_id and address):
        raise PermanentError("TikTok took the order and named no place for the file")
    return str(publish_id), str(address)
