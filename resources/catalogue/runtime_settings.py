"""Runtime settings in Postgres: switches and limits that hold for the whole factory."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.workflow.changed_setting import ChangedSetting
from resources.database.connection import transact
from resources.database.tables import config, launches


class PostgresSettings:
    """What a person changes while the factory runs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> dict[str, Any]:
        """Return every setting that is kept in the database, by key."""
        question = sa.select(config.c.key, config.c.value).order_by(config.c.key)
        return transact(self._engine, lambda c: {row.key: row.value for row in c.execute(question)})

    def on(self, switch: str) -> bool:
        """See `factory.ports.Switches.on`."""
        return self.all().get(switch) is True

    def number(self, setting: str) -> float:
        """See `factory.ports.Switches.number`."""
        return float(self.all().get(setting) or 0)

    def changed(self) -> Mapping[str, ChangedSetting]:
        """Return who changed which setting last, and when; what nobody has changed is not among them."""
        question = sa.select(config.c.key, config.c.changed_by, config.c.updated_at).where(
            config.c.changed_by != ""
        )
        return {
            row.key: ChangedSetting(by=row.changed_by, at=row.updated_at)
            for row in transact(self._engine, lambda c: c.execute(question).all())
        }

    def change(self, key: str, value: bool | float, by: str = "") -> None:
        """Change one setting.

        `paused`: no launch is claimed. `distribution`: while false, nothing leaves this machine.
        `auto_approval`: while false, `review: automatic` holds for outlets on this machine alone.
        `youtube_uploads_per_day`, `youtube_units_per_day`: what Google grants the project.
        `usd_per_video`, `usd_per_day` (a channel's), `usd_per_month` (a tenant's): limits where nothing else sets one. `confirm_above_usd`: a
        video that will cost more waits for a person. `spending_stopped`: nothing is bought.
        `requests_at_once`: of one step, at a vendor. `archive_after_days`, `most_live_videos`: when
        Dagster forgets a video that is published or deleted. `clean_after_days`: how long files stay
        that nobody needs; 0: for ever. `youtube_derived_metrics`: whether YouTube's amendment was
        accepted, without which nothing is computed of what it told.

        Args:
            key: which.
            value: what it is from now on.
            by: who says so; empty for the factory itself.

        Raises:
            BadInput: no such setting, or a value of another type.
        """
        known = self.all()
        kind = bool if isinstance(known.get(key), bool) else float
        fits = isinstance(value, bool) == (kind is bool) and (kind is bool or value >= 0)
        if key not in known or not fits:
            raise BadInput(
                f"setting {shown(key)}={value!r}: wanted one of {', '.join(known)}, "
                "true or false for switches and numbers for limits"
            )
        wanted = (
            sa.update(config)
            .where(config.c.key == key)
            .values(value=kind(value), updated_at=sa.func.now(), changed_by=by)
        )
        transact(self._engine, lambda c: c.execute(wanted))
        if key == "distribution" and value is True:
            transact(self._engine, _wake_what_waits_for_an_outlet)


def _wake_what_waits_for_an_outlet(connection: Connection) -> None:
    waiting = sa.and_(
        launches.c.ended_at.is_(None),
        launches.c.claimed_at.is_(None),
        launches.c.wait["waits_for"].astext == "outlet",
    )
    connection.execute(sa.update(launches).where(waiting).values(not_before=sa.func.now()))
