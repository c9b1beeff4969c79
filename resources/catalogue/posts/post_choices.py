"""Choices in Postgres: what people chose for a post, where a platform wants each to be chosen for."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import insert

from factory.ports import PostChoice
from resources.database.connection import jsonable, transact
from resources.database.post_tables import post_choices


class PostgresPostChoices:
    """See `factory.ports.PostChoices`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def choose(self, video_id: str, choice: PostChoice) -> None:
        """See `factory.ports.PostChoices.choose`."""
        facts: dict[str, Any] = {
            "master_sha256": choice.master_sha256,
            "listing_sha256": choice.listing_sha256,
            "account": choice.account,
            "choices": jsonable(dict(choice.choices), "the choices"),
            "by": choice.by,
            "at": choice.at,
        }
        row = insert(post_choices).values(video_id=video_id, outlet=choice.outlet, **facts)
        row = row.on_conflict_do_update(index_elements=["video_id", "outlet"], set_=facts)
        transact(self._engine, lambda c: c.execute(row))

    def chosen(self, video_id: str, outlet: str) -> PostChoice | None:
        """See `factory.ports.PostChoices.chosen`."""
        question = sa.select(post_choices).where(
            post_choices.c.video_id == video_id, post_choices.c.outlet == outlet
        )
        row = transact(self._engine, lambda c: c.execute(question).one_or_none())
        if row is None:
            return None
        return PostChoice(
            outlet=row.outlet,
            master_sha256=row.master_sha256,
            listing_sha256=row.listing_sha256,
            account=row.account,
            choices=row.choices,
            by=row.by,
            at=row.at,
        )
