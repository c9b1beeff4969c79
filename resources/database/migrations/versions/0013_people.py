"""People: who may come in, by password, link or token, and how often somebody tried to."""

from alembic import op

revision = "0013"
down_revision = "0012"

TABLES = """
CREATE TABLE factory.people (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT people_pkey PRIMARY KEY,
    name text NOT NULL,
    email text,
    password text,
    role text NOT NULL CONSTRAINT people_role_check
        CHECK (role IN ('viewer', 'reviewer', 'operator', 'admin')),
    tenant text,
    disabled boolean NOT NULL DEFAULT false,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX people_name_idx ON factory.people (lower(name));
CREATE UNIQUE INDEX people_email_idx ON factory.people (lower(email));

CREATE TABLE factory.guest_links (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT guest_links_pkey PRIMARY KEY,
    secret_sha256 text NOT NULL,
    video_id text NOT NULL CONSTRAINT guest_links_video_id_fkey REFERENCES factory.videos,
    name text NOT NULL,
    decides boolean NOT NULL DEFAULT false,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz
);
CREATE UNIQUE INDEX guest_links_secret_sha256_idx ON factory.guest_links (secret_sha256);
CREATE INDEX guest_links_video_id_id_idx ON factory.guest_links (video_id, id);

CREATE TABLE factory.sessions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT sessions_pkey PRIMARY KEY,
    secret_sha256 text NOT NULL,
    person_id bigint CONSTRAINT sessions_person_id_fkey REFERENCES factory.people,
    key_sha256 text,
    guest_link_id bigint CONSTRAINT sessions_guest_link_id_fkey REFERENCES factory.guest_links,
    began_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT sessions_one_way_in_check
        CHECK (num_nonnulls(person_id, key_sha256, guest_link_id) = 1)
);
CREATE UNIQUE INDEX sessions_secret_sha256_idx ON factory.sessions (secret_sha256);
CREATE INDEX sessions_person_id_idx ON factory.sessions (person_id);

CREATE TABLE factory.api_tokens (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT api_tokens_pkey PRIMARY KEY,
    secret_sha256 text NOT NULL,
    name text NOT NULL,
    role text NOT NULL CONSTRAINT api_tokens_role_check
        CHECK (role IN ('viewer', 'reviewer', 'operator', 'admin')),
    tenant text,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    used_at timestamptz,
    revoked_at timestamptz
);
CREATE UNIQUE INDEX api_tokens_secret_sha256_idx ON factory.api_tokens (secret_sha256);
CREATE UNIQUE INDEX api_tokens_name_idx ON factory.api_tokens (lower(name))
    WHERE revoked_at IS NULL;

CREATE TABLE factory.sign_in_tries (
    counted_sha256 text CONSTRAINT sign_in_tries_pkey PRIMARY KEY,
    failures integer NOT NULL DEFAULT 0,
    last_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_tries_last_at_idx ON factory.sign_in_tries (last_at);
"""


def upgrade() -> None:
    """Apply."""
    op.execute(TABLES)
