"""TikTok as an outlet: all but the last piece of a file is sent, looked at, and then the last piece.

With it TikTok publishes by itself and takes nothing back, so it leaves while decisions wait.
"""

import hashlib
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from factory.errors import OutcomeUnknown, PermanentError, TransientError
from factory.ports import Accounts, Publication, Sight
from factory.units_of_work import Notes
from resources.machine.atomic_files import sha256_of
from resources.machine.credentials import address_of, is_emulated
from resources.outlets.tiktok.api_client import TikTokService
from resources.outlets.tiktok.direct_post import (
    Order,
    Standing,
    found_among_newest,
    order_post,
    standing_of,
)
from resources.outlets.tiktok.errors import HUMAN
from resources.outlets.tiktok.metadata import choices_of, cut_for_tiktok
from resources.outlets.tiktok.outlet_description import TIKTOK
from resources.outlets.tiktok.upload import CutFile, OutOfStep, UploadGone, send_chunk

LOOK_AGAIN_SECONDS = 5.0
MODERATION = timedelta(minutes=30)
"""A public post gets its number when TikTok has moderated it, within a minute as a rule."""
MOST_FAILURES = 3
"""In a row, without a byte more: then the step's own retries go on."""
PAUSE_SECONDS = 0.5
SECRET = ("address", "last_sha256")
"""What a post is told only from `begin` to `finish`."""


