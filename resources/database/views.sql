-- Status words over facts. Nothing here is stored, so no word can disagree with what happened.
-- Each view is `security_invoker`: a connection that is kept to one tenant stays so through it.

CREATE OR REPLACE FUNCTION factory.stage_word(
    started_at timestamptz, finished_at timestamptz, failed_at timestamptz, wait jsonb, revised_at timestamptz
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN started_at IS NULL THEN 'pending'
        WHEN finished_at IS NULL AND failed_at IS NULL THEN 'running'
        WHEN started_at < revised_at THEN 'pending' -- of an older revision of the brief
        WHEN failed_at IS NOT NULL AND wait ->> 'waits_for' IS NOT NULL THEN 'waiting' -- nothing is wrong
        WHEN failed_at IS NOT NULL THEN 'failed'
        ELSE 'done'
    END
$$;

-- One row per stage that ever began: SELECT * FROM factory.stage_status WHERE status = 'failed';
CREATE VIEW factory.stage_status WITH (security_invoker = true) AS
SELECT s.tenant, s.video_id, s.stage,
       factory.stage_word(s.started_at, s.finished_at, s.failed_at, s.wait, b.recorded_at) AS status,
       s.attempts, s.run_id, s.started_at, s.finished_at, s.failed_at, s.permanent, s.error,
       s.progress_done, s.progress_total, s.progress_seconds_left, s.progress_doing
FROM factory.stages s
LEFT JOIN LATERAL (
    SELECT recorded_at FROM factory.briefs
    WHERE video_id = s.video_id ORDER BY revision DESC LIMIT 1
) b ON true;

-- One row per video. Lateral joins, so that a page of videos costs a page of look-ups.
CREATE VIEW factory.video_status WITH (security_invoker = true) AS
WITH facts AS (
    SELECT v.tenant, v.stepwise, v.video_id, v.channel, v.format, v.language, v.title, v.created_at, v.deleted_at,
           b.revision, coalesce(k.at, b.publish_at) AS publish_at, b.review AS review_policy,
           b.recorded_at AS revised_at, ARRAY(SELECT unnest(b.outlets) ORDER BY 1) AS outlets,
           coalesce(s.briefs, 'pending') AS briefs,
           coalesce(s.scripts, 'pending') AS scripts,
           coalesce(s.audio, 'pending') AS audio,
           coalesce(s.visuals, 'pending') AS visuals,
           coalesce(s.captions, 'pending') AS captions,
           coalesce(s.listings, 'pending') AS listings,
           coalesce(s.renders, 'pending') AS renders,
           coalesce(s.releases, 'pending') AS releases,
           -- One outlet failed and another waits, and nobody goes on with either: what failed is what to mend.
           CASE WHEN s.uploads = 'waiting' AND s.upload_failed AND NOT coalesce(l.open, false) THEN 'failed'
                ELSE coalesce(s.uploads, 'pending') END AS uploads,
           coalesce(s.started, false) AS started,
           coalesce(s.running, false) AS running,
           coalesce(s.failed, false) AS stage_failed,
           s.failed_stage, s.failed_error, s.last_start, s.last_change, s.progress,
           l.phase AS launch_phase, l.outcome AS launch_outcome, l.error AS launch_error,
           l.ended_at AS launch_ended_at, l.requested_at AS launch_requested_at,
           l.changed_at AS launch_change,
           coalesce(l.open, false) AS launch_open, coalesce(l.waiting, false) AS launch_waiting,
           l.wait AS launch_wait,
           m.sha256 AS master_sha256, m.bytes AS master_bytes, m.made_at AS master_made_at,
           g.sha256 AS listing_sha256,
           r.decision AS newest_decision, r.reviewer, r.note AS review_note,
           r.recorded_at AS review_change, d.undecided, d.outdated,
           CASE
               WHEN r.decision = 'held' THEN 'held'
               WHEN 'approved' = ANY (d.words) THEN 'approved'
               WHEN cardinality(d.undecided) > 0 THEN NULL
               WHEN 'changes' = ANY (d.words) THEN 'changes'
               WHEN 'held' = ANY (d.words) THEN 'held'
               ELSE r.decision
           END AS decision,
           coalesce(p.posts, 0) AS posts, coalesce(p.published, false) AS published,
           coalesce(p.failed, false) AS post_failed, p.url, p.changed_at AS post_change,
           coalesce(c.cost_usd, 0) AS cost_usd
    FROM factory.videos v
    LEFT JOIN LATERAL (
        SELECT revision, publish_at, review, outlets, recorded_at FROM factory.briefs
        WHERE video_id = v.video_id ORDER BY revision DESC LIMIT 1
    ) b ON true
    LEFT JOIN LATERAL (
        SELECT min(at) AS at FROM factory.bookings WHERE video_id = v.video_id AND ended_at IS NULL
    ) k ON true
    LEFT JOIN LATERAL (
        SELECT max(word) FILTER (WHERE stage = 'briefs') AS briefs,
               max(word) FILTER (WHERE stage = 'scripts') AS scripts,
               max(word) FILTER (WHERE stage = 'audio') AS audio,
               max(word) FILTER (WHERE stage = 'visuals') AS visuals,
               max(word) FILTER (WHERE stage = 'captions') AS captions,
               max(word) FILTER (WHERE stage = 'listings') AS listings,
               max(word) FILTER (WHERE stage = 'renders') AS renders,
               max(word) FILTER (WHERE stage = 'releases') AS releases,
               -- Of several outlets: running > waiting > pending > failed > done, the last four by the alphabet.
               CASE WHEN bool_or(stage LIKE 'uploads%' AND word = 'running') THEN 'running'
                    ELSE max(word) FILTER (WHERE stage LIKE 'uploads%') END AS uploads,
               bool_or(stage LIKE 'uploads%' AND word = 'failed') AS upload_failed,
               bool_or(word <> 'pending') AS started,
               bool_or(word = 'running') AS running,
               -- What waits and is launched by nobody any more went no further, as what failed.
               bool_or(word IN ('failed', 'waiting')) AS failed,
               -- Why it went no further is what failed, whatever waits beside it.
               (array_agg(stage ORDER BY word = 'waiting', failed_at DESC)
                   FILTER (WHERE word IN ('failed', 'waiting')))[1] AS failed_stage,
               (array_agg(error ORDER BY word = 'waiting', failed_at DESC)
                   FILTER (WHERE word IN ('failed', 'waiting')))[1] AS failed_error,
               max(least(1.0, progress_done::float / nullif(progress_total, 0)))
                   FILTER (WHERE word = 'running') AS progress,
               max(started_at) AS last_start,
               max(greatest(started_at, finished_at, failed_at)) AS last_change
        FROM (
            SELECT stage, error, started_at, finished_at, failed_at, progress_done, progress_total,
                   factory.stage_word(started_at, finished_at, failed_at, wait, b.recorded_at) AS word
            FROM factory.stages WHERE video_id = v.video_id
        ) words
    ) s ON true
    LEFT JOIN LATERAL (
        SELECT phase, outcome, error, ended_at, requested_at, wait,
               bool_or(ended_at IS NULL) OVER () AS open,
               bool_and(ended_at IS NOT NULL OR claimed_at IS NULL) OVER () AS waiting,
               greatest(requested_at, claimed_at, ended_at) AS changed_at
        FROM factory.launches WHERE video_id = v.video_id ORDER BY id DESC LIMIT 1
    ) l ON true
    LEFT JOIN LATERAL (
        SELECT sha256, bytes, made_at FROM factory.artifacts
        WHERE video_id = v.video_id AND stage = 'renders' AND name = 'master.mp4'
          AND s.renders = 'done'
    ) m ON true
    LEFT JOIN LATERAL (
        SELECT sha256 FROM factory.artifacts
        WHERE video_id = v.video_id AND stage = 'listings' AND name = 'listing.json'
    ) g ON true
    LEFT JOIN LATERAL (
        SELECT decision, reviewer, note, recorded_at, for_tenant FROM factory.reviews
        WHERE video_id = v.video_id AND master_sha256 = m.sha256 ORDER BY id DESC LIMIT 1
    ) r ON r.decision <> 'approved' OR r.for_tenant = v.tenant -- another tenant's approval is none
    -- The newest decision that speaks of each outlet counts there; an approval that another
    -- reviewer must agree with is none yet, nor is one of another listing, unless it went out under that.
    LEFT JOIN LATERAL (
        SELECT array_agg(word) AS words, coalesce(bool_or(outdated), false) AS outdated,
               array_agg(outlet ORDER BY outlet) FILTER (WHERE word IS NULL) AS undecided
        FROM (
            SELECT o.outlet, n.outdated, CASE
                WHEN n.decision <> 'approved' THEN n.decision
                WHEN NOT n.outdated AND (b.review <> 'two_reviewers' OR n.agreed_with <> '')
                    THEN n.decision
            END AS word
            FROM unnest(b.outlets) o (outlet) LEFT JOIN LATERAL (
                SELECT decision, agreed_with, for_tenant,
                       decision = 'approved' AND b.review <> 'automatic'
                           AND listing_sha256 <> coalesce(g.sha256, '')
                           AND NOT EXISTS (
                               SELECT FROM factory.posts
                               WHERE video_id = v.video_id AND master_sha256 = m.sha256
                                 AND outlet = o.outlet AND published_at IS NOT NULL
                           ) AS outdated
                FROM factory.reviews
                WHERE video_id = v.video_id AND master_sha256 = m.sha256
                  AND outlet IN ('', o.outlet) ORDER BY id DESC LIMIT 1
            ) n ON n.decision <> 'approved' OR n.for_tenant = v.tenant
        ) each
    ) d ON r.decision IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT count(*) AS posts, bool_or(published_at IS NOT NULL) AS published,
               bool_or(failed_at IS NOT NULL) AS failed, max(url) AS url,
               max(greatest(claimed_at, published_at, failed_at)) AS changed_at
        FROM factory.posts WHERE video_id = v.video_id AND master_sha256 = m.sha256
    ) p ON true
    LEFT JOIN LATERAL (
        SELECT sum(CASE state WHEN 'settled' THEN settled_usd WHEN 'in_doubt' THEN estimated_usd END)
                   AS cost_usd
        FROM factory.charges WHERE video_id = v.video_id
    ) c ON true
),
judged AS (
    SELECT *,
           NOT launch_open AND NOT published AND coalesce(decision = 'rejected', false) AS rejected,
           NOT launch_open AND NOT published AND coalesce(decision = 'held', false) AS held,
           NOT launch_open AND NOT published AND coalesce(decision = 'changes', false) AS changes,
           -- Until somebody asks for it again, or a stage of it begins.
           NOT launch_open AND launch_outcome = 'cancelled'
               AND launch_ended_at > coalesce(last_start, '-infinity')
               AND launch_ended_at > coalesce(revised_at, '-infinity') AS cancelled,
           deleted_at > coalesce(launch_requested_at, '-infinity') AS deleted,
           NOT launch_open AND (
               stage_failed
               OR (launch_outcome = 'failed'
                   AND launch_ended_at > coalesce(last_start, '-infinity')
                   AND launch_ended_at > coalesce(revised_at, '-infinity'))
           ) AND NOT ( -- what is refused for want of a decision about another listing waits for that
               coalesce(outdated, false) AND cardinality(undecided) > 0
               AND launch_phase = 'publish'
               AND coalesce(failed_stage, 'releases') NOT IN
                   ('briefs', 'scripts', 'audio', 'visuals', 'captions', 'listings', 'renders')
           ) AS failed
    FROM facts
),
worded AS (
    SELECT *,
           CASE
               WHEN deleted THEN 'deleted'
               WHEN rejected THEN 'rejected'
               WHEN held THEN 'held'
               WHEN changes THEN 'changes_asked'
               WHEN cancelled AND NOT published THEN 'cancelled'
               WHEN failed AND NOT published THEN 'failed'
               -- Some of its outlets are decided, or one of two agreed; or its listing changed while
               -- it waited for its time.
               WHEN cardinality(undecided) > 0 AND NOT running
                    AND (NOT launch_open
                         OR outdated AND launch_waiting AND launch_phase = 'publish')
                   THEN 'awaiting_review'
               WHEN published AND NOT launch_open THEN 'published'
               WHEN launch_open AND launch_waiting AND NOT running
                    AND launch_wait ->> 'waits_for' = 'slot' AND launch_wait ->> 'until' IS NULL
                    THEN 'awaiting_slot'
               WHEN launch_open AND launch_waiting AND NOT running AND launch_phase = 'publish'
                    AND (launch_wait IS NULL AND publish_at > now()
                         OR launch_wait ->> 'waits_for' = 'slot')
                    THEN 'scheduled'
               WHEN launch_open AND launch_waiting AND NOT running
                   THEN coalesce('awaiting_' || (launch_wait ->> 'waits_for'), 'queued')
               WHEN NOT started AND NOT launch_open THEN 'pending'
               WHEN stepwise AND NOT launch_open AND NOT running AND launch_outcome = 'succeeded'
                    AND (launch_phase IN ('script', 'plan')
                         OR launch_phase = 'render' AND review_policy = 'automatic')
                    THEN 'awaiting_step'
               WHEN renders = 'done' AND decision IS NULL AND NOT launch_open AND NOT running
                    AND releases <> 'done' AND review_policy <> 'automatic' THEN 'awaiting_review'
               -- Made anew, or its checks are still asked: it is not out of the making yet.
               WHEN renders = 'done'
                    AND NOT (launch_open AND launch_phase IN ('script', 'plan', 'render'))
                    THEN 'publishing'
               WHEN renders IN ('running', 'waiting', 'failed') OR launch_phase = 'render' THEN 'rendering'
               ELSE 'planning'
           END AS status
    FROM judged
)
SELECT tenant, video_id, channel, format, language, title, created_at, revision, publish_at,
       status, CASE WHEN stepwise THEN 'stepwise' ELSE 'auto' END AS mode, launch_phase AS phase,
       briefs, scripts, audio, visuals, captions, listings, renders, releases, uploads,
       coalesce(decision, 'pending') AS review,
       CASE
           WHEN status IN ('failed', 'published') THEN status
           WHEN status IN ('rejected', 'cancelled', 'deleted') THEN 'failed'
           WHEN NOT started THEN 'pending'
           WHEN scripts <> 'done' THEN 'generating_script'
           WHEN visuals = 'running' THEN 'generating_images'
           WHEN audio = 'running' THEN 'generating_audio'
           WHEN captions = 'running' THEN 'generating_subtitles'
           WHEN listings = 'running' THEN 'generating_metadata'
           WHEN renders = 'running' THEN 'rendering'
           WHEN renders = 'done' THEN 'uploading'
           WHEN visuals <> 'done' THEN 'generating_images'
           WHEN audio <> 'done' THEN 'generating_audio'
           WHEN captions <> 'done' THEN 'generating_subtitles'
           WHEN listings <> 'done' THEN 'generating_metadata'
           ELSE 'rendering'
       END AS story_status,
       CASE status
           WHEN 'failed' THEN 'failed' WHEN 'rejected' THEN 'failed'
           WHEN 'cancelled' THEN 'failed' WHEN 'deleted' THEN 'failed'
           WHEN 'published' THEN 'completed'
           WHEN 'pending' THEN 'queued' WHEN 'queued' THEN 'queued'
           WHEN 'awaiting_budget' THEN 'queued' WHEN 'awaiting_provider' THEN 'queued'
           WHEN 'awaiting_confirmation' THEN 'queued' WHEN 'awaiting_original' THEN 'queued'
           ELSE 'processing'
       END AS job_status,
       CASE
           WHEN status IN ('failed', 'rejected', 'cancelled', 'deleted') THEN 'FAILED'
           WHEN status = 'published' THEN 'COMPLETED'
           WHEN NOT started THEN 'IDLE'
           WHEN scripts <> 'done' THEN 'GENERATING_SCRIPT'
           ELSE 'ASSEMBLING_VIDEO'
       END AS state,
       CASE
           WHEN scripts <> 'done' THEN NULL
           WHEN decision = 'approved' OR published THEN 'approved'
           ELSE 'draft'
       END AS script_status,
       CASE
           WHEN 'failed' IN (audio, visuals) THEN 'failed'
           WHEN audio = 'done' AND visuals = 'done' THEN 'generated'
           WHEN scripts = 'done' OR 'running' IN (audio, visuals) THEN 'requested'
       END AS asset_status,
       CASE renders
           WHEN 'failed' THEN 'failed' WHEN 'done' THEN 'ready' WHEN 'running' THEN 'rendering'
       END AS render_status,
       CASE
           WHEN published THEN 'published'
           WHEN post_failed OR uploads = 'failed' THEN 'failed'
           WHEN posts > 0 OR releases = 'done' THEN 'scheduled'
       END AS post_status,
       CASE status
           WHEN 'rejected' THEN 'reviews' WHEN 'failed' THEN coalesce(failed_stage, launch_phase)
       END AS failed_stage,
       CASE status
           WHEN 'rejected' THEN concat_ws(': ', 'rejected by ' || reviewer, nullif(review_note, ''))
           WHEN 'changes_asked' THEN concat_ws(': ', 'changes asked for by ' || reviewer, nullif(review_note, ''))
           WHEN 'failed' THEN coalesce(failed_error, launch_error)
       END AS error,
       CASE
           WHEN status = 'held' THEN concat_ws(': ', 'held by ' || reviewer, nullif(review_note, ''))
           WHEN status = 'awaiting_review' AND outdated
               THEN 'the listing changed since the approval'
           WHEN status = 'awaiting_review' AND newest_decision = 'approved' AND undecided = outlets
               THEN 'approved by ' || reviewer || '; another reviewer must agree'
           WHEN status = 'awaiting_review' AND cardinality(undecided) > 0
               THEN 'not decided yet: ' || array_to_string(undecided, ', ')
           WHEN status LIKE 'awaiting\_%' OR status = 'scheduled' THEN launch_wait ->> 'words'
       END AS waits_because,
       master_sha256, master_bytes, master_made_at, listing_sha256, url, cost_usd, progress,
       greatest(created_at, revised_at, last_change, launch_change, review_change, post_change,
                deleted_at)
           AS updated_at
