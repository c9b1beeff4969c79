"""Posts in Postgres: one publication of one master at one outlet, begun, shown and looked at."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine

from factory.errors import Refused
from factory.ports import Appointment, FollowUp, Found, Outlet, Publication
from resources.catalogue.posts.platform_processing import see_it_whole
from resources.catalogue.posts.post_appointments import told_already
from resources.catalogue.posts.post_claims import PostClaims, is_of
from resources.catalogue.posts.post_follow_ups import follow_up
from resources.catalogue.posts.post_list import listed
from resources.catalogue.posts.post_notes import PostNotes, seal_open_notes
from resources.catalogue.posts.post_settling import learn, settle
from resources.catalogue.posts.post_showing import Showing
from resources.catalogue.posts.publication_guards import (
    hold_back,
    refuse_what_was_forgotten,
)
from resources.catalogue.posts.takedowns import refuse_what_was_taken_down
from resources.catalogue.posts.unknown_outcomes import facts_of_death, facts_of_failure, resolve
from resources.database.connection import jsonable, refused_by_name, transact
from resources.database.leases import CLAIM_LEASE_SECONDS
from resources.machine.claim_owners import this_process
from resources.machine.secret_encryption import Seal
from resources.tracing import spans

PAUSE_SECONDS = 0.25

Answer = dict[str, str]


class PostgresPosts:
    """See `factory.ports.Posts`; whoever comes second gets the first one's answer."""

    def __init__(
        self,
        engine: Engine,
        seal: Seal,
        owner: str | None = None,
        lease_seconds: float = CLAIM_LEASE_SECONDS,
    ) -> None:
        self._engine = engine
        self._seal = seal
        self._claims = PostClaims(engine, owner or this_process(), lease_seconds)

    def post(
        self,
        publication: Publication,
        outlet: Outlet,
        authorise: Callable[[], None],
        appointment: Appointment | None = None,
    ) -> Answer:
        """See `factory.ports.Posts.post`.

        A process that dies before it has recorded its post leaves a claim that ends with it, and
        what it had prepared, which the next one clears away, whether it may publish or not.
        """
        name, video_id = outlet.name, publication.video_id
        with spans.span(f"post {name}", video_id=video_id, factory_outlet=name):
            return self._post(publication, outlet, authorise, appointment)

    def _post(
        self,
        publication: Publication,
        outlet: Outlet,
        authorise: Callable[[], None],
        appointment: Appointment | None,
    ) -> Answer:
        try:
            authorise()
        except Refused:
            self._clear_away(publication.video_id, outlet)
            raise
        transact(self._engine, lambda c: hold_back(c, publication, outlet))
        video_id, name = publication.video_id, outlet.name
        transact(self._engine, lambda c: refuse_what_was_taken_down(c, video_id, name))
        token, lost, mended, at, gone = uuid4(), None, "", None, False
        with refused_by_name(publication.video_id):
            while True:
                row = transact(self._engine, lambda c: self._claims.row(c, publication, outlet))
                refuse_what_was_forgotten(row, publication, outlet)
                if row and is_of(row, publication) and self._claims.is_unclaimed(row):
                    if outlet.settles and row.settled_at is None:
                        return settle(self._engine, publication, outlet, row.token, row.answer)
                    sight = outlet.look(publication, row.answer, shown_before=True)
                    if outlet.settles or not sight.faults:
                        return learn(self._engine, row.token, row.answer, sight)
                    lost, mended = row.token, "; ".join(sight.faults)
                    gone = sight.state == "missing"
                if appointment and not (row and row.published_at):
                    at = _to_come(appointment.booked())
                    told = told_already(row, publication, outlet, at, appointment.platform)
                    if at and told:
                        return {**told, "at": at.isoformat()}
                if self._claims.claim(publication, outlet, token, lost, gone=gone):
                    break
                time.sleep(PAUSE_SECONDS)
        platform = appointment.platform if appointment and at else None
        showing = Showing(publication, outlet, authorise, token, at, platform)
        answer = self._publish(showing)
        if outlet.settles:
            return settle(self._engine, publication, outlet, token, answer)
        return {
            **answer,
            **({"mended": mended} if mended else {}),
            **({"at": at.isoformat()} if at else {}),
        }

    def follow_up(
        self, publication: Publication, outlet: Outlet, due: Sequence[FollowUp]
    ) -> Mapping[str, str]:
        """See `factory.ports.Posts.follow_up`."""
        return follow_up(self._engine, publication, outlet.name, due)

    def resolve(self, video_id: str, outlet: str, found: Found) -> None:
        """See `factory.ports.Posts.resolve`."""
        transact(self._engine, lambda c: resolve(c, video_id, outlet, found))

    def listed(
        self, *, unknown: bool = False, limit: int = 50, video_id: str | None = None
    ) -> list[dict[str, Any]]:
        """Return posts, newest first; `unknown`: only those of which nobody knows if they are out."""
        return transact(
            self._engine, lambda c: listed(c, unknown=unknown, limit=limit, video_id=video_id)
        )

    def seal_what_is_open(self) -> int:
        """Seal what an earlier version kept open of uploads; return of how many posts."""
        return seal_open_notes(self._engine, self._seal)

    def _publish(self, showing: Showing) -> Answer:
        publication, outlet, token = showing.publication, showing.outlet, showing.token
        with self._claims.holding(token):
            try:
                begun = outlet.begin(publication, PostNotes(self._engine, token, self._seal))
                answer: Answer = jsonable(dict(begun), "the outlet's answer")
                # From here until it is recorded, a dead process leaves open whether it is out.
                self._claims.note(
                    token, owner=self._claims.owner, url=answer.get("url"), unknown_at=None
                )
                sight = see_it_whole(publication, outlet, answer)
                shown = transact(self._engine, partial(showing.show, answer, sight))
            except BaseException as error:
                still_ours = self._claims.note(token, owner=self._claims.owner)
                if still_ours:  # else the next one is at it already
                    outlet.discard(publication.video_id)
                self._claims.note(
                    token, owner=None, lease_expires_at=None, **facts_of_failure(error)
                )
                raise
        return shown

    def _clear_away(self, video_id: str, outlet: Outlet) -> None:
        """Clear away what a process that died had prepared of a video that may not go out."""
        begun = self._claims.abandoned(video_id, outlet)
        if not begun:
            return
        outlet.discard(video_id)
        for row in begun:
            facts = facts_of_death(row, settles=outlet.settles)
            self._claims.note(row.token, owner=None, lease_expires_at=None, **facts)


def _to_come(at: datetime | None) -> datetime | None:
    """Return a time that is not here yet, else None."""
    return at if at and at > datetime.now(UTC) else None
