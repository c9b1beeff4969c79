"""Tables of analytics: what platforms said of videos, only ever added to, and sums that the database keeps."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from factory.analytics.figures import COUNTED, METRICS, WHOLE
from factory.analytics.running_totals import COUNTS
from resources.database.columns import (
    metadata,
    tenant_column,
    text_column,
    time_column,
    video_column,
)

SUMMED_BY_VIDEO: Final = ("views", "impressions", "click_rate", "average_view_share")
"""Figures of a channel's weeks that are read of its videos one by one, so that its rows stay unread."""

observations = Table(
    "observations",
    metadata,
    Column("day", Date, nullable=False),
    video_column(),
    text_column("outlet"),
    Column("revision", Integer, nullable=False),
    text_column("source"),
    time_column("captured_at", now=True),
    *(Column(name, Float) for name in METRICS),
    Column("changed", Boolean, nullable=False, server_default=text("false")),
    tenant_column(),
    PrimaryKeyConstraint(
        *("day", "video_id", "outlet", "revision"), postgresql_include=[*SUMMED_BY_VIDEO, "tenant"]
    ),
    CheckConstraint("revision >= 1", name="revision"),
    Index(None, "video_id", "day"),
    Index(None, "captured_at"),
    Index(
        "observations_changed",
        "day",
        "outlet",
        "video_id",
        postgresql_where=text("changed"),
    ),
)
"""`changed`: it tells otherwise what was told before; what only adds a figure does not."""

channel_figures = Table(
    "channel_figures",
    metadata,
    text_column("channel"),
    text_column("outlet"),
    Column("day", Date, nullable=False),
    *(Column(name, Float if name in WHOLE else Numeric) for name in COUNTED),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    tenant_column(),
    PrimaryKeyConstraint("channel", "outlet", "day", "tenant"),
    Index(None, "day"),
)
"""Of the newest of `observations`, by a trigger on it: a row for each tenant who has videos of the channel."""

first_weeks = Table(
    "first_weeks",
    metadata,
    video_column(),
    text_column("outlet"),
    Column("first_day", Date, nullable=False),
    Column("views", Float, nullable=False),
    tenant_column(),
    PrimaryKeyConstraint("video_id", "outlet"),
)
"""The same; of the days from `first_day`, the first of which anything is known, to the sixth after it."""

video_weeks = Table(
    "video_weeks",
    metadata,
    video_column(),
    text_column("outlet"),
    Column("monday", Date, nullable=False),
    *(Column(name, Float) for name in ("views", "impressions", "clicks", "shared_views", "viewed")),
    tenant_column(),
    PrimaryKeyConstraint("video_id", "outlet", "monday"),
    Index(None, "monday", "outlet"),
)
"""The same, from Monday to Sunday. All but `views` are of the days that tell impressions and click rate; `shared_views`
of those that tell the share viewed, too, and `viewed` is the sum of views times that share."""

audiences = Table(
    "audiences",
    metadata,
    Column("day", Date, nullable=False),
    text_column("channel"),
    text_column("outlet"),
    text_column("dimension"),
    Column("revision", Integer, nullable=False),
    Column("parts", JSONB, nullable=False),
    text_column("source"),
    time_column("captured_at", now=True),
    tenant_column(null=True),
    PrimaryKeyConstraint("day", "channel", "outlet", "dimension", "revision"),
)

retentions = Table(
    "retentions",
    metadata,
    Column("day", Date, nullable=False),
    video_column(),
    text_column("outlet"),
    Column("revision", Integer, nullable=False),
    Column("points", JSONB, nullable=False),
    text_column("source"),
    time_column("captured_at", now=True),
    tenant_column(),
    PrimaryKeyConstraint("day", "video_id", "outlet", "revision"),
)

readings = Table(
    "readings",
    metadata,
    video_column(),
    text_column("outlet"),
    Column("read_at", DateTime(timezone=True), nullable=False),
    *(Column(name, Float) for name in COUNTS),
    tenant_column(),
    PrimaryKeyConstraint("video_id", "outlet", "read_at"),
    Index(None, "read_at"),
)
