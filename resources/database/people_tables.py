"""The tables of people: who may come in, by what, and how often somebody tried to."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Table,
    Text,
    func,
    text,
)

from resources.database.columns import (
    count_column,
    id_column,
    metadata,
    tenant_column,
    text_column,
    time_column,
    video_column,
)

ROLE = "role IN ('viewer', 'reviewer', 'operator', 'admin')"

people = Table(
    "people",
    metadata,
    id_column(),
    text_column("name"),
    text_column("email", null=True),
    text_column("password", null=True),
    text_column("role"),
    text_column("tenant", null=True),
    Column("disabled", Boolean, nullable=False, server_default=text("false")),
    text_column("added_by"),
    time_column("added_at", now=True),
    CheckConstraint(ROLE, name="role"),
)
"""`password`: its argon2id hash."""
Index("people_name_idx", func.lower(people.c.name), unique=True)
Index("people_email_idx", func.lower(people.c.email), unique=True)

guest_links = Table(
    "guest_links",
    metadata,
    id_column(),
    text_column("secret_sha256"),
    video_column(),
    text_column("name"),
    Column("decides", Boolean, nullable=False, server_default=text("false")),
    text_column("made_by"),
    time_column("made_at", now=True),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    time_column("used_at"),
    time_column("revoked_at"),
    tenant_column(),
    Index(None, "secret_sha256", unique=True),
    Index(None, "video_id", "id"),
)

sessions = Table(
    "sessions",
    metadata,
    id_column(),
    text_column("secret_sha256"),
    Column("person_id", BigInteger, ForeignKey("factory.people.id")),
    text_column("key_sha256", null=True),
    Column("guest_link_id", BigInteger, ForeignKey("factory.guest_links.id")),
    time_column("began_at", now=True),
    time_column("seen_at", now=True),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    tenant_column(null=True),
    CheckConstraint("num_nonnulls(person_id, key_sha256, guest_link_id) = 1", name="one_way_in"),
    Index(None, "secret_sha256", unique=True),
    Index(None, "person_id"),
)
"""`key_sha256`: the key of the door whose link began it; the session ends with that key."""

api_tokens = Table(
    "api_tokens",
    metadata,
    id_column(),
    text_column("secret_sha256"),
    text_column("name"),
    text_column("role"),
    text_column("tenant", null=True),
    text_column("made_by"),
    time_column("made_at", now=True),
    time_column("expires_at"),
    time_column("used_at"),
    time_column("revoked_at"),
    CheckConstraint(ROLE, name="role"),
    Index(None, "secret_sha256", unique=True),
)
Index(
    "api_tokens_name_idx",
    func.lower(api_tokens.c.name),
    unique=True,
    postgresql_where=api_tokens.c.revoked_at.is_(None),
)

sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("counted_sha256", Text, primary_key=True),
    count_column("failures", 0),
    time_column("last_at", now=True),
    Index(None, "last_at"),
)
