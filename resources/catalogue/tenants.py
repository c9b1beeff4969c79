"""Tenants in Postgres: those there are, and whose every channel is."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.channel.channel import Channel
from factory.errors import BadInput
from factory.people.tenant import Bounds, Tenant
from resources.catalogue.json_rows import rows
from resources.catalogue.tenant_limits import HAS, check_limit
from resources.database.confinement import confined_tenant, unconfined
from resources.database.connection import transact
from resources.database.tenant_role import let_tenants_in
from resources.database.tenant_tables import channels, tenants

FOUND_BY = "a channel's file"

WITH_COUNTS = f"""
    SELECT t.*, ARRAY(
               SELECT channel FROM factory.channels c WHERE c.tenant = t.tenant ORDER BY channel
           ) AS channels,
           (SELECT count(*) FROM factory.videos v WHERE v.tenant = t.tenant) AS videos,
           ({HAS["people"]}) AS people, ({HAS["tokens"]}) AS tokens
    FROM factory.tenants t
    WHERE cast(:tenant AS text) IS NULL OR t.tenant = :tenant ORDER BY t.tenant
"""


class PostgresTenants:
    """Whose channels there are."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> Sequence[Tenant]:
        """Return them, by name."""
        return [Tenant.model_validate(row) for row in self._found(None)]

    def find(self, tenant: str) -> Tenant | None:
        """Return one, or None where nobody knows it."""
        return next((Tenant.model_validate(row) for row in self._found(tenant)), None)

    def add(self, tenant: str, bounds: Bounds, by: str) -> Tenant:
        """Add a tenant, or give one that there is other bounds; make the rights of tenants anew."""
        facts = bounds.model_dump()
        row = insert(tenants).values(tenant=tenant, added_by=by, **facts)

        def add(connection: Connection) -> None:
            connection.execute(row.on_conflict_do_update(index_elements=["tenant"], set_=facts))
            let_tenants_in(connection)

        transact(self._engine, add)
        added = self.find(tenant)
        assert added is not None
        return added

    def _found(self, tenant: str | None) -> Sequence[dict[str, Any]]:
        return transact(self._engine, lambda c: rows(c, WITH_COUNTS, tenant=tenant))


def know_channel(connection: Connection, channel: Channel) -> None:
    """Note whose a channel is and which accounts it names; a tenant that is new becomes known.

    Args:
        connection: kept to a tenant or not; the factory notes it, whoever is served.
        channel: as its file is now.

    Raises:
        BadInput: it would be one more than its tenant may have, or is no longer of who is served.
    """
    served = confined_tenant()
    if served not in (None, channel.tenant):
        raise BadInput(
            f"channel {channel.name} belongs to another tenant than {served} by now; whoever runs "
            "the factory can say whose it is"
        )
    with unconfined(connection):
        _note(connection, channel)


def _note(connection: Connection, channel: Channel) -> None:
    accounts = sorted(
        f"{outlet} {account}"
        for outlet in ("youtube", "tiktok", "instagram")
        if (account := channel.account_at(outlet))
    )
    facts = {"tenant": channel.tenant, "accounts": accounts}
    known = sa.select(channels.c.channel).where(
        channels.c.channel == channel.name,
        channels.c.tenant == channel.tenant,
        channels.c.accounts == accounts,
    )
    if connection.scalar(known):
        return  # written to by nobody, so that briefs of a channel do not wait for each other
    connection.execute(
        insert(tenants).values(tenant=channel.tenant, added_by=FOUND_BY).on_conflict_do_nothing()
    )
    is_its = sa.select(channels.c.tenant).where(channels.c.channel == channel.name)
    if connection.scalar(is_its) != channel.tenant:
        check_limit(connection, channel.tenant, "channels")
    row = insert(channels).values(channel=channel.name, **facts)
    changed = {**facts, "known_at": sa.func.now()}
    connection.execute(row.on_conflict_do_update(index_elements=["channel"], set_=changed))
