"""What the journal inserts unless it is there, as text.

SQLAlchemy 2.0 keeps no compiled form of an insertion with ON CONFLICT and makes each anew; a unit of
work needs two or three. A text is compiled once.
"""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

NEW_UNIT: Final = sa.text("""
    INSERT INTO factory.work (fingerprint, kind, recipe, suffix, provider, model, made_by,
        first_video_id, token, owner, lease_expires_at)
    VALUES (:fingerprint, :kind, :recipe, :suffix, :provider, :model, :made_by, :video_id, :token,
        :owner, clock_timestamp() + make_interval(secs => :lease_seconds))
    ON CONFLICT DO NOTHING RETURNING fingerprint
""").bindparams(
    sa.bindparam("recipe", type_=JSONB),
    sa.bindparam("made_by", type_=JSONB),
    sa.bindparam("token", type_=sa.Uuid),
)
"""A claimed unit; no row if somebody has it."""

USE: Final = sa.text("""
    INSERT INTO factory.work_uses AS used
        (video_id, stage, label, fingerprint, reused, instead_of, run_id, used_at)
    VALUES (:video_id, :stage, :label, :fingerprint, :reused, :instead_of, :run_id, now())
    ON CONFLICT (video_id, stage, label, fingerprint) DO UPDATE SET reused = excluded.reused,
        instead_of = excluded.instead_of, run_id = excluded.run_id, used_at = excluded.used_at
    WHERE NOT :keeps_own OR used.reused OR used.run_id IS DISTINCT FROM excluded.run_id
    RETURNING reused
""")
"""A unit's result is used; no row if this very run has made it and that is to stand (`keeps_own`)."""

_CHARGE: Final = """
    INSERT INTO factory.charges (token, video_id, channel, tenant, stage, label, fingerprint,
        provider, model, role, estimated_usd, state{more})
    VALUES (:token, :video_id, :channel, :tenant, :stage, :label, :fingerprint, :provider, :model,
        :role, :estimated_usd, :state{values})
    ON CONFLICT {otherwise}
"""

NEW_CHARGE: Final = sa.text(_CHARGE.format(more="", values="", otherwise="DO NOTHING")).bindparams(
    sa.bindparam("token", type_=sa.Uuid)
)
"""A sum that is set aside."""

ENDED_CHARGE: Final = sa.text(
    _CHARGE.format(
        more=", settled_usd, settled_at",
        values=", :settled_usd, now()",
        otherwise="(token) DO UPDATE SET state = excluded.state, settled_at = excluded.settled_at,"
        " settled_usd = coalesce(excluded.settled_usd, charges.settled_usd)",
    )
).bindparams(sa.bindparam("token", type_=sa.Uuid))
"""What became of a charge, set aside before or not."""
