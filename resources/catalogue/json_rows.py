"""Rows of a query as plain JSON values."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

Rows = list[dict[str, Any]]


def rows(connection: Connection, query: str, **values: Any) -> Rows:
    """Return what a query answers, sums as numbers and times in ISO 8601."""
    found = connection.execute(sa.text(query), values).mappings()
    return [{key: _json(value) for key, value in row.items()} for row in found]


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value
