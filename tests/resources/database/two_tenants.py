"""Two tenants with a marked row in every table: whatever one of them finds, nothing bears the other's mark."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from resources.catalogue.catalogue import Catalogue
from resources.database.all_tables import every_table
from resources.database.tenancy import OF_ALL
from tests.fakes.catalogued import accepted

NORTH, SOUTH = "north", "south"
WORDS: dict[str, Any] = {
    "phase": "plan",
    "decision": "approved",
    "charges.state": "settled",
    "ideas.state": "new",
    "post_changes.what": "title",
    "post_changes.after_seconds": 1,
    "outcome": "released",
    "launches.outcome": "succeeded",
    "bookings.outcome": "posted",
    "role": "viewer",
    "scope": "channel",
    "sha256": "ab" * 32,
    "outlet": "outbox",
    "reviews.outlet": "",
    "place": "desk",
    "master_sha256": "ab" * 32,
    "post_changes.at": None,
    "work.owner": None,
    "sessions.key_sha256": None,
    "sessions.guest_link_id": None,
}
"""What columns take that do not take any word."""


NAMES_ITS_ACCOUNT = "UPDATE factory.channels SET accounts = ARRAY[:account] WHERE tenant = :tenant"


def mark(tenant: str) -> str:
    """Return the word that stands in everything of a tenant."""
    return f"{tenant}ern-mark"


def channel_of(tenant: str) -> str:
    """Return the name of its channel."""
    return f"{mark(tenant)}-tales"


def video_of(tenant: str) -> str:
    """Return the ID of its video."""
    return f"{mark(tenant)}-video"


def accept(catalogue: Catalogue, tenant: str) -> None:
    """Accept its brief."""
    brief = accepted(video_of(tenant), channel=channel_of(tenant), words=f"Of {mark(tenant)}.")
    channel = brief.channel.model_copy(update={"tenant": tenant})
    catalogue.briefs.accept(brief.model_copy(update={"channel": channel}))


def fill(engine: Engine, tenant: str) -> None:
    """Put a row of a tenant into every table that has none of its."""
    with engine.begin() as connection:
        # What is written without a video or a channel is whoever's who is kept to a tenant.
        connection.execute(sa.text("SELECT set_config('factory.tenant', :t, true)"), {"t": tenant})
        for table in tables():
            row = dict(_row(connection, table, tenant))
            connection.execute(insert(table).values(row).on_conflict_do_nothing())
        named = {"account": f"outbox {mark(tenant)} account", "tenant": tenant}
        connection.execute(sa.text(NAMES_ITS_ACCOUNT), named)


def tables() -> Iterator[sa.Table]:
    """Yield the tables whose rows are somebody's, those first that others point to."""
    for table in every_table():
        if table.name not in OF_ALL:
            yield table


def _row(connection: Connection, table: sa.Table, tenant: str) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        filled_in = column.name == "tenant" and table.name not in SAID_HERE
        if column.identity is not None or filled_in or column.name == "for_tenant":
            continue
        yield column.name, _value(connection, table, column, tenant)


SAID_HERE = (
    *("tenants", "channels", "charges", "spending", "signatures", "people", "api_tokens"),
    "channel_figures",
)


def _kept(tenant: str) -> dict[str, Any]:
    """Return what columns keep that pages read as a record."""
    idea = {
        "idea_id": f"{mark(tenant)} idea_id",
        "day": "2026-11-21",
        "channel": channel_of(tenant),
        "title": f"An idea of {mark(tenant)}",
        "target_format": "short",
        "language": "en",
        "source": "topics",
        "score": 0.5,
        "reasons": [],
        "near": [],
    }
    campaign = {
        "name": f"{mark(tenant)}",
        "title": f"A campaign of {mark(tenant)}",
        "first_day": "2026-11-21",
        "last_day": "2026-11-22",
        "channels": [channel_of(tenant)],
    }
    return {
        "ideas.proposed": idea,
        "campaigns.campaign": campaign["name"],
        "campaigns.begun": campaign,
        "campaigns.channels": [channel_of(tenant)],
        "orders.answer": f'{{"mark": "{mark(tenant)}"}}',
        "reviews.notes": [{"at": 1.0, "words": mark(tenant)}],
        "estimates.rows": [],
        "launches.wait": {"waits_for": "budget", "words": mark(tenant)},
        "stages.wait": None,
    }


def _value(connection: Connection, table: sa.Table, column: sa.Column[Any], tenant: str) -> Any:
    for name in (f"{table.name}.{column.name}", column.name):
        if name in WORDS:
            return WORDS[name]
    kept = _kept(tenant)
    if f"{table.name}.{column.name}" in kept:
        return kept[f"{table.name}.{column.name}"]
    known = {
        "tenant": tenant,
        "video_id": video_of(tenant),
        "first_video_id": video_of(tenant),
        "channel": channel_of(tenant),
    }
    if column.name in known:
        return known[column.name]
    if table.name == "limits" and column.name == "name":
        return channel_of(tenant)
    if column.foreign_keys:
        (key,) = column.foreign_keys
        owner = key.column
        mine = sa.select(owner).where(owner.table.c.tenant == tenant).limit(1)
        return connection.scalar(mine)
    return _of_kind(column, tenant)


def _of_kind(column: sa.Column[Any], tenant: str) -> Any:
    kind = column.type
    if isinstance(kind, sa.ARRAY):
        return [mark(tenant)]
    if isinstance(kind, sa.JSON):
        return {"channel": channel_of(tenant), "mark": mark(tenant)}
    if isinstance(kind, sa.Uuid):
        return sa.func.gen_random_uuid()
    if isinstance(kind, sa.DateTime | sa.Date):
        return sa.func.now()
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Numeric | sa.Integer | sa.Float):
        return 1
    return f"{mark(tenant)} {column.name}"
