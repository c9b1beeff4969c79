-- Roles of the database: what the connections of the desk, the daemon and the workers need, and no more.
--
-- Run it by the account that owns the factory's tables, in the factory's database, once these are there
-- (`factory doctor` makes the factory's, the first `factory up` Dagster's). An upgrade by that account gives it again;
-- `factory doctor` says when it is to be given by hand:
--
--     psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f deploy/rights/database-roles.sql
--
-- then give each process an account that is one of them:
--
--     CREATE ROLE desk_1 LOGIN PASSWORD '...' IN ROLE factory_desk;
--
-- None of them makes, changes or drops a table, a role or a right. Roles are the server's: of two
-- factories on one server each wants names of its own, of one prefix of a-z, 0-9 and _:
--
--     sed s/factory_/north_/g deploy/rights/database-roles.sql | psql "$DATABASE_URL" -v ON_ERROR_STOP=1

-- Whether whoever asks may only work: an account that is desk or daemon as well may do what these may.
-- Without these roles, as in a restored copy, it is nobody.
CREATE OR REPLACE FUNCTION factory.is_only_worker() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_or(rolname = 'factory_worker') AND bool_and(rolname = 'factory_worker'), false)
    FROM pg_roles
    WHERE rolname IN ('factory_desk', 'factory_daemon', 'factory_worker') AND pg_has_role(oid, 'usage')
$$;

-- Money of a worker moves forward: what is settled or released stays, no sum is below nothing, and nothing is
-- given back of a call whose result is here. A doubt ends with an answer, or with the next claim of its job.
CREATE OR REPLACE FUNCTION factory.worker_moves_money() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE 'none' END;
    may boolean;
BEGIN
    IF NOT factory.is_only_worker() THEN
        RETURN NEW;
    END IF;
    may := CASE was || ' ' || NEW.state
        WHEN 'none reserved' THEN true
        WHEN 'none settled' THEN true
        WHEN 'none in_doubt' THEN true
        WHEN 'reserved settled' THEN true
        WHEN 'reserved in_doubt' THEN true
        WHEN 'reserved released' THEN EXISTS (
            SELECT FROM factory.work w WHERE w.token = OLD.token AND w.done_at IS NULL)
        WHEN 'in_doubt settled' THEN true
        WHEN 'in_doubt reserved' THEN OLD.token <> NEW.token
        ELSE was = NEW.state AND OLD.settled_usd IS NOT DISTINCT FROM NEW.settled_usd
    END;
    may := may AND NEW.estimated_usd BETWEEN 0 AND 1e7
        AND (NEW.state <> 'settled' OR NEW.settled_usd IS NOT NULL)
        AND (NEW.settled_usd IS NULL OR NEW.settled_usd BETWEEN 0 AND 1e7);
    IF may THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'permission denied: a worker may not make a charge that is % one that is %, of % USD',
        was, NEW.state, coalesce(NEW.settled_usd, NEW.estimated_usd) USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER worker_moves_money BEFORE INSERT OR UPDATE ON factory.charges
    FOR EACH ROW EXECUTE FUNCTION factory.worker_moves_money();
-- So that nobody who writes charges, or what platforms say of videos, needs to write their sums.
ALTER FUNCTION factory.keep_spending() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION factory.keep_figures_added() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION factory.keep_figures_corrected() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION factory.keep_figures_deleted() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION factory.keep_weeks() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
-- Else a worker would hang one on a table of its own, and sums would follow what stands there.
REVOKE EXECUTE ON FUNCTION factory.keep_spending(), factory.keep_figures_added(), factory.keep_figures_corrected(),
    factory.keep_figures_deleted(), factory.keep_weeks() FROM PUBLIC;

-- A worker claims a post of a master that is approved for there, writes what becomes of it while it is
-- claimed or the platform is still at it, and afterwards only what leads to the same host.
CREATE OR REPLACE FUNCTION factory.worker_posts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    host CONSTANT text := '^[A-Za-z]+://[^/?#]*';
    may boolean := true;
