"""The catalogue's tables: business facts, in the schema `factory` beside Dagster's own `public`."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

SCHEMA = "factory"

metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)


def _id() -> Column[int]:
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def _at(name: str, *, now: bool = False) -> Column:
    """A point in time by the database's clock; `now` makes it the time of the insert."""
    if now:
        return Column(name, DateTime(timezone=True), nullable=False, server_default=func.now())
    return Column(name, DateTime(timezone=True))


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _word(name: str) -> Column[str]:
    """A text that may be empty."""
    return Column(name, Text, nullable=False, server_default=text("''"))


def _video() -> Column[str]:
    return Column("video_id", Text, ForeignKey("factory.videos.video_id"), nullable=False)


def _count(name: str, default: int) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text(str(default)))


def _usd(name: str, *, null: bool = False) -> Column:
    return Column(name, Numeric(14, 6), nullable=null)


videos = Table(
    "videos",
    metadata,
    Column("video_id", Text, primary_key=True),
    Column("identity", Text, nullable=False, unique=True),
    _text("channel"),
    _text("format"),
    _text("language"),
    _text("title"),
    _at("created_at", now=True),
    Index(None, "created_at", "video_id"),
)

briefs = Table(
    "briefs",
    metadata,
    _video(),
    Column("revision", Integer, nullable=False),
    _text("brief_sha256"),
    Column("accepted", JSONB, nullable=False),
    _text("review"),
    _at("publish_at"),
    _text("source"),
    _at("accepted_at"),
    _at("recorded_at", now=True),
    PrimaryKeyConstraint("video_id", "revision"),
)

stages = Table(
    "stages",
    metadata,
    _video(),
    _text("stage"),
    Column("token", Uuid, nullable=False),
    _count("attempts", 1),
    _text("run_id", null=True),
    _at("started_at", now=True),
    _at("finished_at"),
    _at("failed_at"),
    Column("permanent", Boolean),
    _text("error", null=True),
    Column("wait", JSONB),
    PrimaryKeyConstraint("video_id", "stage"),
)
Index(
    "stages_running_idx",
    stages.c.run_id,
    postgresql_where=stages.c.finished_at.is_(None) & stages.c.failed_at.is_(None),
)

artifacts = Table(
    "artifacts",
    metadata,
    _video(),
    _text("stage"),
    _text("name"),
    _text("sha256"),
    Column("bytes", BigInteger, nullable=False),
    _text("media_type"),
    _text("provider"),
    _text("model"),
    _text("licence"),
    _text("run_id", null=True),
    _at("made_at", now=True),
    PrimaryKeyConstraint("video_id", "stage", "name"),
    Index(None, "sha256"),
)

work = Table(
    "work",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    _text("kind"),
    Column("recipe", JSONB, nullable=False),
    _text("suffix"),
    _text("provider"),
    _text("model"),
    Column("made_by", JSONB, nullable=False),
    _text("first_video_id"),
    Column("token", Uuid, nullable=False),
    _text("owner", null=True),
    _at("lease_expires_at"),
    _count("attempts", 1),
    _at("created_at", now=True),
    _at("failed_at"),
    _text("error", null=True),
    _at("done_at"),
    _text("sha256", null=True),
    Column("bytes", BigInteger),
    Column("detail", JSONB),
    _usd("cost_usd", null=True),
    Column("notes", JSONB),
    CheckConstraint(
        "done_at IS NULL OR (sha256 IS NOT NULL AND owner IS NULL)", name="done_is_complete"
    ),
)
Index("work_running_idx", work.c.token, postgresql_where=work.c.owner.is_not(None))

work_uses = Table(
    "work_uses",
    metadata,
    _text("video_id"),
    _text("stage"),
    _text("label"),
    _text("fingerprint"),
    Column("reused", Boolean, nullable=False),
    _word("instead_of"),
    _text("run_id", null=True),
    _at("used_at", now=True),
    PrimaryKeyConstraint("video_id", "stage", "label", "fingerprint"),
)

charges = Table(
    "charges",
    metadata,
    _id(),
    Column("token", Uuid, nullable=False, unique=True),
    _text("video_id"),
    _text("stage"),
    _text("fingerprint"),
    _text("provider"),
    _word("model"),
    _word("role"),
    _word("label"),
    _word("channel"),
    _word("tenant"),
    _usd("estimated_usd"),
    _usd("settled_usd", null=True),
    _text("state"),
    _at("reserved_at", now=True),
    Column("day", Date, nullable=False, server_default=text("(now() AT TIME ZONE 'UTC')::date")),
    _at("settled_at"),
    CheckConstraint("state IN ('reserved', 'settled', 'in_doubt', 'released')", name="state"),
    Index(None, "video_id"),
    Index(None, "fingerprint"),
    Index(None, "day"),
)

