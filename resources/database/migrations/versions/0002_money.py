"""Money: limits, estimates and circuits; charges say whose they are; work keeps notes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

SEEDS = {"usd_per_month": "200.0", "confirm_above_usd": "5.0", "spending_stopped": "false"}


def upgrade() -> None:
    """Apply."""
    _columns()
    _tables()
    op.execute(
        """
        UPDATE factory.charges c
        SET channel = v.channel, day = (c.reserved_at AT TIME ZONE 'UTC')::date,
            tenant = coalesce((
                SELECT b.accepted -> 'channel' ->> 'tenant' FROM factory.briefs b
                WHERE b.video_id = c.video_id ORDER BY b.revision DESC LIMIT 1
            ), '')
        FROM factory.videos v WHERE v.video_id = c.video_id
        """
    )
    for key, value in SEEDS.items():
        op.execute(
            sa.text(
                "INSERT INTO factory.config (key, value) VALUES (:key, CAST(:value AS jsonb))"
            ).bindparams(key=key, value=value)
        )


def _columns() -> None:
    op.add_column("work", sa.Column("notes", postgresql.JSONB()), schema="factory")
    op.add_column("stages", sa.Column("wait", postgresql.JSONB()), schema="factory")
    op.add_column("launches", sa.Column("wait", postgresql.JSONB()), schema="factory")
    op.add_column(
        "launches",
        sa.Column("waits", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="factory",
    )
    for name in ("model", "role", "label", "channel", "tenant"):
        op.add_column(
            "charges",
            sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False),
            schema="factory",
        )
    today = sa.text("(now() AT TIME ZONE 'UTC')::date")
    op.add_column(
        "charges",
        sa.Column("day", sa.Date(), server_default=today, nullable=False),
        schema="factory",
    )
    op.create_index(op.f("charges_day_idx"), "charges", ["day"], unique=False, schema="factory")


def _tables() -> None:
    op.create_table(
        "limits",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("usd", sa.Numeric(precision=14, scale=6), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        _now("set_at"),
        sa.CheckConstraint("usd >= 0", name=op.f("limits_not_negative_check")),
        sa.PrimaryKeyConstraint("scope", "name", name=op.f("limits_pkey")),
        schema="factory",
    )
    op.create_table(
        "circuits",
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pause_seconds", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        _now("changed_at"),
        sa.PrimaryKeyConstraint("provider", name=op.f("circuits_pkey")),
        schema="factory",
    )
    op.create_table(
        "estimates",
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("usd", sa.Numeric(precision=14, scale=6), nullable=False),
        sa.Column("confirm_above_usd", sa.Numeric(precision=14, scale=6), nullable=True),
        sa.Column("rows", postgresql.JSONB(), nullable=False),
        _now("made_at"),
        sa.Column("confirmed_usd", sa.Numeric(precision=14, scale=6), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name=op.f("estimates_video_id_fkey")
        ),
        sa.PrimaryKeyConstraint("video_id", name=op.f("estimates_pkey")),
        schema="factory",
    )


def _now(name: str) -> sa.Column:
    now = sa.text("now()")
    return sa.Column(name, sa.DateTime(timezone=True), server_default=now, nullable=False)