BEGIN
    IF NOT factory.is_only_worker() THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' OR OLD.owner IS NULL AND NEW.owner IS NOT NULL THEN
        -- By the newest decision that speaks of this outlet; one of a policy counts where the brief leaves it to that,
        -- and beyond this machine where `auto_approval` is on.
        SELECT r.decision = 'approved' AND r.for_tenant = r.tenant AND CASE
                WHEN r.reviewer NOT LIKE 'policy: %' THEN b.review <> 'two_reviewers' OR r.agreed_with <> ''
                ELSE b.review = 'automatic' AND (NEW.outlet = 'outbox' OR EXISTS (
                    SELECT FROM factory.config WHERE key = 'auto_approval' AND value = 'true'))
            END
        INTO may
        FROM factory.reviews r JOIN factory.briefs b ON b.video_id = r.video_id
        WHERE r.video_id = NEW.video_id AND r.master_sha256 = NEW.master_sha256 AND r.outlet IN ('', NEW.outlet)
        ORDER BY r.id DESC, b.revision DESC LIMIT 1;
        may := coalesce(may, false);
    ELSIF OLD.owner IS NULL AND NOT (OLD.published_at IS NOT NULL AND OLD.settled_at IS NULL) THEN
        may := (OLD.published_at, OLD.appointed_at, OLD.files_sha256, OLD.settled_at)
            IS NOT DISTINCT FROM (NEW.published_at, NEW.appointed_at, NEW.files_sha256, NEW.settled_at)
          AND substring(NEW.url FROM host) IS NOT DISTINCT FROM substring(OLD.url FROM host)
          AND (NEW.url IS NULL) = (OLD.url IS NULL);
    END IF;
    IF may THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'permission denied: a worker may not change the post of % at % so', NEW.video_id, NEW.outlet
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER worker_posts BEFORE INSERT OR UPDATE ON factory.posts
    FOR EACH ROW EXECUTE FUNCTION factory.worker_posts();

-- Of a platform's quota a worker takes what calls cost, of today: nothing is given back, no day is used up at once.
CREATE OR REPLACE FUNCTION factory.worker_spends_quota() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most CONSTANT integer := 2000; -- units of one call: YouTube's dearest was 1,600
    units integer := NEW.used - CASE WHEN TG_OP = 'UPDATE' THEN OLD.used ELSE 0 END;
BEGIN
    IF NOT factory.is_only_worker()
       OR units BETWEEN 0 AND most AND NEW.day BETWEEN current_date - 1 AND current_date + 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'permission denied: a worker may not take % units of % of % so', units, NEW.bucket, NEW.day
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER worker_spends_quota BEFORE INSERT OR UPDATE ON factory.quota_use
    FOR EACH ROW EXECUTE FUNCTION factory.worker_spends_quota();

-- A worker ends a time that is used; it moves none.
CREATE OR REPLACE FUNCTION factory.worker_ends_bookings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF factory.is_only_worker() AND NEW.at <> OLD.at
       AND (NEW.at > OLD.at OR NEW.outcome IS DISTINCT FROM 'posted' OR OLD.ended_at IS NOT NULL) THEN
        RAISE EXCEPTION 'permission denied: a worker may not move the time of %', NEW.video_id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER worker_ends_bookings BEFORE UPDATE ON factory.bookings
    FOR EACH ROW EXECUTE FUNCTION factory.worker_ends_bookings();

