"""Spending row: what was spent in a day, as the terminal, pages and the API show it."""

from datetime import date

from factory.records import Payload


class SpendingRow(Payload):
    """What was spent in a day, by channel, layer and vendor."""

    day: date
    tenant: str
    channel: str
    layer: str
    role: str
    provider: str
    model: str
    calls: int
    settled_usd: float
    in_doubt_usd: float
    reserved_usd: float
    spent_usd: float