class TikTokOutlet:
    """See `factory.ports.Outlet`."""

    name = "tiktok"
    settles = True

    def __init__(self, accounts: Accounts, pause: Callable[[float], None] = time.sleep) -> None:
        self.distributes = not is_emulated(address_of(TIKTOK))
        self._accounts = accounts
        self._pause = pause
        self._services: dict[str, TikTokService] = {}

    def begin(self, publication: Publication, notes: Notes) -> Mapping[str, str]:
        """See `factory.ports.Outlet.begin`: sends all of the file but its last piece.

        Nothing comes of a file that is not whole: where its address is over it is begun anew.
        What may be whole is looked for, and never sent again.
        """
        noted, service = notes.get(), self._service(publication)
        order = Order.noted(noted)
        if order is None and noted.get("post_id"):  # as somebody found it
            return {"post_id": noted["post_id"], "url": noted.get("url", "")}
        file = CutFile.of(cut_for_tiktok(publication)[0])
        standing = self._standing(service, publication, order, file) if order else None
        if isinstance(standing, str):
            notes.put(_found(standing))
            return _found(standing)
        if order and standing and standing.whole and not standing.why_not:
            return order.post
        if order is None or standing is None or standing.why_not:
            order = order_post(service, publication, self._accounts.choices, file)
            notes.put(order.notes)
            standing = None
        try:
            self._send(service, order, file, standing.held if standing else 0)
        except UploadGone:
            notes.put({})
            raise TransientError(
                f"{publication.video_id}: the address that TikTok gave for the file is over, and "
                "not all of it was sent, so nothing is out; it is begun anew"
            ) from None
        self._check_what_was_sent(publication, notes)
        notes.put(order.made_ready.notes)
        return order.post_before(file.last_sha256)

    def look(
        self, publication: Publication, post: Mapping[str, str], *, shown_before: bool = False
    ) -> Sight:
        """See `factory.ports.Outlet.look`: asks TikTok how far the post is."""
        if "publish_id" not in post:
            return Sight("shown")  # found by a person
        file = CutFile.of(cut_for_tiktok(publication)[0])
        standing = standing_of(self._service(publication), post["publish_id"], file.size)
        if standing is None:
            # TikTok forgets orders, and lists no private posts: what was shown counts as shown.
            return Sight("shown" if shown_before else "missing")
        if standing.why_not:
            why = HUMAN.get(standing.why_not, standing.why_not)
            return Sight("missing", (f"TikTok did not publish it: {why}",))
        if not standing.whole:
            return Sight("hidden")
        if not standing.done or _is_moderated(post, standing):
            return Sight("underway", look_again_seconds=LOOK_AGAIN_SECONDS)
        return Sight("shown", learned=_learned(post, standing))

    def finish(self, publication: Publication, post: Mapping[str, str]) -> Mapping[str, str]:
        """See `factory.ports.Outlet.finish`: sends the last piece, which publishes it."""
        known = {name: value for name, value in post.items() if name not in SECRET}
        if "address" not in post:
            return known
        file = CutFile.of(cut_for_tiktok(publication)[0])
        data = file.read(file.last)
        if hashlib.sha256(data).hexdigest() != post["last_sha256"]:
            raise PermanentError(
                f"{publication.video_id}: {file.path.name} changed while it was sent; its last "
                "piece was kept back, so nothing is out; materialise releases again"
            )
        try:
            send_chunk(post["address"], file, file.last, data)
        except (UploadGone, OutOfStep) as error:
            raise TransientError(
                f"{publication.video_id}: TikTok did not take the last piece "
                f"({type(error).__name__}); it is asked what it has"
            ) from None
        return known

    def discard(self, video_id: str) -> None:
        """See `factory.ports.Outlet.discard`: TikTok itself drops a file that is not whole."""

    def _standing(
        self, service: TikTokService, publication: Publication, order: Order, file: CutFile
    ) -> Standing | str | None:
        """Return how far an order is, the ID of its post, or None where TikTok knows nothing of it.

        Raises:
            OutcomeUnknown: its last piece may have been sent, and TikTok does not tell.
        """
        standing = standing_of(service, order.publish_id, file.size)
        if standing or not order.ready:
            return standing
        found = found_among_newest(service, publication, order)
        if found:
            return found
        raise OutcomeUnknown(
            f"{publication.video_id}: the last piece may have been sent to {service.grant.title} "
            "at TikTok, which no longer knows the order, and no public post has these words; look "
            f"at {order.page}, then say `factory posts resolve {publication.video_id} tiktok "
            "--id ID` or `--not-posted`"
        )

    def _send(self, service: TikTokService, order: Order, file: CutFile, held: int) -> None:
        """Send every piece that TikTok lacks but the last; what got lost on the way is asked for."""
        failures = 0
        while True:
            try:
                for chunk in file.before_last(held):
                    send_chunk(order.address, file, chunk, file.read(chunk))
                return
            except (TransientError, OutOfStep) as error:
                standing = standing_of(service, order.publish_id, file.size)
                there = standing.held if standing else 0
                failures = 0 if there > held else failures + 1
                if standing is None or failures >= MOST_FAILURES:
                    raise TransientError(str(error) or "TikTok lost track of the file") from None
                held = there
                self._pause(PAUSE_SECONDS * 2**failures)

    def _check_what_was_sent(self, publication: Publication, notes: Notes) -> None:
        path, wanted = cut_for_tiktok(publication)
        found = sha256_of(path)
        if found != wanted:
            notes.put({})
            raise PermanentError(
                f"{publication.video_id}: {path.name} hashes to {found[:12]} after it was sent, "
                f"released was {wanted[:12]}; its last piece was kept back, so nothing is out; "
                "materialise releases again"
            )

    def _service(self, publication: Publication) -> TikTokService:
        account = choices_of(publication).account
        if account not in self._services:
            self._services[account] = TikTokService(self._accounts, account, self._pause)
        return self._services[account]


def _found(post_id: str) -> dict[str, str]:
    return {"post_id": post_id, "url": f"https://www.tiktok.com/video/{post_id}"}


def _is_moderated(post: Mapping[str, str], standing: Standing) -> bool:
    """Whether a public post has no number yet, as TikTok looks at it."""
    if standing.post_id or post["privacy"] != "PUBLIC_TO_EVERYONE":
        return False
    return datetime.now(UTC) - datetime.fromisoformat(post["begun_at"]) < MODERATION


def _learned(post: Mapping[str, str], standing: Standing) -> dict[str, str]:
    if not standing.post_id:
        return {}
    page = post["url"].partition("/video/")[0]
    return {"post_id": standing.post_id, "url": f"{page}/video/{standing.post_id}"}
