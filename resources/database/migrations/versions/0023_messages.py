"""Messages: what is asked and told outside the desk, reviews that wait, clicks in chats."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0023"
down_revision = "0022"

NOW, ZERO, EMPTY = sa.text("now()"), sa.text("0"), sa.text("''")


def _time(name: str, *, now: bool = False) -> sa.Column:
    kind = sa.DateTime(timezone=True)
    return (
        sa.Column(name, kind, nullable=False, server_default=NOW) if now else sa.Column(name, kind)
    )


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def _word(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, server_default=EMPTY)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        *(_text(name) for name in ("cause", "messenger", "conversation")),
        _word("video_id"),
        sa.Column("message", JSONB(), nullable=False),
        _text("sha256"),
        *(_word(name) for name in ("said_sha256", "sent_as")),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=ZERO),
        _time("not_before", now=True),
        sa.Column("error", sa.Text()),
        _time("given_up_at"),
        _time("asked_at", now=True),
        *(_time(name) for name in ("sent_at", "changed_at")),
        sa.PrimaryKeyConstraint("id", name="messages_pkey"),
        sa.UniqueConstraint(
            "cause", "messenger", "conversation", name="messages_cause_messenger_conversation_key"
        ),
        schema="factory",
    )
    op.execute(
        "CREATE INDEX messages_due_idx ON factory.messages (not_before) "
        "WHERE sha256 != said_sha256 AND given_up_at IS NULL"
    )
    op.execute(
        "CREATE INDEX messages_asking_idx ON factory.messages (video_id) "
        "WHERE message ->> 'master_sha256' != '' AND message ->> 'decided' = ''"
    )
    op.create_table(
        "review_waits",
        _text("video_id"),
        _text("master_sha256"),
        _time("asked_at", now=True),
        sa.Column("reminders", sa.Integer(), nullable=False, server_default=ZERO),
        *(_time(name) for name in ("reminded_at", "escalated_at", "held_at")),
        sa.PrimaryKeyConstraint("video_id", "master_sha256", name="review_waits_pkey"),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name="review_waits_video_id_fkey"
        ),
        schema="factory",
    )
    op.create_table(
        "chat_accounts",
        *(_text(name) for name in ("messenger", "account")),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        _text("added_by"),
        _time("added_at", now=True),
        sa.PrimaryKeyConstraint("messenger", "account", name="chat_accounts_pkey"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["factory.people.id"], name="chat_accounts_person_id_fkey"
        ),
        schema="factory",
    )
    op.create_table(
        "chat_clicks",
        *(_text(name) for name in ("messenger", "click", "account", "video_id", "decision")),
        sa.Column("clicked_at", sa.DateTime(timezone=True), nullable=False),
        _time("received_at", now=True),
        sa.Column("taken", JSONB()),
        sa.PrimaryKeyConstraint("messenger", "click", name="chat_clicks_pkey"),
        schema="factory",
    )
    op.create_index(
        "chat_clicks_video_id_account_idx", "chat_clicks", ["video_id", "account"], schema="factory"
    )
    op.create_table(
        "chat_signatures",
        _text("sha256"),
        _time("received_at", now=True),
        sa.PrimaryKeyConstraint("sha256", name="chat_signatures_pkey"),
        schema="factory",
    )
    op.create_index(
        "chat_signatures_received_at_idx", "chat_signatures", ["received_at"], schema="factory"
    )
