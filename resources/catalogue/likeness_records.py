"""Likeness records in Postgres: what a video is compared with, in the order in which videos came."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.copy_detection.likeness_record import LikenessRecord
from factory.fingerprint import seed_of
from resources.database.connection import refused_by_name, transact
from resources.database.post_tables import posts
from resources.database.rule_tables import signatures
from resources.database.tables import reviews, videos

OF_ITS_CHANNEL: Final = 50
OF_OTHER_CHANNELS: Final = 100


class PostgresLikenessRecords:
    """See `factory.ports.LikenessRecords`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def kept(self, video_id: str, made_of: str) -> LikenessRecord | None:
        """See `factory.ports.LikenessRecords.kept`."""
        question = sa.select(signatures.c.signature).where(
            signatures.c.video_id == video_id,
            signatures.c.signature["made_of"].astext == made_of,
        )
        facts = transact(self._engine, lambda c: c.scalar(question))
        return LikenessRecord.from_facts(facts) if facts else None

    def claim(self, record: LikenessRecord) -> tuple[LikenessRecord, ...]:
        """See `factory.ports.LikenessRecords.claim`; one claim of a tenant comes after the other."""

        def claim(connection: Connection) -> tuple[LikenessRecord, ...]:
            key = seed_of(f"signatures of {record.tenant}", bits=56)
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
            return _compared_with(connection, record, _keep(connection, record))

        with refused_by_name(record.video_id):
            return transact(self._engine, claim)

    def beside(self, video_id: str) -> tuple[LikenessRecord, tuple[LikenessRecord, ...]] | None:
        """Return a video's likeness record and the earlier ones it is compared with; None where it has none yet."""

        def read(
            connection: Connection,
        ) -> tuple[LikenessRecord, tuple[LikenessRecord, ...]] | None:
            question = sa.select(signatures).where(signatures.c.video_id == video_id)
            row = connection.execute(question).one_or_none()
            if row is None:
                return None
            own = LikenessRecord.from_facts(row.signature)
            return own, _compared_with(connection, own, row.since)

        return transact(self._engine, read)

    def settle(self, video_id: str, *, released: bool) -> None:
        """See `factory.ports.LikenessRecords.settle`."""
        wanted = (
            sa.update(signatures)
            .where(signatures.c.video_id == video_id)
            .values(outcome="released" if released else "refused")
        )
        transact(self._engine, lambda c: c.execute(wanted))


def _keep(connection: Connection, record: LikenessRecord) -> sa.DateTime:
    published = (
        sa.select(sa.func.min(posts.c.published_at))
        .where(posts.c.video_id == record.video_id)
        .scalar_subquery()
    )
    facts = {
        "tenant": record.tenant,
        "channel": record.channel,
        "family": record.family,
        "signature": record.model_dump(mode="json"),
        "outcome": "judged",
        "recorded_at": sa.func.clock_timestamp(),
    }
    row = insert(signatures).values(
        video_id=record.video_id,
        since=sa.func.coalesce(published, sa.func.clock_timestamp()),
        **facts,
    )
    kept = row.on_conflict_do_update(index_elements=["video_id"], set_=facts)
    return connection.execute(kept.returning(signatures.c.since)).scalar_one()


def _compared_with(
    connection: Connection, record: LikenessRecord, since: sa.DateTime
) -> tuple[LikenessRecord, ...]:
    rows = [
        *connection.scalars(_earlier(record, since, own=True).limit(OF_ITS_CHANNEL)),
        *connection.scalars(_earlier(record, since, own=False).limit(OF_OTHER_CHANNELS)),
    ]
    return tuple(map(LikenessRecord.from_facts, rows))


def _earlier(record: LikenessRecord, since: sa.DateTime, *, own: bool) -> sa.Select:
    """Return the signatures that came before a time and count, newest first."""
    s = signatures.c
    published = sa.exists().where(posts.c.video_id == s.video_id, posts.c.published_at.is_not(None))
    newest = (
        sa.select(reviews.c.decision)
        .where(reviews.c.video_id == s.video_id, reviews.c.outlet == "")
        .order_by(reviews.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    deleted = sa.exists().where(videos.c.video_id == s.video_id, videos.c.deleted_at.is_not(None))
    to_come = sa.and_(s.outcome != "refused", ~deleted, sa.func.coalesce(newest, "") != "rejected")
    same = s.channel == record.channel
    return (
        sa.select(s.signature)
        .where(s.tenant == record.tenant, same if own else ~same)
        .where(s.family != record.family, s.since < since)
        .where(sa.or_(published, to_come))
        .order_by(s.since.desc())
    )