spending = Table(
    "spending",
    metadata,
    Column("day", Date, nullable=False),
    _text("channel"),
    _text("tenant"),
    _usd("spent_usd"),
    _usd("reserved_usd"),
    PrimaryKeyConstraint("day", "channel", "tenant"),
)
"""Sums of `charges`, kept by a trigger on them."""

limits = Table(
    "limits",
    metadata,
    _text("scope"),
    _text("name"),
    _usd("usd"),
    _text("set_by"),
    _at("set_at", now=True),
    PrimaryKeyConstraint("scope", "name"),
    CheckConstraint("usd >= 0", name="not_negative"),
)

circuits = Table(
    "circuits",
    metadata,
    Column("provider", Text, primary_key=True),
    _count("failures", 0),
    _at("failing_since"),
    _at("open_until"),
    _count("pause_seconds", 0),
    _at("probing_since"),
    _text("error", null=True),
    _at("changed_at", now=True),
)

estimates = Table(
    "estimates",
    metadata,
    Column("video_id", Text, ForeignKey("factory.videos.video_id"), primary_key=True),
    _usd("usd"),
    _usd("confirm_above_usd", null=True),
    Column("rows", JSONB, nullable=False),
    _at("made_at", now=True),
    _usd("confirmed_usd", null=True),
    _text("confirmed_by", null=True),
    _at("confirmed_at"),
)

reviews = Table(
    "reviews",
    metadata,
    _id(),
    _video(),
    _text("master_sha256"),
    _text("decision"),
    _text("reviewer"),
    _text("note"),
    Column("decided_at", DateTime(timezone=True), nullable=False),
    _at("recorded_at", now=True),
    _at("reported_at"),
    CheckConstraint("decision IN ('approved', 'rejected')", name="decision"),
    UniqueConstraint("video_id", "master_sha256", "decision", "reviewer", "decided_at"),
)

posts = Table(
    "posts",
    metadata,
    _id(),
    _video(),
    _text("outlet"),
    _text("master_sha256"),
    _text("files_sha256", null=True),
    Column("token", Uuid, nullable=False),
    _text("owner", null=True),
    _at("lease_expires_at"),
    _count("attempts", 1),
    _at("claimed_at", now=True),
    _at("published_at"),
    _text("post_id", null=True),
    _text("url", null=True),
    Column("answer", JSONB),
    _at("failed_at"),
    _text("error", null=True),
    UniqueConstraint("video_id", "outlet", "master_sha256"),
)
Index("posts_running_idx", posts.c.token, postgresql_where=posts.c.owner.is_not(None))

events = Table(
    "events",
    metadata,
    _id(),
    _text("topic"),
    _text("video_id", null=True),
    Column("payload", JSONB, nullable=False),
    _at("at", now=True),
    Index(None, "video_id", "id"),
    Index(None, "topic", "id"),
)

config = Table(
    "config",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", JSONB, nullable=False),
    _at("updated_at", now=True),
)

launches = Table(
    "launches",
    metadata,
    _id(),
    _video(),
    _text("phase"),
    _text("reason"),
    _text("requested_by"),
    _at("requested_at", now=True),
    _at("not_before"),
    _at("claimed_at"),
    _text("claimed_by", null=True),
    _text("owner", null=True),
    Column("in_process", Boolean, nullable=False, server_default=text("false")),
    _text("run_id", null=True),
    _count("attempts", 1),
    _count("waits", 0),
    Column("wait", JSONB),
    _at("ended_at"),
    _text("outcome", null=True),
    _text("error", null=True),
    CheckConstraint("outcome IN ('succeeded', 'failed', 'superseded')", name="outcome"),
    CheckConstraint("phase IN ('plan', 'render', 'publish')", name="phase"),
    Index(None, "video_id", "id"),
)
Index(
    "launches_one_open_idx",
    launches.c.video_id,
    launches.c.phase,
    unique=True,
    postgresql_where=launches.c.ended_at.is_(None),
)
Index("launches_open_idx", launches.c.id, postgresql_where=launches.c.ended_at.is_(None))


HEAD: Final = "0005"
"""Kept here so that a process that finds it in the database need not load Alembic (0.3 s)."""


MIGRATION_LOCK: Final = 7_142_035_599_286_041
"""Key of the advisory lock; any number that nobody else in the database uses."""
