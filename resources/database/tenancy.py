"""Tenancy in the database (row-level security): who fills in whose a row is, and what one tenant's connection may reach.

Made anew at each upgrade, as the views are, so that a table is covered by standing in one of the lists
below; a test holds that every table stands in exactly one.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection

from factory.workflow.platform_days import PLATFORM_ZONE

OF_VIDEOS: Final = (
    *("briefs", "stages", "artifacts", "reviews", "states", "launches", "estimates"),
    *("guest_links", "posts", "bookings", "post_changes", "post_choices", "observations"),
    *("retentions", "readings", "review_waits", "waivers", "takedowns", "experiment_videos"),
    *("first_weeks", "video_weeks", "campaign_videos", "alternatives"),
)
"""By `video_id`, which names a video that there is."""

PERHAPS_OF_VIDEOS: Final = ("work_uses", "events", "messages", "chat_clicks")
"""By `video_id` too, but they may be of no video, and are the whole factory's then."""

OF_CHANNELS: Final = ("audiences", "ideas", "channel_edits", "paused_channels")
"""By `channel`; while nobody knows whose a channel is, the whole factory's."""

FOLLOWS: Final[Mapping[str, str]] = {
    **dict.fromkeys(OF_VIDEOS, "video"),
    **dict.fromkeys(PERHAPS_OF_VIDEOS, "perhaps video"),
    **dict.fromkeys(OF_CHANNELS, "channel"),
    "experiments": "experiment",
    "campaigns": "campaign",
    "experiment_days": "of experiment",
    "experiment_changes": "of experiment",
    "post_follow_ups": "post",
    "chat_accounts": "person",
    "sessions": "session",
    "limits": "limit",
    "api_answers": "asker",
    "orders": "asker",
}
"""Tables whose `tenant` the database fills in, each with what it follows from."""

DECIDED: Final = ("reviews", "alternatives", "waivers")
"""Tables of what people decided, which say in `for_tenant` for whom: an approval, or a waiver, counts for that
tenant alone, whoever's the video is by then."""

SAID: Final = (
    *("videos", "channels", "charges", "spending", "signatures", "people", "api_tokens"),
    "channel_figures",
)
"""Tables whose `tenant` is said when a row is written."""

BY_OTHERS: Final[Mapping[str, tuple[str, str]]] = {
    "tenants": ("SELECT", "tenant = current_setting('factory.tenant', true)"),
    "work": (
        "SELECT, UPDATE",
        "EXISTS (SELECT FROM factory.work_uses u WHERE u.fingerprint = work.fingerprint)",
    ),
    "grants": (
        "SELECT, UPDATE",
        "EXISTS (SELECT FROM factory.channels c"
        " WHERE grants.outlet || ' ' || grants.account = ANY (c.accounts))",
    ),
}
"""Tables without a `tenant` of which a tenant reaches some rows: results that its videos use, accounts
that its channels name."""

OF_ALL: Final[Mapping[str, str]] = {
    "config": "SELECT",
    "circuits": "SELECT",
    "quota_use": "SELECT, INSERT, UPDATE",
    "sign_in_tries": "SELECT, INSERT, UPDATE, DELETE",
    "feeds": "SELECT, INSERT, UPDATE",
    "feed_entries": "SELECT, INSERT, DELETE",
    "title_vectors": "SELECT, INSERT",
    "removed_tenants": "",
    "run_leases": "",
    "process_locks": "",
    "alerts": "",
    "chat_signatures": "",
    "alembic_version": "",
}
"""Tables of the whole factory, each with what a tenant's connection may do there: they hold names of
vendors, counts and hashes, and where they hold more it may do nothing."""

IS_OURS: Final = "tenant = current_setting('factory.tenant', true)"

