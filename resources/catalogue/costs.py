"""Costs in Postgres: what every video was made of, and what that cost."""

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.interchange.spending_row import SpendingRow
from resources.catalogue.json_rows import Rows, rows
from resources.database.connection import transact
from resources.database.money_tables import charges
from resources.journal.limit_sums import PAID, SPENT

UNITS = f"""
    SELECT u.stage, w.kind, u.label, w.fingerprint,
           w.made_by || jsonb_build_object('instead_of', u.instead_of) AS provider,
           coalesce((
               SELECT {PAID} FROM factory.charges
               WHERE charges.fingerprint = w.fingerprint AND charges.video_id = u.video_id
           ), 0) AS cost_usd,
           w.sha256, w.bytes, w.done_at AS made_at
    FROM factory.work_uses u JOIN factory.work w USING (fingerprint)
    WHERE u.video_id = :video_id
    ORDER BY u.stage, w.kind, u.label, w.fingerprint
"""

MONEY = """
    SELECT day, tenant, channel, layer, role, provider, model, sum(calls)::int AS calls,
           sum(settled_usd) AS settled_usd, sum(in_doubt_usd) AS in_doubt_usd,
           sum(reserved_usd) AS reserved_usd, sum(spent_usd) AS spent_usd
    FROM factory.money WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int)
    GROUP BY day, tenant, channel, layer, role, provider, model
    ORDER BY day DESC, channel, layer, provider, model
"""


class PostgresCosts:
    """See `factory.ports.Costs`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def units(self, video_id: str) -> Rows:
        """See `factory.ports.Costs.units`: those of the newest attempt of every stage, in a stable order.

        `provider` is all its facts; `cost_usd` is what this video paid, not who made it first.
        """
        return transact(self._engine, lambda c: rows(c, UNITS, video_id=video_id))

    def cost_usd(self, video_id: str) -> float:
        """See `factory.ports.Costs.cost_usd`."""
        total = sa.select(sa.func.coalesce(sa.func.sum(SPENT), 0)).where(
            charges.c.video_id == video_id
        )
        return float(transact(self._engine, lambda c: c.scalar(total)) or 0)

    def money(self, days: int) -> list[SpendingRow]:
        """Return what was spent in the last days, newest day first, by channel, layer and vendor."""
        spent = transact(self._engine, lambda c: rows(c, MONEY, days=days))
        return [SpendingRow.model_validate(row) for row in spent]
