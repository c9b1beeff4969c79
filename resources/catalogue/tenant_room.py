"""How many of each a tenant may have, looked at where one more is made."""

from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.errors import BadInput

What = Literal["channels", "people", "tokens"]

HAS: Final[dict[What, str]] = {
    "channels": "SELECT count(*) FROM factory.channels WHERE tenant = :tenant",
    "people": "SELECT count(*) FROM factory.people WHERE tenant = :tenant AND NOT disabled",
    "tokens": (
        "SELECT count(*) FROM factory.api_tokens WHERE tenant = :tenant AND revoked_at IS NULL"
        " AND coalesce(expires_at > now(), true)"
    ),
}


def check_room(connection: Connection, tenant: str | None, what: What) -> None:
    """See that a tenant may have one more; whoever makes another at the same moment waits.

    Raises:
        BadInput: it has as many as it may.
    """
    asked = {"tenant": tenant}
    bound = connection.scalar(
        sa.text(f"SELECT most_{what} FROM factory.tenants WHERE tenant = :tenant FOR UPDATE"), asked
    )
    if bound is None:
        return
    has = int(connection.scalar(sa.text(HAS[what]), asked) or 0)
    if has >= bound:
        raise BadInput(
            f"tenant {tenant} has {has} {what} and may have {bound}; "
            f"`factory tenant add {tenant} --most-{what} {has + 1}` lets it have one more"
        )