SAY_TENANT: Final = """
CREATE OR REPLACE FUNCTION factory.say_tenant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    follows_from text := TG_ARGV[0];
    of_somebody boolean := true;
BEGIN
    IF follows_from = 'video' THEN
        SELECT tenant INTO NEW.tenant FROM factory.videos WHERE video_id = NEW.video_id;
        IF NEW.tenant IS NULL THEN
            RAISE EXCEPTION 'video % of this row of % is not in the catalogue',
                NEW.video_id, TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
        END IF;
    ELSIF follows_from = 'perhaps video' THEN
        of_somebody := NEW.video_id <> '';
        SELECT tenant INTO NEW.tenant FROM factory.videos WHERE video_id = NEW.video_id;
    ELSIF follows_from = 'channel' THEN
        SELECT tenant INTO NEW.tenant FROM factory.channels WHERE channel = NEW.channel;
    ELSIF follows_from = 'experiment' THEN
        SELECT tenant INTO NEW.tenant FROM factory.channels
        WHERE channel = NEW.registered ->> 'channel';
    ELSIF follows_from = 'campaign' THEN
        SELECT tenant INTO NEW.tenant FROM factory.channels WHERE channel = NEW.channels[1];
    ELSIF follows_from = 'of experiment' THEN
        SELECT tenant INTO NEW.tenant FROM factory.experiments
        WHERE experiment_id = NEW.experiment_id;
    ELSIF follows_from = 'post' THEN
        SELECT tenant INTO NEW.tenant FROM factory.posts WHERE id = NEW.post;
    ELSIF follows_from = 'person' THEN
        SELECT tenant INTO NEW.tenant FROM factory.people WHERE id = NEW.person_id;
    ELSIF follows_from = 'session' THEN
        SELECT tenant INTO NEW.tenant FROM factory.people WHERE id = NEW.person_id
        UNION ALL SELECT tenant FROM factory.guest_links WHERE id = NEW.guest_link_id;
    ELSIF follows_from = 'limit' THEN
        NEW.tenant := CASE NEW.scope
            WHEN 'video' THEN (SELECT tenant FROM factory.videos WHERE video_id = NEW.name)
            WHEN 'channel' THEN (SELECT tenant FROM factory.channels WHERE channel = NEW.name)
            ELSE NEW.name
        END;
    ELSE
        of_somebody := false;
    END IF;
    IF NEW.tenant IS NULL AND of_somebody IS NOT TRUE THEN
        -- Of nothing that is anybody's: whoever is kept to a tenant writes in its name.
        NEW.tenant := nullif(current_setting('factory.tenant', true), '');
    END IF;
    RETURN NEW;
END $$;
"""

MOVE: Final = """
CREATE OR REPLACE FUNCTION factory.move_{kind}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.tenant IS NOT DISTINCT FROM NEW.tenant THEN
        RETURN NULL;
    END IF;
    {moves}
    RETURN NULL;
END $$;
"""
"""What follows from a video or a channel goes along when that comes to another tenant. What was
charged stays with who paid."""

SAY_FOR_TENANT: Final = """
CREATE OR REPLACE FUNCTION factory.say_for_tenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT tenant INTO NEW.for_tenant FROM factory.videos WHERE video_id = NEW.video_id;
    RETURN NEW;
END $$;
"""

PLATFORM_DAY: Final = f"(now() AT TIME ZONE '{PLATFORM_ZONE}')::date"
"""Today, as `factory.workflow.platform_days` counts: spans of campaigns and experiments are of these days."""

EXPERIMENT_GOES_ON: Final = f"""
    stopped_at IS NULL
    AND (registered ->> 'first_day')::date + (registered ->> 'days')::integer > {PLATFORM_DAY}
"""

ENDS_WITH_VIDEO: Final = f"""
    UPDATE factory.guest_links SET revoked_at = now()
        WHERE video_id = NEW.video_id AND revoked_at IS NULL;
    UPDATE factory.post_changes SET ended_at = now()
        WHERE video_id = NEW.video_id AND done_at IS NULL AND ended_at IS NULL;
    UPDATE factory.estimates SET confirmed_usd = NULL, confirmed_by = NULL, confirmed_at = NULL
        WHERE video_id = NEW.video_id;
    UPDATE factory.bookings SET confirmed_by = '' WHERE video_id = NEW.video_id AND ended_at IS NULL;
    DELETE FROM factory.post_choices WHERE video_id = NEW.video_id;
    DELETE FROM factory.limits WHERE (scope, name) = ('video', NEW.video_id);
    UPDATE factory.experiments SET stopped_at = now(), stopped_by = 'the factory',
        note = 'its video came to another tenant'
        WHERE registered ->> 'video_id' = NEW.video_id AND {EXPERIMENT_GOES_ON};
    DELETE FROM factory.campaign_videos b USING factory.campaigns c
        WHERE b.video_id = NEW.video_id AND c.campaign = b.campaign
        AND c.tenant IS DISTINCT FROM NEW.tenant;
    """
"""What people of the tenant that a video leaves let in, asked of its posts, agreed to pay, confirmed, chose
for a post, allowed it to spend or try holds no more; and it is none of their campaign."""

