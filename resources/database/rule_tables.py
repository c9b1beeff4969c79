"""Tables of what rules compare and of what people answer for, in the schema `factory`."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from resources.database.columns import (
    for_tenant_column,
    id_column,
    metadata,
    tenant_column,
    text_column,
    time_column,
    video_column,
)

signatures = Table(
    "signatures",
    metadata,
    Column("video_id", Text, ForeignKey("factory.videos.video_id"), primary_key=True),
    text_column("tenant"),
    text_column("channel"),
    text_column("family"),
    Column("signature", JSONB, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("outcome", Text, nullable=False, server_default=text("'judged'")),
    time_column("recorded_at", now=True),
    CheckConstraint("outcome IN ('judged', 'released', 'refused')", name="outcome"),
)
waivers = Table(
    "waivers",
    metadata,
    id_column(),
    video_column(),
    text_column("rule"),
    text_column("of"),
    text_column("person"),
    text_column("by"),
    text_column("reason"),
    text_column("rules_version"),
    Column("waived_at", DateTime(timezone=True), nullable=False),
    tenant_column(),
    for_tenant_column(),
    UniqueConstraint("video_id", "of", "for_tenant"),
)
alternatives = Table(
    "alternatives",
    metadata,
    id_column(),
    video_column(),
    text_column("what"),
    text_column("sha256"),
    text_column("says"),
    text_column("decision"),
    text_column("reviewer"),
    text_column("place"),
    text_column("note"),
    Column("decided_at", DateTime(timezone=True), nullable=False),
    tenant_column(),
    for_tenant_column(),
    CheckConstraint("decision IN ('approved', 'rejected')", name="decision"),
    Index(None, "video_id"),
)
"""What was decided about other titles and thumbnails than those that were released."""
takedowns = Table(
    "takedowns",
    metadata,
    id_column(),
    video_column(),
    text_column("outlet"),
    Column("post", BigInteger, ForeignKey("factory.posts.id"), nullable=False),
    text_column("asked_by"),
    text_column("reason"),
    time_column("asked_at", now=True),
    time_column("done_at"),
    text_column("outcome", null=True),
    text_column("error", null=True),
    tenant_column(),
)
Index(
    "takedowns_open_idx",
    takedowns.c.post,
    unique=True,
    postgresql_where=takedowns.c.done_at.is_(None),
)
Index("takedowns_post_idx", takedowns.c.post)
Index("signatures_channel_idx", signatures.c.tenant, signatures.c.channel, signatures.c.since)
