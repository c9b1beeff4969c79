"""Results of work that no video needs any more: taken off the books first, and then off the disk.

A result is first retired: the journal hands its file out no more. Only then is the file removed, and
only when every stage is over that began before everybody could see that: one of them may be reading it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.ports import Removable
from resources.database.connection import transact

AT_ONCE: Final = 200
"""Files in one transaction, which holds their rows meanwhile."""

INTERMEDIATE: Final = ["segment", "viewing", "sound"]
"""Kinds of units that only lead to a master: large, and made anew from what stays."""

OVER: Final = """
    WITH over AS (
        SELECT v.video_id, v.deleted_at IS NOT NULL AS deleted FROM factory.videos v
        LEFT JOIN LATERAL (
            SELECT outlets, recorded_at FROM factory.briefs
            WHERE video_id = v.video_id ORDER BY revision DESC LIMIT 1
        ) b ON true
        LEFT JOIN LATERAL (
            SELECT max(requested_at) AS requested_at, count(*) FILTER (WHERE ended_at IS NULL) AS open
            FROM factory.launches WHERE video_id = v.video_id
        ) l ON true
        LEFT JOIN factory.artifacts m
            ON m.video_id = v.video_id AND m.stage = 'renders' AND m.name = 'master.mp4'
        WHERE l.open = 0 AND NOT EXISTS (
            SELECT FROM factory.stages s
            WHERE s.video_id = v.video_id AND s.finished_at IS NULL AND s.failed_at IS NULL
        ) AND CASE WHEN v.deleted_at IS NOT NULL
            THEN v.deleted_at < now() - make_interval(secs => :seconds)
                AND v.deleted_at > coalesce(l.requested_at, '-infinity')
                AND v.deleted_at > coalesce(b.recorded_at, '-infinity')
            ELSE cardinality(b.outlets) > 0 AND NOT EXISTS (
                SELECT FROM unnest(b.outlets) o (outlet) WHERE NOT EXISTS (
                    SELECT FROM factory.posts p
                    WHERE p.video_id = v.video_id AND p.outlet = o.outlet
                      AND p.master_sha256 = m.sha256 AND p.unknown_at IS NULL
                      AND p.published_at < now() - make_interval(secs => :seconds)
                      AND p.settled_at > b.recorded_at
                )
            )
        END
    ), named AS (
        SELECT sha256 FROM factory.artifacts
        UNION SELECT master_sha256 FROM factory.reviews
        UNION SELECT master_sha256 FROM factory.posts
    )
"""
"""Videos that are out at every outlet, in the master that is there now, and seen there; or deleted.
And the files that anything names: a stage, a decision, a post."""

DUE: Final = f"""
    {OVER}
    SELECT w.fingerprint, w.bytes FROM factory.work w
    WHERE w.done_at < now() - make_interval(secs => :seconds) AND w.retired_at IS NULL
      AND (w.kind = ANY(:intermediate)) = :wanted
      -- What a vendor made is kept for ever, and so is what cost anything.
      AND w.made_by ->> 'remote' = 'false' AND coalesce(w.cost_usd, 0) = 0
      AND NOT EXISTS (
          SELECT FROM factory.charges c WHERE c.fingerprint = w.fingerprint
          AND c.state <> 'released' AND coalesce(c.settled_usd, c.estimated_usd) > 0
      )
      AND NOT EXISTS (SELECT FROM named n WHERE n.sha256 = w.sha256)
      AND NOT EXISTS (
          SELECT FROM (
              SELECT w.first_video_id AS video_id UNION ALL
              SELECT u.video_id FROM factory.work_uses u WHERE u.fingerprint = w.fingerprint
          ) users
          WHERE NOT EXISTS (
              SELECT FROM over o
              WHERE o.video_id = users.video_id AND (o.deleted OR :wanted)
          )
      )
"""
RETIRE: Final = f"""
    UPDATE factory.work SET retired_at = 'infinity' WHERE owner IS NULL AND fingerprint IN (
        SELECT fingerprint FROM ({DUE}) due
    )
"""
DATE: Final = """
    UPDATE factory.work SET retired_at = clock_timestamp()
    WHERE retired_at = 'infinity' AND cleaned_at IS NULL
"""
"""Dates what was retired, in a transaction after the one that did: a stage that begins while that one
is under way is still given the file, so it must count as older."""
KIND: Final = """
    retired_at IS NOT NULL AND cleaned_at IS NULL AND owner IS NULL AND done_at IS NOT NULL
    AND (kind = ANY(:intermediate)) = :wanted