ENDS_WITH_CHANNEL: Final = f"""
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM factory.limits WHERE (scope, name) = ('channel', NEW.channel);
        UPDATE factory.campaigns SET ended_at = now(), ended_by = 'the factory',
            note = 'channel ' || NEW.channel || ' came to another tenant'
            WHERE NEW.channel = ANY (channels) AND ended_at IS NULL
            AND (begun ->> 'last_day')::date >= {PLATFORM_DAY};
        UPDATE factory.experiments SET stopped_at = now(), stopped_by = 'the factory',
            note = 'its channel came to another tenant'
            WHERE registered ->> 'channel' = NEW.channel AND {EXPERIMENT_GOES_ON};
        UPDATE factory.ideas SET state = 'new', decided_by = '', updated_at = now()
            WHERE channel = NEW.channel AND state = 'approved' AND video_id IS NULL;
    END IF;
    """
"""What people of the tenant that a channel leaves allowed it to spend, began, try, or chose to be made; what
waited for one that becomes known holds."""

WITH_VIDEO: Final[Mapping[str, str]] = {
    **dict.fromkeys((*OF_VIDEOS, *PERHAPS_OF_VIDEOS, "signatures"), "video_id = NEW.video_id"),
    "post_follow_ups": "post IN (SELECT id FROM factory.posts WHERE video_id = NEW.video_id)",
    "sessions": (
        "guest_link_id IN (SELECT id FROM factory.guest_links WHERE video_id = NEW.video_id)"
    ),
}
_OF_ITS_EXPERIMENTS: Final = (
    "experiment_id IN (SELECT experiment_id FROM factory.experiments"
    " WHERE registered ->> 'channel' = NEW.channel)"
)
WITH_CHANNEL: Final[Mapping[str, str]] = {
    **dict.fromkeys(OF_CHANNELS, "channel = NEW.channel"),
    "experiments": "registered ->> 'channel' = NEW.channel",
    "experiment_days": _OF_ITS_EXPERIMENTS,
    "experiment_changes": _OF_ITS_EXPERIMENTS,
    "limits": "(scope, name) = ('channel', NEW.channel)",
    "campaigns": "NEW.channel = ANY (channels) AND (cardinality(channels) = 1 OR tenant IS NULL)",
}
"""Which rows of each table go along. A campaign of several channels stays with the tenant that began it, and
is its record: were it to go with one of them, what the others' videos did would be told to another tenant."""


def keep_tenants_apart(connection: Connection) -> None:
    """Make the triggers and policies anew."""
    for statement in _statements():
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _statements() -> Iterator[str]:
    yield SAY_TENANT
    for table, follows_from in FOLLOWS.items():
        yield f"""
            CREATE OR REPLACE TRIGGER say_tenant BEFORE INSERT ON factory.{table} FOR EACH ROW
            WHEN (NEW.tenant IS NULL) EXECUTE FUNCTION factory.say_tenant('{follows_from}')"""
    yield SAY_FOR_TENANT
    for table in DECIDED:
        yield f"""
            CREATE OR REPLACE TRIGGER say_for_tenant BEFORE INSERT ON factory.{table} FOR EACH ROW
            WHEN (NEW.for_tenant IS NULL) EXECUTE FUNCTION factory.say_for_tenant()"""
    yield _moving("video", WITH_VIDEO, ENDS_WITH_VIDEO)
    yield """
        CREATE OR REPLACE TRIGGER move_video AFTER UPDATE OF tenant ON factory.videos FOR EACH ROW
        WHEN (OLD.tenant IS DISTINCT FROM NEW.tenant) EXECUTE FUNCTION factory.move_video()"""
    yield _moving("channel", WITH_CHANNEL, ENDS_WITH_CHANNEL)
    # One that becomes known takes along what waited for it.
    yield """
        CREATE OR REPLACE TRIGGER move_channel AFTER INSERT OR UPDATE OF tenant ON factory.channels
        FOR EACH ROW EXECUTE FUNCTION factory.move_channel()"""
    for table in (*FOLLOWS, *SAID):
        yield from _policy(table, IS_OURS)
    for table, (_, condition) in BY_OTHERS.items():
        yield from _policy(table, condition)


def _moving(kind: str, goes_along: Mapping[str, str], ends: str) -> str:
    moves = ends + "\n    ".join(
        f"UPDATE factory.{table} SET tenant = NEW.tenant"
        f" WHERE {which} AND tenant IS DISTINCT FROM NEW.tenant;"
        for table, which in goes_along.items()
    )
    return MOVE.format(kind=kind, moves=moves)


def _policy(table: str, condition: str) -> Iterator[str]:
    """Give the policy of a table: for every role, so that a dump names none; its owner is free."""
    yield f"ALTER TABLE factory.{table} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS of_tenant ON factory.{table}"
    yield f"CREATE POLICY of_tenant ON factory.{table} USING ({condition})"
