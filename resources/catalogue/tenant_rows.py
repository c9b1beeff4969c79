"""All rows of one tenant in Postgres: counted, read out, and removed with the proof of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import PermanentError
from factory.people.tenant import Removal
from resources.database.all_tables import every_table
from resources.database.connection import transact

BOOKS: Final = ("charges", "spending")
"""Stay whatever is removed: books are kept for as long as the law wants them."""
OF_PUBLISHED: Final = (
    *("videos", "briefs", "artifacts", "posts"),
    *("reviews", "alternatives", "waivers", "takedowns"),
)
"""Stay of videos that were published: what went out, made of what, and who answered for it."""
NEVER_READ_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("password",),
    "api_tokens": ("secret_sha256",),
    "guest_links": ("secret_sha256",),
    "posts": ("notes",),
    "api_answers": ("key", "body"),
}
"""Columns by which somebody comes in, here or into an upload that has not ended; sessions are left out whole."""

PUBLISHED: Final = """
    SELECT DISTINCT video_id FROM factory.posts
    WHERE tenant = :tenant AND published_at IS NOT NULL
"""
GOING: Final = f"""
    SELECT video_id FROM factory.videos WHERE tenant = :tenant AND video_id NOT IN ({PUBLISHED})
"""
AT_WORK: Final = """
    SELECT video_id FROM factory.launches WHERE tenant = :tenant AND ended_at IS NULL
    UNION SELECT video_id FROM factory.stages
        WHERE tenant = :tenant AND finished_at IS NULL AND failed_at IS NULL
    UNION SELECT video_id FROM factory.posts WHERE tenant = :tenant AND owner IS NOT NULL
    ORDER BY 1
"""
RETIRE_RESULTS: Final = f"""
    UPDATE factory.work w SET retired_at = coalesce(retired_at, now()), recipe = '{{}}',
        notes = NULL, detail = NULL
    WHERE w.done_at IS NOT NULL AND (w.first_video_id IN ({GOING}) OR EXISTS (
        SELECT FROM factory.work_uses u WHERE u.fingerprint = w.fingerprint AND u.tenant = :tenant
    )) AND NOT EXISTS (
        SELECT FROM factory.work_uses u WHERE u.fingerprint = w.fingerprint
        AND (u.tenant IS DISTINCT FROM :tenant OR u.video_id IN ({PUBLISHED}))
    )
"""
"""Results that nobody else uses: their words go at once, their files as soon as nothing may read them.

What an earlier version of a script wanted is used by nobody; it is known by the video it was first for.
"""
FORGET_UNFINISHED: Final = f"""
    UPDATE factory.work w SET recipe = '{{}}', notes = NULL, detail = NULL, error = NULL
    WHERE w.done_at IS NULL AND (w.owner IS NULL OR w.lease_expires_at < now())
    AND w.first_video_id IN ({GOING}) AND NOT EXISTS (
        SELECT FROM factory.charges c WHERE c.token = w.token AND c.tenant IS DISTINCT FROM :tenant
    )
"""
"""Work that failed or broke off has no use to find it by; what another tenant has taken over stays."""
FORGET_ALERTS: Final = f"""
    DELETE FROM factory.alerts a USING factory.videos v
    WHERE v.video_id IN ({GOING}) AND (
        a.alert -> 'videos' @> to_jsonb(v.video_id)
        OR a.told_alert -> 'videos' @> to_jsonb(v.video_id)
    )
"""
"""They hold what failed, in words; a cause that lasts is told anew, of the videos that are left."""
FORGET_VECTORS: Final = "DELETE FROM factory.title_vectors"
"""They are known by a hash alone, and tell what a title meant: all are reckoned anew when they are wanted."""
ACCOUNTS: Final = """
    SELECT account FROM factory.channels, unnest(accounts) account WHERE tenant = :tenant
    EXCEPT SELECT account FROM factory.channels, unnest(accounts) account WHERE tenant <> :tenant
"""
"""Accounts that its channels name and nobody else's: the access to them goes, tokens and all."""
OF_ACCOUNTS: Final = "FROM factory.grants WHERE outlet || ' ' || account = ANY (:accounts)"
GIVE_UP_IDEAS: Final = f"""
    UPDATE factory.ideas SET video_id = NULL, state = 'rejected'
    WHERE tenant IS DISTINCT FROM :tenant
    AND video_id IN ({GOING})
"""
"""Ideas of a channel that has come to another tenant name no video that goes, and are not made again."""
REMEMBER: Final = """
    INSERT INTO factory.removed_tenants (name) VALUES (:tenant)
    ON CONFLICT (name) DO UPDATE SET removed_at = now()
"""
"""Its name, by which other machines know that their copies of its files go."""
OF_NO_TENANT: Final = (
    *(RETIRE_RESULTS, FORGET_UNFINISHED, FORGET_ALERTS, FORGET_VECTORS),
    *(GIVE_UP_IDEAS, REMEMBER),
)
"""What is done to rows that do not say whose they are, while the tenant's still do."""


