"""Decisions about other titles and thumbnails, in Postgres."""

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.reviews.alternative import AlternativeDecision
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.reviews.second_reviewer import people_behind
from resources.catalogue.video_lock import hold_still
from resources.database.connection import refused_by_name, transact
from resources.database.rule_tables import alternatives

COLUMNS = [alternatives.c[name] for name in AlternativeDecision.model_fields if name != "people"]


class PostgresAlternatives:
    """See `factory.ports.Alternatives`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def decisions(self, video_id: str, what: str, sha256: str) -> tuple[AlternativeDecision, ...]:
        """See `factory.ports.Alternatives.decisions`."""
        return transact(self._engine, lambda c: _decisions(c, video_id, what, sha256))

    def decide(self, *decisions: AlternativeDecision) -> None:
        """See `factory.ports.Alternatives.decide`."""

        def decide(connection: Connection) -> None:
            for decision in sorted(decisions, key=lambda one: one.video_id):
                _decide(connection, decision)

        with refused_by_name(", ".join(dict.fromkeys(one.video_id for one in decisions))):
            transact(self._engine, decide)


def _decide(connection: Connection, decision: AlternativeDecision) -> None:
    hold_still(connection, decision.video_id)
    before = _decisions(connection, decision.video_id, decision.what, decision.sha256)
    if before and _said(before[-1]) == _said(decision):
        return
    connection.execute(sa.insert(alternatives).values(**decision.model_dump(exclude={"people"})))
    facts = decision.model_dump(include={"what", "says", "decision", "reviewer"})
    announce(connection, topics.ALTERNATIVE_DECIDED, decision.video_id, facts)


def _decisions(
    connection: Connection, video_id: str, what: str, sha256: str
) -> tuple[AlternativeDecision, ...]:
    about = {"video_id": video_id, "what": what, "sha256": sha256}
    # What was approved for a tenant whose video this was, and all before it, counts no more.
    of_another = (
        sa.select(sa.func.coalesce(sa.func.max(alternatives.c.id), 0))
        .filter_by(**about, decision="approved")
        .where(alternatives.c.for_tenant != alternatives.c.tenant)
    )
    question = (
        sa.select(*COLUMNS)
        .filter_by(**about)
        .where(alternatives.c.id > of_another.scalar_subquery())
        .order_by(alternatives.c.id)
    )
    return tuple(
        AlternativeDecision.model_validate(
            {
                **row,
                "people": people_behind(connection, video_id, row["reviewer"], row["place"]),
            }
        )
        for row in connection.execute(question).mappings().all()
    )


def _said(decision: AlternativeDecision) -> tuple[str, ...]:
    return decision.decision, decision.reviewer, decision.note
