"""How many of each a tenant may have, looked at where one more is made."""

from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.errors import BadInput

What = Literal["channels", "people", "tokens"]

HAS: Final[dict[What, str]] = {
    "channels": "SELECT count(*) FROM factory.channels c WHERE c.tenant = t.tenant",
    "people": "SELECT count(*) FROM factory.people p WHERE p.tenant = t.tenant AND NOT p.disabled",
    "tokens": (
        "SELECT count(*) FROM factory.api_tokens a WHERE a.tenant = t.tenant"
        " AND a.revoked_at IS NULL AND coalesce(a.expires_at > now(), true)"
    ),
}
"""Questions about the tenant `t`."""


def check_limit(connection: Connection, tenant: str | None, what: What) -> None:
    """See that a tenant may have one more; whoever makes another at the same moment waits.

    Raises:
        BadInput: it has as many as it may.
    """
    asked = {"tenant": tenant}
    # Rows that only point to the tenant need not wait.
    mine = f"SELECT most_{what} FROM factory.tenants WHERE tenant = :tenant FOR NO KEY UPDATE"
    bound = connection.scalar(sa.text(mine), asked)
    if bound is None:
        return
    count = sa.text(f"SELECT ({HAS[what]}) FROM factory.tenants t WHERE t.tenant = :tenant")
    has = int(connection.scalar(count, asked) or 0)
    if has >= bound:
        raise BadInput(
            f"tenant {tenant} has {has} {what} and may have {bound}; "
            f"`factory tenant add {tenant} --most-{what} {has + 1}` lets it have one more"
        )