-- What each role may do with each table, view and sequence; null: nothing. The factory reads this question out of
-- this file, too, and compares what it answers with what the roles have (`factory doctor`).
CREATE OR REPLACE TEMPORARY VIEW rights_of_roles AS
WITH sets AS (
    SELECT
        -- Who comes in, and by what: the desk alone looks there.
        ARRAY['sessions', 'api_tokens', 'guest_links', 'sign_in_tries', 'api_answers', 'chat_signatures'] AS of_visitors,
        -- Who is asked in chats: the daemon looks there, too.
        ARRAY['people', 'chat_accounts', 'orders'] AS of_people,
        (
            SELECT string_agg(attname, ', ') FROM pg_attribute
            WHERE attrelid = 'factory.people'::regclass AND attnum > 0 AND NOT attisdropped
              AND attname <> 'password'
        ) AS but_passwords,
        -- Of these alone a worker removes rows.
        ARRAY[
            'artifacts', 'work_uses', 'feed_entries', 'observations', 'retentions', 'audiences',
            'readings'] AS worn_by_work,
        -- What people decide, set or ask for: a worker looks there, and writes none of it.
        ARRAY[
            'tenants', 'channels', 'channel_edits', 'paused_channels', 'config', 'limits', 'briefs', 'waivers',
            'alternatives', 'campaigns', 'campaign_videos', 'experiments', 'post_choices', 'takedowns', 'chat_clicks',
            'review_waits', 'spending', 'removed_tenants', 'channel_figures', 'first_weeks', 'video_weeks'] AS of_deciders
), relations AS (
    SELECT oid, relnamespace::regnamespace::text AS schema_name, relname::text AS name, relkind = 'S' AS is_sequence,
        relrowsecurity AS keeps_rows_apart
    FROM pg_class
    WHERE relnamespace IN ('factory'::regnamespace, 'public'::regnamespace) AND relkind IN ('r', 'p', 'v', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
)
SELECT role_name, oid, schema_name, name, is_sequence, keeps_rows_apart, CASE
    WHEN is_sequence THEN 'USAGE, SELECT'
    -- Dagster's own: runs, events, partitions, ticks, pools.
    WHEN schema_name = 'public' THEN 'SELECT, INSERT, UPDATE, DELETE'
    WHEN name = 'alembic_version' THEN 'SELECT'
    WHEN role_name = 'factory_desk' THEN 'SELECT, INSERT, UPDATE, DELETE'
    WHEN name = ANY (of_visitors) THEN CASE
        -- A video that comes to another tenant takes along what hangs on it, whoever takes its brief in.
        WHEN role_name <> 'factory_daemon' THEN NULL
        WHEN name = 'guest_links' THEN 'SELECT (id, video_id, tenant, revoked_at), UPDATE (tenant, revoked_at)'
        WHEN name = 'sessions' THEN 'SELECT (guest_link_id, tenant), UPDATE (tenant)'
    END
    WHEN name = ANY (of_people) AND role_name = 'factory_worker' THEN NULL
    WHEN name = 'people' THEN format('SELECT (%s)', but_passwords)
    WHEN name = ANY (of_people) THEN 'SELECT'
    WHEN role_name = 'factory_daemon' THEN 'SELECT, INSERT, UPDATE, DELETE'
    WHEN name = ANY (of_deciders) THEN 'SELECT'
    -- Money moves forward; where and by whose word a post goes out is asked of what people decided: above.
    WHEN name = 'charges' THEN 'SELECT, INSERT, UPDATE (token, state, settled_usd, settled_at)'
    WHEN name = 'posts' THEN 'SELECT, INSERT (video_id, outlet, master_sha256, token, owner, lease_expires_at), '
        'UPDATE (token, owner, lease_expires_at, attempts, claimed_at, '
        'files_sha256, published_at, settled_at, post_id, url, answer, failed_at, error, notes, unknown_at, '
        'appointed_at, verified_at, gone_at)'
    -- A slot and a change of a post are asked for by people; what becomes of them is work.
    WHEN name = 'bookings' THEN 'SELECT, INSERT (video_id, outlet, channel, at, booked_by), UPDATE (at, ended_at, outcome)'
    WHEN name = 'post_changes' THEN 'SELECT, UPDATE (tried_at, done_at, before, outcome, error, ended_at)'
    -- For whom it decides the database says.
    WHEN name = 'reviews' THEN 'SELECT, INSERT (video_id, master_sha256, listing_sha256, decision, outlet, '
        'reviewer, agreed_with, place, note, decided_at, notes, played_share)'
    WHEN name = 'states' THEN 'SELECT, INSERT'
    WHEN name = 'quota_use' THEN 'SELECT, INSERT, UPDATE (used)'
    -- The number of an event is given by a trigger, the state of a video by what happens to it.
    WHEN name = 'events' THEN 'SELECT, INSERT, UPDATE (seq)'
    WHEN name = 'videos' THEN 'SELECT, UPDATE (state)'
    -- Not who agreed to it.
    WHEN name = 'estimates' THEN 'SELECT, INSERT (video_id, usd, confirm_above_usd, rows, made_at, tenant), '
        'UPDATE (usd, confirm_above_usd, rows, made_at)'
    -- A connection to a platform is renewed, and made by people alone.
    WHEN name = 'grants' THEN 'SELECT, UPDATE'
    WHEN name = ANY (worn_by_work) THEN 'SELECT, INSERT, UPDATE, DELETE'
    ELSE 'SELECT, INSERT, UPDATE'
END AS rights
FROM unnest(ARRAY['factory_desk', 'factory_daemon', 'factory_worker']) AS role_name, sets, relations;

DO $$
DECLARE
    role_name text;
    given record;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['factory_desk', 'factory_daemon', 'factory_worker'] LOOP
        IF to_regrole(role_name) IS NULL THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA factory, public FROM %I', role_name);
        EXECUTE format('GRANT USAGE ON SCHEMA factory, public TO %I', role_name);
    END LOOP;

    FOR given IN SELECT * FROM pg_temp.rights_of_roles LOOP
        IF given.rights IS NOT NULL THEN
            EXECUTE format('GRANT %s ON %s %I.%I TO %I', given.rights,
                CASE WHEN given.is_sequence THEN 'SEQUENCE' ELSE 'TABLE' END, given.schema_name, given.name, given.role_name);
        END IF;
        -- They work for all tenants; whoever is kept to one takes on the tenants' role, below.
        IF given.keeps_rows_apart THEN
            EXECUTE format('DROP POLICY IF EXISTS %I ON %I.%I', given.role_name, given.schema_name, given.name);
            EXECUTE format('CREATE POLICY %I ON %I.%I TO %I USING (true)',
                given.role_name, given.schema_name, given.name, given.role_name);
        END IF;
    END LOOP;

    -- Of decisions a worker writes approvals by the policy alone, in nobody's name, of videos whose brief leaves it to
    -- that. This narrows whatever else
    -- lets a row in, such as the tenants' policy, whose tenant any account may name.
    DROP POLICY IF EXISTS factory_worker_decides ON factory.reviews;
    CREATE POLICY factory_worker_decides ON factory.reviews AS RESTRICTIVE FOR INSERT TO factory_worker
        WITH CHECK (NOT factory.is_only_worker() OR (
            reviewer = 'policy: automatic' AND decision = 'approved' AND agreed_with = '' AND (
                SELECT review FROM factory.briefs b WHERE b.video_id = reviews.video_id
                ORDER BY revision DESC LIMIT 1) = 'automatic'));
    DROP POLICY IF EXISTS factory_worker_books ON factory.bookings;
    CREATE POLICY factory_worker_books ON factory.bookings AS RESTRICTIVE FOR INSERT TO factory_worker
        WITH CHECK (NOT factory.is_only_worker() OR booked_by = 'factory');

    -- Whom the desk serves of one tenant it keeps to that one.
    EXECUTE format('GRANT %I TO factory_desk', factory.tenant_role());
END $$;

DROP VIEW pg_temp.rights_of_roles;
