"""Spending: sums of charges by day, channel and tenant, kept by the database itself."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEEP_SUMS = """
CREATE FUNCTION factory.keep_spending() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was_spent numeric := 0; was_reserved numeric := 0;
    is_spent numeric := 0; is_reserved numeric := 0;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        was_spent := CASE OLD.state WHEN 'settled' THEN OLD.settled_usd
                                    WHEN 'in_doubt' THEN OLD.estimated_usd ELSE 0 END;
        was_reserved := CASE OLD.state WHEN 'reserved' THEN OLD.estimated_usd ELSE 0 END;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        is_spent := CASE NEW.state WHEN 'settled' THEN NEW.settled_usd
                                   WHEN 'in_doubt' THEN NEW.estimated_usd ELSE 0 END;
        is_reserved := CASE NEW.state WHEN 'reserved' THEN NEW.estimated_usd ELSE 0 END;
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.day, OLD.channel, OLD.tenant, was_spent, was_reserved)
                          = (NEW.day, NEW.channel, NEW.tenant, is_spent, is_reserved) THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE factory.spending
        SET spent_usd = spent_usd - was_spent, reserved_usd = reserved_usd - was_reserved
        WHERE (day, channel, tenant) = (OLD.day, OLD.channel, OLD.tenant);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO factory.spending (day, channel, tenant, spent_usd, reserved_usd)
        VALUES (NEW.day, NEW.channel, NEW.tenant, is_spent, is_reserved)
        ON CONFLICT (day, channel, tenant) DO UPDATE
        SET spent_usd = factory.spending.spent_usd + is_spent,
            reserved_usd = factory.spending.reserved_usd + is_reserved;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_spending AFTER INSERT OR UPDATE OR DELETE ON factory.charges
FOR EACH ROW EXECUTE FUNCTION factory.keep_spending();
INSERT INTO factory.spending (day, channel, tenant, spent_usd, reserved_usd)
SELECT day, channel, tenant,
       sum(CASE state WHEN 'settled' THEN settled_usd WHEN 'in_doubt' THEN estimated_usd ELSE 0 END),
       sum(CASE state WHEN 'reserved' THEN estimated_usd ELSE 0 END)
FROM factory.charges GROUP BY day, channel, tenant;
"""
"""Sums are kept where the charges are, so that a correction by hand counts too."""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "spending",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("spent_usd", sa.Numeric(precision=14, scale=6), nullable=False),
        sa.Column("reserved_usd", sa.Numeric(precision=14, scale=6), nullable=False),
        sa.PrimaryKeyConstraint("day", "channel", "tenant", name=op.f("spending_pkey")),
        schema="factory",
    )
    op.add_column(
        "circuits", sa.Column("probing_since", sa.DateTime(timezone=True)), schema="factory"
    )
    op.execute(sa.text(KEEP_SUMS.replace(":=", r"\:=")))
    op.execute("INSERT INTO factory.config (key, value) VALUES ('requests_at_once', '4')")