"""
IN_USE: Final = """
    EXISTS (
        SELECT FROM factory.stages s
        WHERE s.started_at < w.retired_at AND s.finished_at IS NULL AND s.failed_at IS NULL
    )
"""
RETIRED: Final = f"""
    SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes,
           count(*) FILTER (WHERE {IN_USE}) AS waiting
    FROM factory.work w WHERE {KIND}
"""
NEXT: Final = f"""
    WITH batch AS (
        SELECT w.fingerprint, w.sha256, w.suffix, w.bytes FROM factory.work w
        WHERE {KIND} AND w.retired_at < 'infinity' AND NOT {IN_USE}
        ORDER BY w.fingerprint LIMIT {AT_ONCE} FOR UPDATE OF w SKIP LOCKED
    )
    SELECT b.*, EXISTS (
        SELECT FROM factory.work other
        WHERE other.sha256 = b.sha256 AND other.suffix = b.suffix
          AND other.cleaned_at IS NULL AND other.done_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM batch too WHERE too.fingerprint = other.fingerprint)
    ) OR EXISTS (SELECT FROM factory.artifacts a WHERE a.sha256 = b.sha256)
      -- Several of a batch may have one file: the first of them removes it.
      OR row_number() OVER (PARTITION BY b.sha256, b.suffix ORDER BY b.fingerprint) > 1 AS shared
    FROM batch b ORDER BY b.fingerprint
"""
CLEANED: Final = "UPDATE factory.work SET cleaned_at = now() WHERE fingerprint = ANY(:done)"


class ResultFiles(Protocol):
    """Where results lie."""

    def remove_blob(self, sha256: str, suffix: str) -> None:
        """Remove a result, wherever it lies; nothing happens if it is not there."""
        ...


@dataclass(frozen=True, slots=True)
class UnneededResults:
    """Intermediate results of videos that are out, or all results of deleted ones.

    See `factory.ports.Cleaner`.
    """

    engine: Engine
    files: ResultFiles
    intermediate: bool
    """What only led to masters that are out or deleted; otherwise what else deleted videos used."""

    @property
    def kind(self) -> str:
        """See `factory.ports.Cleaner.kind`."""
        return "intermediates" if self.intermediate else "deleted"

    @property
    def about(self) -> str:
        """See `factory.ports.Cleaner.about`."""
        if self.intermediate:
            return "segments and sound of videos that are out or deleted"
        return "other results of deleted videos that cost nothing"

    def due(self, days: float) -> Removable:
        """See `factory.ports.Cleaner.due`."""

        def ask(connection: Connection) -> Removable:
            asked = self._asked(days)
            fresh = connection.execute(
                sa.text(f"SELECT count(*), coalesce(sum(bytes), 0) FROM ({DUE}) due"), asked
            ).one()
            left = connection.execute(sa.text(RETIRED), asked).one()
            return Removable(fresh[0] + left.count, int(fresh[1] + left.bytes), left.waiting)

        return transact(self.engine, ask)

    def clean(self, days: float) -> Removable:
        """See `factory.ports.Cleaner.clean`."""
        asked = self._asked(days)
        transact(self.engine, lambda c: c.execute(sa.text(RETIRE), asked))
        return self.sweep()

    def sweep(self) -> Removable:
        """Remove what is retired already, however long ago: all of it, or what waits is counted."""
        asked = self._asked(0)
        transact(self.engine, lambda c: c.execute(sa.text(DATE)))
        count, size = 0, 0
        while found := transact(self.engine, lambda c: self._remove_some(c, asked)):
            count += len(found)
            size += sum(row.bytes for row in found if not row.shared)
        left = transact(self.engine, lambda c: c.execute(sa.text(RETIRED), asked).one())
        return Removable(count, size, left.waiting)

    def _remove_some(self, connection: Connection, asked: dict[str, Any]) -> Sequence[sa.Row[Any]]:
        """Remove files while their rows are held, so that nobody claims one of them meanwhile."""
        rows = connection.execute(sa.text(NEXT), asked).all()
        for row in rows:
            if not row.shared:
                self.files.remove_blob(row.sha256, row.suffix)
        if rows:
            done = {"done": [row.fingerprint for row in rows]}
            connection.execute(sa.text(CLEANED), done)
        return rows

    def _asked(self, days: float) -> dict[str, Any]:
        return {
            "seconds": days * 86400,
            "intermediate": INTERMEDIATE,
            "wanted": self.intermediate,
        }
