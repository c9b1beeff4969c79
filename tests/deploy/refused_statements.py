"""What no account of a role may do, and rows that are written to try it."""

from tests.resources.database.two_tenants import NORTH

DECIDED = """INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, agreed_with, note, decided_at)
SELECT video_id, 'ab', 'approved', '{reviewer}', '{other}', '', now() FROM factory.videos LIMIT 1"""
CHARGED = """INSERT INTO factory.charges (token, video_id, stage, fingerprint, provider, channel, tenant, estimated_usd,
settled_usd, state) VALUES (gen_random_uuid(), 'x', 'x', 'x', 'x', 'x', 'x', 0, {usd}, 'settled')"""
CLAIMED = """INSERT INTO factory.posts (video_id, outlet, master_sha256, token, owner)
SELECT video_id, 'elsewhere', 'never approved', gen_random_uuid(), 'me' FROM factory.videos LIMIT 1"""
CHANGED = """INSERT INTO factory.post_changes (video_id, outlet, what, value, at, of_brief, asked_by)
SELECT video_id, 'youtube', 'visibility', 'public', now(), false, 'Mara' FROM factory.videos LIMIT 1"""
CLICKED = """INSERT INTO factory.chat_clicks (messenger, click, account, video_id, decision, clicked_at)
SELECT 'slack', 'x', 'U1', video_id, 'approved', '2099-01-01' FROM factory.videos LIMIT 1"""
BOOKED = """INSERT INTO factory.bookings (video_id, outlet, channel, at, booked_by)
SELECT video_id, 'elsewhere', channel, now(), 'Mara' FROM factory.videos LIMIT 1"""
CLAIMED_BY_POLICY = CLAIMED.replace("never approved", "by the policy")
BY_POLICY = """INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, note, decided_at)
SELECT video_id, 'by the policy', 'approved', 'policy: automatic', '', now() FROM factory.videos"""
REJECTED_SINCE = """INSERT INTO factory.reviews (video_id, master_sha256, decision, reviewer, note, decided_at)
SELECT video_id, 'rejected since', one, 'Mara', 'why', now()
FROM factory.videos, unnest(ARRAY['approved', 'rejected']) one"""
USED = """INSERT INTO factory.quota_use (project, bucket, day, used)
VALUES ('{project}', 'youtube_units', current_date + {days}, {used})"""
MAY_NOT = {
    "desk": ("CREATE TABLE factory.x (n int)", "ALTER TABLE factory.videos ADD n int"),
    "daemon": (
        "SELECT password FROM factory.people",
        "SELECT * FROM factory.sessions",
        "SELECT * FROM factory.api_tokens",
        "UPDATE factory.people SET role = 'admin'",
    ),
    "worker": (
        "CREATE TEMP TABLE own (day date, channel text, tenant text, state text, settled_usd numeric, "
        "estimated_usd numeric); CREATE TRIGGER sums AFTER DELETE ON own FOR EACH ROW "
        "EXECUTE FUNCTION factory.keep_spending()",
        "SELECT name FROM factory.people",
        "SELECT * FROM factory.guest_links",
        "DELETE FROM factory.videos",
        "DELETE FROM factory.charges",
        "INSERT INTO factory.tenants (tenant, added_by) VALUES ('x', 'x')",
        "UPDATE factory.reviews SET decision = 'approved'",
        DECIDED.format(reviewer="Mara", other=""),
        DECIDED.format(reviewer="policy: automatic", other="Mara"),
        DECIDED.format(reviewer="policy: automatic", other=""),
        f"SET LOCAL factory.tenant = '{NORTH}'; " + DECIDED.format(reviewer="Mara", other=""),
        "UPDATE factory.limits SET usd = 1000000",
        "UPDATE factory.config SET value = '1'",
        "UPDATE factory.waivers SET reason = 'x'",
        "UPDATE factory.channels SET tenant = 'x'",
        "UPDATE factory.videos SET tenant = 'x'",
        "UPDATE factory.briefs SET review = 'automatic'",
        "UPDATE factory.alternatives SET decision = 'approved'",
        "UPDATE factory.estimates SET confirmed_usd = 1000",
        "UPDATE factory.events SET payload = '{}'",
        "UPDATE factory.states SET state = 'COMPLETED'",
        "INSERT INTO factory.grants DEFAULT VALUES",
        "UPDATE factory.charges SET state = 'released'",
        "UPDATE factory.charges SET video_id = 'another'",
        CHARGED.format(usd="-1000"),
        CHARGED.format(usd="'NaN'"),
        "UPDATE factory.spending SET spent_usd = 0",
        "UPDATE factory.channel_figures SET views = 1000000",
        "DELETE FROM factory.first_weeks",
        "INSERT INTO factory.video_weeks DEFAULT VALUES",
        "UPDATE factory.posts SET url = 'https://elsewhere.example/x'",
        "UPDATE factory.posts SET published_at = now()",
        "UPDATE factory.posts SET resolved_by = 'Mara'",
        "UPDATE factory.posts SET master_sha256 = 'ef'",
        CLAIMED,
        CLAIMED_BY_POLICY,
        CLAIMED.replace("never approved", "rejected since"),
        "UPDATE factory.quota_use SET used = 0",
        "UPDATE factory.quota_use SET used = used + 10000",
        USED.format(project="another", days=0, used=-5),
        USED.format(project="another", days=9, used=1),
        CHANGED,
        "UPDATE factory.post_changes SET what = 'visibility', value = 'public'",
        "UPDATE factory.post_changes SET ended_at = now(), ended_by = 'Mara'",
        CLICKED,
        BOOKED,
        "UPDATE factory.bookings SET at = at + interval '9 days'",
    ),
}
NOBODY_MAY = (
    "DROP TABLE factory.videos",
    "TRUNCATE factory.events",
    "CREATE ROLE another",
    "ALTER TABLE factory.videos DISABLE ROW LEVEL SECURITY",
    "UPDATE factory.alembic_version SET version_num = '9999'",
)
