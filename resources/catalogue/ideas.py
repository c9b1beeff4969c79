"""Ideas in Postgres: proposed once, decided once, made into one video."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import NotFound, Refused
from factory.ideas.duplicate_check import Told
from factory.ideas.idea import IdeaStatus, KeptIdea, ProposedIdea
from factory.workflow import events as topics
from resources.catalogue.campaigns import belong
from resources.catalogue.events import announce
from resources.database.connection import transact
from resources.database.idea_tables import ideas

BY_SCORE = "its score"
"""Who decided where the channel lets a score decide."""

TOLD = """
    SELECT title, day, state, proposed->>'about' AS about FROM factory.ideas WHERE channel = :channel
    UNION ALL
    SELECT title, created_at::date, 'approved', '' FROM factory.videos
    WHERE channel = :channel AND deleted_at IS NULL
"""


class PostgresIdeas:
    """See `factory.ports.Ideas` and `factory.ports.ApprovedIdeas`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def propose(self, ideas: Sequence[ProposedIdea], approve_above: float | None) -> int:
        """See `factory.ports.Ideas.propose`."""
        return transact(self._engine, lambda c: _propose(c, ideas, approve_above))

    def of_day(self, day: date) -> Sequence[KeptIdea]:
        """See `factory.ports.Ideas.of_day`."""
        return self._found(ideas.c.day == day)

    def told(self, channel: str) -> Sequence[Told]:
        """See `factory.ports.Ideas.told`."""
        found = transact(
            self._engine, lambda c: c.execute(sa.text(TOLD), {"channel": channel}).all()
        )
        return [Told(row.title, row.day, row.state, row.about) for row in found]

    def to_make(self) -> Sequence[KeptIdea]:
        """See `factory.ports.ApprovedIdeas.to_make`."""
        return self._found(
            ideas.c.state == "approved", ideas.c.video_id.is_(None), ideas.c.refused == ""
        )

    def made(self, idea_id: str, video_id: str) -> None:
        """See `factory.ports.ApprovedIdeas.made`."""
        transact(self._engine, lambda c: _made(c, idea_id, video_id))

    def refused(self, idea_id: str, why: str) -> None:
        """See `factory.ports.ApprovedIdeas.refused`."""
        transact(self._engine, lambda c: _change(c, idea_id, refused=why))

    def newest(self, limit: int, channel: str = "", state: str = "") -> Sequence[KeptIdea]:
        """Return ideas, the newest day first."""
        asked = [ideas.c.channel == channel] if channel else []
        asked += [ideas.c.state == state] if state else []
        return self._found(*asked, limit=limit)

    def find(self, idea_id: str) -> KeptIdea | None:
        """Return one idea, or None where there is none of that name."""
        return next(iter(self._found(ideas.c.idea_id == idea_id)), None)

    def decide(self, idea_id: str, state: IdeaStatus, by: str, note: str) -> KeptIdea:
        """Approve or reject an idea; the same decision again changes nothing.

        An approved idea of which no video could be made may be approved again, and is tried again.

        Raises:
            PermanentError: there is none of that name.
            Refused: it was decided otherwise, and a video is made of it already.
        """
        return transact(self._engine, lambda c: _decide(c, idea_id, state, by, note))

    def _found(self, *conditions: Any, limit: int | None = None) -> Sequence[KeptIdea]:
        order = (ideas.c.day.desc(), ideas.c.channel, ideas.c.score.desc(), ideas.c.idea_id)
        question = sa.select(ideas).where(*conditions).order_by(*order).limit(limit)
        found = transact(self._engine, lambda c: c.execute(question).mappings().all())
        return [kept_idea(row) for row in found]


def _propose(c: Connection, proposed: Sequence[ProposedIdea], approve_above: float | None) -> int:
    fresh: list[ProposedIdea] = []
    for idea in proposed:
        approved = approve_above is not None and idea.score >= approve_above
        row = {
            "idea_id": idea.idea_id,
            "day": idea.day,
            "channel": idea.channel,
            "title": idea.title,
            "proposed": idea.model_dump(mode="json"),
            "score": idea.score,
            "state": "approved" if approved else "new",
            "decided_by": BY_SCORE if approved else "",
        }
        adding = insert(ideas).values(row).on_conflict_do_nothing().returning(ideas.c.idea_id)
        if c.execute(adding).one_or_none():
            fresh.append(idea)
            if approved:
                _tell_approved(c, idea.idea_id, idea.title, BY_SCORE)
    if fresh:
        told = {"channel": fresh[0].channel, "ideas": [idea.idea_id for idea in fresh]}
        announce(c, topics.IDEAS_GENERATED, None, told)
    return len(fresh)


def _change(c: Connection, idea_id: str, **facts: Any) -> Any:
    """Change an idea; return its row, or None where there is none of that name."""
    change = sa.update(ideas).where(ideas.c.idea_id == idea_id)
    facts["updated_at"] = sa.func.now()
    return c.execute(change.values(**facts).returning(ideas)).mappings().one_or_none()


def _made(c: Connection, idea_id: str, video_id: str) -> None:
    """Note the video; it belongs to the campaign that its idea was proposed for."""
    changed = _change(c, idea_id, video_id=video_id)
    campaign = changed["proposed"].get("campaign") if changed else ""
    if campaign:
        belong(c, video_id, campaign, f"idea {idea_id}")


def _decide(c: Connection, idea_id: str, state: IdeaStatus, by: str, note: str) -> KeptIdea:
    question = sa.select(ideas).where(ideas.c.idea_id == idea_id).with_for_update()
    row = c.execute(question).mappings().one_or_none()
    if row is None:
        raise NotFound(f"there is no idea {idea_id}; `factory ideas` shows those there are")
    if row["video_id"] and state != "approved":
        raise Refused(
            f"idea {idea_id} was approved by {row['decided_by']}, and {row['video_id']} is made of it; "
            f"`factory cancel {row['video_id']}` calls the video off"
        )
    if row["video_id"] or (row["state"], row["refused"]) == (state, ""):
        return kept_idea(row)
    changed = _change(c, idea_id, state=state, decided_by=by, note=note, refused="")
    if state == "approved":
        _tell_approved(c, idea_id, row["title"], by)
    return kept_idea(changed)


def _tell_approved(c: Connection, idea_id: str, title: str, by: str) -> None:
    announce(c, topics.IDEAS_APPROVED, None, {"idea_id": idea_id, "title": title, "by": by})


def kept_idea(row: Any) -> KeptIdea:
    """Return an idea as its row keeps it."""
    facts = {
        name: row[name]
        for name in (
            "state",
            "created_at",
            "updated_at",
            "decided_by",
            "note",
            "refused",
            "video_id",
        )
    }
    return KeptIdea.model_validate({**row["proposed"], **facts})
