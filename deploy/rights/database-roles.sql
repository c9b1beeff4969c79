-- Roles of the database: what the connections of the desk, the daemon and the workers need, and no more.
--
-- Run it by the account that owns the factory's tables, in the factory's database, once these are there
-- (`factory doctor` makes the factory's, the first `factory up` Dagster's) and after each upgrade:
--
--     psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f deploy/rights/database-roles.sql
--
-- then give each process an account that is one of them:
--
--     CREATE ROLE desk_1 LOGIN PASSWORD '...' IN ROLE factory_desk;
--
-- None of them makes, changes or drops a table, a role or a right. Roles are the server's: of two
-- factories on one server each wants names of its own (replace `factory_` below).

DO $$
DECLARE
    -- Who comes in, and by what: the desk alone looks there.
    of_visitors CONSTANT text[] := ARRAY[
        'sessions', 'api_tokens', 'guest_links', 'sign_in_tries', 'api_answers', 'chat_signatures'];
    -- Who is asked in chats: the daemon looks there, too.
    of_people CONSTANT text[] := ARRAY['people', 'chat_accounts', 'orders'];
    but_passwords CONSTANT text := (
        SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
        WHERE attrelid = 'factory.people'::regclass AND attnum > 0 AND NOT attisdropped
          AND attname <> 'password');
    -- Of these alone a worker removes rows.
    worn_by_work CONSTANT text[] := ARRAY[
        'artifacts', 'work_uses', 'feed_entries', 'observations', 'retentions', 'audiences',
        'readings'];
    -- What people decide, set or ask for: a worker looks there, and writes none of it.
    of_deciders CONSTANT text[] := ARRAY[
        'tenants', 'channels', 'channel_edits', 'paused_channels', 'config', 'limits', 'briefs', 'waivers',
        'alternatives', 'campaigns', 'campaign_videos', 'experiments', 'post_choices', 'takedowns'];
    role_name text;
    table_name text;
    rights text;
    bypasses boolean;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['factory_desk', 'factory_daemon', 'factory_worker'] LOOP
        IF to_regrole(role_name) IS NULL THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA factory, public FROM %I', role_name);
        EXECUTE format('GRANT USAGE ON SCHEMA factory, public TO %I', role_name);
        EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA factory, public TO %I', role_name);
        -- Dagster's own: runs, events, partitions, ticks, pools.
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', role_name);

        FOR table_name, bypasses IN
            SELECT relname, relrowsecurity FROM pg_class
            WHERE relnamespace = 'factory'::regnamespace AND relkind IN ('r', 'v')
        LOOP
            rights := CASE
                WHEN table_name = 'alembic_version' THEN 'SELECT'
                WHEN role_name = 'factory_desk' THEN 'SELECT, INSERT, UPDATE, DELETE'
                WHEN table_name = ANY (of_visitors) THEN NULL
                WHEN table_name = ANY (of_people) AND role_name = 'factory_worker' THEN NULL
                WHEN table_name = 'people' THEN format('SELECT (%s)', but_passwords)
                WHEN table_name = ANY (of_people) THEN 'SELECT'
                WHEN role_name = 'factory_daemon' THEN 'SELECT, INSERT, UPDATE, DELETE'
                WHEN table_name = ANY (of_deciders) THEN 'SELECT'
                WHEN table_name IN ('reviews', 'states') THEN 'SELECT, INSERT'
                -- The number of an event is given by a trigger, the state of a video by what happens to it.
                WHEN table_name = 'events' THEN 'SELECT, INSERT, UPDATE (seq)'
                WHEN table_name = 'videos' THEN 'SELECT, UPDATE (state)'
                -- Not who agreed to it.
                WHEN table_name = 'estimates' THEN 'SELECT, INSERT (video_id, usd, confirm_above_usd, rows, made_at, tenant), '
                    'UPDATE (usd, confirm_above_usd, rows, made_at)'
                -- A connection to a platform is renewed, and made by people alone.
                WHEN table_name = 'grants' THEN 'SELECT, UPDATE'
                WHEN table_name = ANY (worn_by_work) THEN 'SELECT, INSERT, UPDATE, DELETE'
                ELSE 'SELECT, INSERT, UPDATE'
            END;
            IF rights IS NOT NULL THEN
                EXECUTE format('GRANT %s ON factory.%I TO %I', rights, table_name, role_name);
            END IF;
            -- They work for all tenants; whoever is kept to one takes on the tenants' role, below.
            IF bypasses THEN
                EXECUTE format('DROP POLICY IF EXISTS %I ON factory.%I', role_name, table_name);
                EXECUTE format('CREATE POLICY %I ON factory.%I TO %I USING (true)', role_name, table_name, role_name);
            END IF;
        END LOOP;
    END LOOP;

    -- Of decisions a worker writes those of a policy alone, in nobody's name. This narrows whatever else
    -- lets a row in, such as the tenants' policy, whose tenant any account may name.
    DROP POLICY IF EXISTS factory_worker_decides ON factory.reviews;
    CREATE POLICY factory_worker_decides ON factory.reviews AS RESTRICTIVE FOR INSERT TO factory_worker
        WITH CHECK (reviewer LIKE 'policy: %' AND agreed_with = '');

    -- A video that comes to another tenant takes along what hangs on it, whoever takes its brief in.
    GRANT SELECT (id, video_id, tenant), UPDATE (tenant) ON factory.guest_links TO factory_daemon;
    GRANT SELECT (guest_link_id, tenant), UPDATE (tenant) ON factory.sessions TO factory_daemon;

    -- Whom the desk serves of one tenant it keeps to that one.
    EXECUTE format('GRANT %I TO factory_desk', factory.tenant_role());
END $$;
