"""Links for guests in Postgres: one video each, for a while."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import BadInput, NotFound
from factory.people.guest_link import MOST_NOTES, GuestLink, GuestNote, checked_hours
from factory.people.person import checked_name
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.database.connection import refused_by_name, transact
from resources.database.people_tables import guest_links
from resources.database.tables import events
from resources.people.kept_secrets import hashed, new_secret
from resources.people.sessions import RIDE_SECONDS

SHOWN = [guest_links.c[name] for name in GuestLink.model_fields]


class PostgresGuestLinks:
    """Who was asked to look at one video without an account."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(
        self, video_id: str, name: str, *, hours: int, decides: bool, by: str
    ) -> tuple[GuestLink, str]:
        """Make a link; return what is known of it, and its secret, which nobody can ask for again.

        Args:
            video_id: the one video that it shows.
            name: of the guest, under which what they say is recorded.
            hours: for how long it opens.
            decides: whether the guest may approve and reject.
            by: who asks them.

        Raises:
            BadInput: the name or the hours cannot be so.
            NotFound: there is no such video.
        """
        secret = new_secret()
        values = {
            "secret_sha256": hashed(secret),
            "video_id": video_id,
            "name": checked_name(name),
            "decides": decides,
            "made_by": by,
            "expires_at": sa.func.now() + timedelta(hours=checked_hours(hours)),
        }

        def make(connection: Connection) -> GuestLink:
            with refused_by_name(video_id):
                row = connection.execute(
                    sa.insert(guest_links).values(values).returning(*SHOWN)
                ).mappings()
                link = GuestLink.model_validate(dict(row.one()))
            facts = {"guest": link.name, "decides": decides, "by": by}
            announce(connection, topics.GUEST_INVITED, video_id, facts)
            return link

        return transact(self._engine, make), secret

    def of_video(self, video_id: str) -> list[GuestLink]:
        """Return those that still open, the newest first."""
        question = (
            sa.select(*SHOWN)
            .where(guest_links.c.video_id == video_id, *_opens())
            .order_by(guest_links.c.id.desc())
        )
        return transact(
            self._engine,
            lambda c: [GuestLink.model_validate(dict(r)) for r in c.execute(question).mappings()],
        )

    def revoke(self, video_id: str, number: int, *, by: str) -> GuestLink:
        """End a link, and the sessions that began by it.

        Raises:
            NotFound: that video has no such link that opens.
        """

        def revoke(connection: Connection) -> GuestLink:
            row = connection.execute(
                sa.update(guest_links)
                .where(guest_links.c.id == number, guest_links.c.video_id == video_id, *_opens())
                .values(revoked_at=sa.func.now())
                .returning(*SHOWN)
            ).mappings()
            found = row.one_or_none()
            if found is None:
                raise NotFound(f"{video_id} has no link {number} for a guest that opens it")
            link = GuestLink.model_validate(dict(found))
            facts = {"guest": link.name, "by": by}
            announce(connection, topics.GUEST_REVOKED, video_id, facts)
            return link

        return transact(self._engine, revoke)

    def opened(self, secret: str) -> GuestLink | None:
        """Return the link that a guest shows, if it opens."""
        seen = (
            sa.update(guest_links)
            .where(guest_links.c.secret_sha256 == hashed(secret), *_opens())
            .values(used_at=sa.func.now())
            .returning(*SHOWN)
        )

        def opened(connection: Connection) -> GuestLink | None:
            row = connection.execute(seen).mappings().one_or_none()
            return GuestLink.model_validate(dict(row)) if row else None

        return transact(self._engine, opened, ride_seconds=RIDE_SECONDS)

    def keep_note(self, video_id: str, words: str, *, by: str) -> None:
        """Keep what a guest said.

        Raises:
            BadInput: there are too many notes already.
        """

        def keep(connection: Connection) -> None:
            if len(connection.execute(_notes(video_id)).all()) >= MOST_NOTES:
                raise BadInput(
                    f"{video_id} has {MOST_NOTES} notes of guests already; tell whoever sent the "
                    "link in another way"
                )
            announce(connection, topics.GUEST_NOTED, video_id, {"by": by, "words": words})

        transact(self._engine, keep)

    def notes(self, video_id: str) -> list[GuestNote]:
        """Return what guests said about a video, in order."""
        rows = transact(self._engine, lambda c: c.execute(_notes(video_id)).all())
        return [GuestNote(by=r.payload["by"], words=r.payload["words"], at=r.at) for r in rows]


def end_links_of(connection: Connection, maker: str, *, by: str) -> None:
    """End every link that somebody made who may make none any more."""
    ended = (
        sa.update(guest_links)
        .where(guest_links.c.made_by == maker, *_opens())
        .values(revoked_at=sa.func.now())
        .returning(guest_links.c.video_id, guest_links.c.name)
    )
    for link in connection.execute(ended).all():
        announce(connection, topics.GUEST_REVOKED, link.video_id, {"guest": link.name, "by": by})


def _notes(video_id: str) -> sa.Select:
    return (
        sa.select(events.c.payload, events.c.at)
        .where(events.c.video_id == video_id, events.c.topic == topics.GUEST_NOTED)
        .order_by(events.c.id)
    )


def _opens() -> tuple[sa.ColumnElement[bool], ...]:
    return guest_links.c.revoked_at.is_(None), guest_links.c.expires_at > sa.func.now()
