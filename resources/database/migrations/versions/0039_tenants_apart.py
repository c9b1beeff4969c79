"""Tenants apart: a role for each database, and accounts of channels that were known before 0038."""

from alembic import op

revision = "0039"
down_revision = "0038"

ACCOUNTS = """
    UPDATE factory.channels c SET accounts = found.accounts FROM (
        SELECT newest.channel, newest.tenant, array_agg(
            outlet || ' ' || (newest.file -> outlet ->> 'account') ORDER BY outlet COLLATE "C"
        ) AS accounts
        FROM (
            SELECT DISTINCT ON (v.channel, b.tenant) v.channel, b.tenant,
                b.accepted -> 'channel' AS file
            FROM factory.briefs b JOIN factory.videos v USING (video_id)
            ORDER BY v.channel, b.tenant, b.recorded_at DESC
        ) newest, unnest(ARRAY['instagram', 'tiktok', 'youtube']) outlet
        WHERE newest.file -> outlet ->> 'account' IS NOT NULL
        GROUP BY newest.channel, newest.tenant
    ) found
    WHERE (found.channel, found.tenant) = (c.channel, c.tenant) AND c.accounts = '{}'
"""
GO_ALONG = (
    "UPDATE factory.experiments e SET tenant = c.tenant FROM factory.channels c"
    " WHERE c.channel = e.registered ->> 'channel' AND e.tenant IS DISTINCT FROM c.tenant",
    *(
        f"UPDATE factory.{table} t SET tenant = e.tenant FROM factory.experiments e"
        " WHERE e.experiment_id = t.experiment_id AND t.tenant IS DISTINCT FROM e.tenant"
        for table in ("experiment_days", "experiment_changes")
    ),
    "UPDATE factory.post_follow_ups t SET tenant = p.tenant FROM factory.posts p"
    " WHERE p.id = t.post AND t.tenant IS DISTINCT FROM p.tenant",
    "UPDATE factory.sessions s SET tenant = g.tenant FROM factory.guest_links g"
    " WHERE g.id = s.guest_link_id AND s.tenant IS DISTINCT FROM g.tenant",
    "UPDATE factory.limits l SET tenant = v.tenant FROM factory.videos v"
    " WHERE (l.scope, l.name) = ('video', v.video_id) AND l.tenant IS DISTINCT FROM v.tenant",
    "UPDATE factory.limits l SET tenant = c.tenant FROM factory.channels c"
    " WHERE (l.scope, l.name) = ('channel', c.channel) AND l.tenant IS DISTINCT FROM c.tenant",
)
"""What stayed behind when its video or its channel came to another tenant."""
ROLE_OF_THE_SERVER = """
DO $$ BEGIN
    IF to_regrole('factory_tenant') IS NULL THEN
        RETURN;
    END IF;
    REVOKE ALL ON ALL TABLES IN SCHEMA factory FROM factory_tenant;
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA factory FROM factory_tenant;
    REVOKE ALL ON SCHEMA factory FROM factory_tenant;
    BEGIN
        DROP ROLE factory_tenant;
    EXCEPTION
        WHEN insufficient_privilege OR dependent_objects_still_exist THEN NULL;
    END;
END $$
"""
"""One role served every factory of the server; another database may still hold rights of it."""


def upgrade() -> None:
    """Apply."""
    for statement in (ACCOUNTS, *GO_ALONG, ROLE_OF_THE_SERVER):
        op.execute(statement)
