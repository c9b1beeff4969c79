"""Estimates of whole videos, and who agreed to those above the sum that needs a person."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import ConfirmationNeeded, PermanentError
from factory.money.dollars import CENT, dollars, whole_dollars
from factory.money.estimate import Estimate
from resources.database.connection import refused_by_name, transact
from resources.database.money_tables import charges, estimates
from resources.database.tables import config, launches, videos

WAITING = sa.and_(
    launches.c.ended_at.is_(None), launches.c.wait["waits_for"].astext == "confirmation"
)
ABOUT = Decimal("1.1")
"""How much of what was agreed to may be bought: an estimate is of averages, and leaves out calls of cents."""


class PostgresEstimates:
    """See `factory.ports.Estimates`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, video_id: str, estimate: Estimate, confirm_above_usd: float | None) -> None:
        """See `factory.ports.Estimates.record`."""
        facts = {
            "usd": estimate.total_usd,
            "confirm_above_usd": confirm_above_usd,
            "rows": [row.model_dump(mode="json") for row in estimate.rows],
            "made_at": sa.func.now(),
        }
        new = insert(estimates).values(video_id=video_id, **facts)
        same = sa.and_(estimates.c.usd == new.excluded.usd, estimates.c.rows == new.excluded.rows)
        made_at = sa.case((same, estimates.c.made_at), else_=sa.func.now())
        keep = new.on_conflict_do_update(
            index_elements=["video_id"], set_=facts | {"made_at": made_at}
        )
        with refused_by_name(video_id):
            transact(self._engine, lambda connection: connection.execute(keep))

    def confirm(
        self, video_ids: Sequence[str], by: str, shown_usd: Decimal | None = None
    ) -> list[dict[str, Any]]:
        """Agree to the estimates of these videos, and let their launches go on.

        Args:
            video_ids: whose.
            by: who agrees.
            shown_usd: the sum that was agreed to, of each of them, to the cent or whole; None: as they
                stand.

        Raises:
            PermanentError: one of them is unknown, nothing was estimated for it yet, or its estimate
                is another than was shown; nothing was agreed to.
        """
        shown = sa.true() if shown_usd is None else _is_shown(shown_usd)

        def confirm(connection: Connection) -> list[dict[str, Any]]:
            agreed = connection.execute(
                sa.update(estimates)
                .where(estimates.c.video_id.in_(video_ids), shown)
                .values(confirmed_usd=estimates.c.usd, confirmed_by=by, confirmed_at=sa.func.now())
                .returning(estimates.c.video_id, estimates.c.usd)
            ).all()
            missing = set(video_ids) - {row.video_id for row in agreed}
            if missing:
                raise _another(connection, missing, shown_usd) or PermanentError(
                    f"nothing is estimated yet for {', '.join(sorted(missing))}; `factory prices "
                    "--waiting` shows what waits for a confirmation"
                )
            connection.execute(
                sa.update(launches)
                .where(WAITING, launches.c.video_id.in_(video_ids))
                .values(not_before=sa.func.now())
            )
            return [{"video_id": row.video_id, "usd": float(row.usd)} for row in agreed]

        return transact(self._engine, confirm)

    def waiting(self) -> list[dict[str, Any]]:
        """Return the videos that wait for a confirmation, oldest first, with their estimates."""
        question = (
            sa.select(videos.c.video_id, videos.c.channel, videos.c.title, estimates.c.usd)
            .join(estimates, estimates.c.video_id == videos.c.video_id)
            .join(launches, launches.c.video_id == videos.c.video_id)
            .where(WAITING)
            .order_by(launches.c.id)
        )
        rows = transact(self._engine, lambda c: c.execute(question).mappings().all())
        return [{**row, "usd": float(row["usd"])} for row in rows]


def _is_shown(usd: Decimal) -> sa.ColumnElement[bool]:
    """Whether an estimate is told as this sum: sums are told to the cent."""
    exact = estimates.c.usd == usd
    if usd < CENT:
        return exact
    return sa.or_(exact, sa.func.round(estimates.c.usd, 2) == usd)


def _another(
    connection: Connection, video_ids: AbstractSet[str], shown_usd: Decimal | None
) -> PermanentError | None:
    """Return what to say of videos whose price is another than was shown; None: they have none."""
    found = connection.execute(
        sa.select(estimates.c.video_id, estimates.c.usd)
        .where(estimates.c.video_id.in_(video_ids))
        .order_by(estimates.c.video_id)
    ).all()
    if not found or shown_usd is None:
        return None
    told = ", ".join(f"{row.video_id} will cost {whole_dollars(row.usd)}" for row in found)
    return PermanentError(
        f"{told} by now, and {whole_dollars(shown_usd)} was shown; nothing was agreed to. Look at the "
        "price again (`factory prices --waiting`, or load the page), then agree to that one"
    )


def unconfirmed(
    connection: Connection, video_id: str, more_usd: Decimal = Decimal(0)
) -> ConfirmationNeeded | None:
    """Return why nothing more may be bought for a video yet: its price needs a person's agreement.

    An agreement is to one estimate, and is used up by what is bought under it.

    Args:
        connection: a transaction that holds the lock on money.
        video_id: whose.
        more_usd: what is about to be set aside.
    """
    row = connection.execute(
        sa.select(
            estimates.c.usd,
            estimates.c.made_at,
            estimates.c.confirmed_usd,
            estimates.c.confirmed_by,
            estimates.c.confirmed_at,
            sa.func.coalesce(
                estimates.c.confirm_above_usd,
                sa.select(config.c.value.cast(sa.Text).cast(sa.Numeric))
                .where(config.c.key == "confirm_above_usd")
                .scalar_subquery(),
            ).label("above_usd"),
        ).where(estimates.c.video_id == video_id)
    ).one_or_none()
    if row is None or row.usd <= row.above_usd:
        return None
    agreed = ""
    if row.confirmed_at is not None and row.confirmed_at >= row.made_at:
        bought = _bought_since(connection, video_id, row.confirmed_at)
        if bought + more_usd <= row.confirmed_usd * ABOUT:
            return None
        agreed = (
            f" {row.confirmed_by} agreed to {dollars(row.confirmed_usd)}, of which "
            f"{dollars(bought)} is bought; {dollars(more_usd)} more is asked for."
        )
    return ConfirmationNeeded(
        f"{video_id} will cost about {dollars(row.usd)}, and above {dollars(row.above_usd)} a person must "
        f"agree first.{agreed} Nothing was bought. `factory confirm {video_id}` agrees; "
        "`factory prices --waiting` shows all that wait",
        scope=f"confirmation {video_id}",
        usd=float(row.usd),
    )


def _bought_since(connection: Connection, video_id: str, moment: datetime) -> Decimal:
    """Return what was spent on a video from a moment on, or is set aside or in doubt."""
    each = sa.func.coalesce(charges.c.settled_usd, charges.c.estimated_usd)
    question = sa.select(sa.func.coalesce(sa.func.sum(each), 0)).where(
        charges.c.video_id == video_id,
        charges.c.reserved_at >= moment,
        charges.c.state != "released",
    )
    return connection.execute(question).scalar_one()