FROM worded;

-- Every video that is not published, and those of the published that are launched again. By the state
-- that is kept at each change, so that the words of a finished video are not worked out to be left out.
CREATE VIEW factory.unfinished WITH (security_invoker = true) AS
SELECT video_id FROM factory.videos WHERE state IS DISTINCT FROM 'COMPLETED'
UNION
SELECT video_id FROM factory.launches WHERE ended_at IS NULL;

-- The rows of video_status of these. `OFFSET 0` makes the planner look up these alone.
CREATE VIEW factory.unfinished_videos WITH (security_invoker = true) AS
SELECT s.* FROM factory.unfinished u, LATERAL (
    SELECT * FROM factory.video_status WHERE video_id = u.video_id OFFSET 0
) s;

-- What was spent: SELECT * FROM factory.money WHERE day = current_date ORDER BY spent_usd DESC;
CREATE VIEW factory.money WITH (security_invoker = true) AS
SELECT day, tenant, channel, video_id, split_part(stage, '/', 1) AS layer, role, provider, model,
       count(*) AS calls,
       coalesce(sum(settled_usd) FILTER (WHERE state = 'settled'), 0) AS settled_usd,
       coalesce(sum(estimated_usd) FILTER (WHERE state = 'in_doubt'), 0) AS in_doubt_usd,
       coalesce(sum(estimated_usd) FILTER (WHERE state = 'reserved'), 0) AS reserved_usd,
       sum(CASE state WHEN 'settled' THEN settled_usd WHEN 'in_doubt' THEN estimated_usd ELSE 0 END)
           AS spent_usd