class PostgresTenantRows:
    """What the database holds of a tenant."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read_out(self, tenant: str) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
        """Yield the rows of each table, as JSON values, without what lets somebody in."""
        for table in _tables():
            if table == "sessions":
                continue
            hidden = ", ".join(f"'{name}'" for name in NEVER_READ_OUT.get(table, ()))
            question = sa.text(
                f"SELECT to_jsonb(t) - ARRAY[{hidden}]::text[] FROM factory.{table} t"
                " WHERE tenant = :tenant ORDER BY t::text"
            )
            yield (
                table,
                transact(
                    self._engine,
                    lambda c, q=question: c.scalars(q, {"tenant": tenant}).all(),
                ),
            )

    def plan(self, tenant: str) -> Removal:
        """Return what a removal would take and what it would leave."""
        return transact(self._engine, lambda c: _plan(c, tenant))

    def removable(self, tenant: str, *, keep_published: bool) -> Removal:
        """Return `plan` of a tenant that may be removed now.

        Raises:
            PermanentError: something of it runs, or is published and that was not said.
        """
        return transact(self._engine, lambda c: _removable(c, tenant, keep_published))

    def remove(self, tenant: str, *, keep_published: bool) -> Removal:
        """Remove what may go, and count again what is left.

        Raises:
            PermanentError: as `removable` does; nothing was removed.
        """

        def remove(connection: Connection) -> tuple[Removal, Sequence[str]]:
            plan = _removable(connection, tenant, keep_published)
            accounts = connection.scalars(sa.text(ACCOUNTS), {"tenant": tenant}).all()
            connection.execute(sa.text(f"DELETE {OF_ACCOUNTS}"), {"accounts": accounts})
            for change in OF_NO_TENANT:
                connection.execute(sa.text(change), {"tenant": tenant})
            for table in reversed(_tables()):
                gone = sa.text(f"DELETE FROM factory.{table} t WHERE {_goes(table)}")
                connection.execute(gone, {"tenant": tenant})
            return plan, accounts

        plan, accounts = transact(self._engine, remove)
        left = transact(self._engine, lambda c: _counted(c, tenant, accounts, going=False))
        return plan.model_copy(update={"left": left})


def _tables() -> list[str]:
    """Return the tables whose rows say whose they are, those first that others point to."""
    return [table.name for table in every_table() if "tenant" in table.c]


def _goes(table: str) -> str:
    """Return the condition that a row of a tenant goes."""
    if table in BOOKS:
        return "false"
    if table in OF_PUBLISHED:
        return f"tenant = :tenant AND video_id NOT IN ({PUBLISHED})"
    if table == "post_follow_ups":
        kept = f"SELECT id FROM factory.posts WHERE video_id IN ({PUBLISHED})"
        return f"tenant = :tenant AND post NOT IN ({kept})"
    if table == "experiment_videos":
        gone = "SELECT experiment_id FROM factory.experiments WHERE tenant = :tenant"
        return f"tenant = :tenant OR experiment_id IN ({gone})"
    if table == "tenants":
        return "tenant = :tenant AND NOT EXISTS (SELECT FROM factory.videos WHERE tenant = :tenant)"
    return "tenant = :tenant"


def _counted(
    connection: Connection, tenant: str, accounts: Sequence[str], *, going: bool
) -> dict[str, int]:
    """Return how many rows go, or are there, by table; tables without any are left out."""
    counts: dict[str, int] = {}
    for table in _tables():
        which = _goes(table) if going and table != "tenants" else "tenant = :tenant"
        question = sa.text(f"SELECT count(*) FROM factory.{table} t WHERE {which}")
        if count := int(connection.scalar(question, {"tenant": tenant}) or 0):
            counts[table] = count
    question = sa.text(f"SELECT count(*) {OF_ACCOUNTS}")
    if count := int(connection.scalar(question, {"accounts": accounts}) or 0):
        counts["grants"] = count
    return counts


def _removable(connection: Connection, tenant: str, keep_published: bool) -> Removal:
    plan = _plan(connection, tenant)
    if plan.at_work:
        raise PermanentError(
            f"tenant {tenant} cannot be deleted: {', '.join(plan.at_work[:5])} is running or "
            "asked for; `factory cancel VIDEO` first"
        )
    if plan.published and not keep_published:
        raise PermanentError(
            f"tenant {tenant} cannot be deleted: {len(plan.published)} of its videos are "
            "published. With --keep-published the rest goes, and what went out stays on "
            "record: briefs, masters' hashes, decisions, posts, charges"
        )
    return plan


def _plan(connection: Connection, tenant: str) -> Removal:
    asked = {"tenant": tenant}
    published = connection.scalars(sa.text(f"{PUBLISHED} ORDER BY 1"), asked).all()
    every = connection.scalars(
        sa.text("SELECT video_id FROM factory.videos WHERE tenant = :tenant ORDER BY 1"), asked
    ).all()
    accounts = connection.scalars(sa.text(ACCOUNTS), asked).all()
    return Removal(
        tenant=tenant,
        goes=_counted(connection, tenant, accounts, going=True),
        videos=tuple(one for one in every if one not in set(published)),
        published=tuple(published),
        at_work=tuple(connection.scalars(sa.text(AT_WORK), asked)),
    )
