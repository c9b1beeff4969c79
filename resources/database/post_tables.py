"""Tables of posts: what is out where, what followed, and the accounts and quotas of outlets."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    and_,
    or_,
)
from sqlalchemy.dialects.postgresql import JSONB

from resources.database.columns import (
    count_column,
    id_column,
    metadata,
    tenant_column,
    text_column,
    time_column,
    video_column,
    word_column,
)

posts = Table(
    "posts",
    metadata,
    id_column(),
    video_column(),
    text_column("outlet"),
    text_column("master_sha256"),
    text_column("files_sha256", null=True),
    Column("token", Uuid, nullable=False),
    text_column("owner", null=True),
    time_column("lease_expires_at"),
    count_column("attempts", 1),
    time_column("claimed_at", now=True),
    time_column("published_at"),
    time_column("settled_at"),
    text_column("post_id", null=True),
    text_column("url", null=True),
    Column("answer", JSONB),
    time_column("failed_at"),
    text_column("error", null=True),
    Column("notes", JSONB),
    time_column("unknown_at"),
    text_column("resolved_by", null=True),
    time_column("resolved_at"),
    time_column("appointed_at"),
    time_column("verified_at"),
    time_column("gone_at"),
    time_column("forgotten_at"),
    tenant_column(),
    UniqueConstraint("video_id", "outlet", "master_sha256"),
)
Index("posts_running_idx", posts.c.token, postgresql_where=posts.c.owner.is_not(None))
Index("posts_unknown_idx", posts.c.id, postgresql_where=posts.c.unknown_at.is_not(None))

bookings = Table(
    "bookings",
    metadata,
    id_column(),
    video_column(),
    text_column("outlet"),
    text_column("channel"),
    Column("at", DateTime(timezone=True), nullable=False),
    text_column("booked_by"),
    time_column("booked_at", now=True),
    word_column("confirmed_by"),
    time_column("ended_at"),
    text_column("outcome", null=True),
    tenant_column(),
    CheckConstraint("outcome IN ('posted', 'missed', 'moved', 'released')", name="outcome"),
)
"""`at`: when a video goes out; `appointed_at` of its post: when the platform shows it by itself."""
STANDS = bookings.c.ended_at.is_(None)
Index(
    "bookings_video_idx",
    bookings.c.video_id,
    bookings.c.outlet,
    unique=True,
    postgresql_where=STANDS,
)
Index(
    "bookings_slot_idx",
    bookings.c.channel,
    bookings.c.outlet,
    bookings.c.at,
    unique=True,
    postgresql_where=or_(STANDS, bookings.c.outcome == "posted"),
)
Index("bookings_at_idx", bookings.c.at)

post_follow_ups = Table(
    "post_follow_ups",
    metadata,
    Column("post", BigInteger, ForeignKey("factory.posts.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    text_column("key"),
    text_column("outcome"),
    time_column("done_at", now=True),
    tenant_column(null=True),
)

post_changes = Table(
    "post_changes",
    metadata,
    id_column(),
    video_column(),
    text_column("outlet"),
    text_column("what"),
    text_column("value"),
    time_column("at"),
    Column("after_seconds", Float),
    Column("of_brief", Boolean, nullable=False),
    text_column("asked_by"),
    time_column("asked_at", now=True),
    time_column("tried_at"),
    time_column("done_at"),
    text_column("before", null=True),
    text_column("outcome", null=True),
    text_column("error", null=True),
    time_column("ended_at"),
    word_column("ended_by"),
    tenant_column(),
    CheckConstraint("what IN ('title', 'thumbnail', 'visibility')", name="what"),
    CheckConstraint("(at IS NULL) <> (after_seconds IS NULL)", name="time"),
)
"""What becomes another one at a post that is out. `ended_at`: it will not be made any more."""
Index(
    "post_changes_open_idx",
    post_changes.c.video_id,
    postgresql_where=and_(post_changes.c.done_at.is_(None), post_changes.c.ended_at.is_(None)),
)
Index("post_changes_video_idx", post_changes.c.video_id)

grants = Table(
    "grants",
    metadata,
    Column("outlet", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    text_column("title"),
    Column("scopes", JSONB, nullable=False),
    text_column("connected_by"),
    Column("connected_at", DateTime(timezone=True), nullable=False),
    text_column("sealed_token"),
    text_column("client"),
    time_column("verified_at"),
    time_column("refused_at"),
    text_column("error"),
    time_column("expires_at"),
)

post_choices = Table(
    "post_choices",
    metadata,
    video_column(),
    text_column("outlet"),
    text_column("master_sha256"),
    word_column("listing_sha256"),
    word_column("account"),
    Column("choices", JSONB, nullable=False),
    text_column("by"),
    Column("at", DateTime(timezone=True), nullable=False),
    tenant_column(),
    PrimaryKeyConstraint("video_id", "outlet"),
)

quota_use = Table(
    "quota_use",
    metadata,
    Column("project", Text, primary_key=True),
    Column("bucket", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("used", Integer, nullable=False),
)