FROM factory.charges
WHERE state <> 'released'
GROUP BY day, tenant, channel, video_id, layer, role, provider, model;

CREATE VIEW factory.money_by_day WITH (security_invoker = true) AS
SELECT day, tenant, channel, sum(calls) AS calls, sum(settled_usd) AS settled_usd,
       sum(in_doubt_usd) AS in_doubt_usd, sum(reserved_usd) AS reserved_usd,
       sum(spent_usd) AS spent_usd
FROM factory.money GROUP BY day, tenant, channel;

CREATE VIEW factory.money_by_layer WITH (security_invoker = true) AS
SELECT day, tenant, channel, layer, role, provider, model, sum(calls) AS calls,
       sum(settled_usd) AS settled_usd, sum(in_doubt_usd) AS in_doubt_usd,
       sum(spent_usd) AS spent_usd
FROM factory.money GROUP BY day, tenant, channel, layer, role, provider, model;

-- The newest that is known of each video and day: SELECT * FROM factory.daily_metrics WHERE day = '2026-11-27';
CREATE VIEW factory.daily_metrics WITH (security_invoker = true) AS
SELECT DISTINCT ON (o.day, o.video_id, o.outlet) v.channel, v.format, v.language, o.*
FROM factory.observations o JOIN factory.videos v USING (video_id)
ORDER BY o.day, o.video_id, o.outlet, o.revision DESC;
