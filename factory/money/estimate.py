"""Estimate: what one video will cost, by role."""

from factory.money.dollars import dollars
from factory.records import Payload


class PriceRow(Payload):
    """One role: how many units it needs and what they cost."""

    role: str
    provider: str
    second: str = ""
    """Who stands in while the provider is left alone, at prices of its own."""
    units: int
    unit: str
    each_usd: float
    """On the average."""
    total_usd: float

    @property
    def by(self) -> str:
        """Who works, for people: `google, or else piper`."""
        return f"{self.provider}, or else {self.second}" if self.second else self.provider


class Estimate(Payload):
    """The price of one video, by role."""

    title: str
    format: str
    seconds: float
    """Estimated length of the video."""
    rows: tuple[PriceRow, ...]
    total_usd: float
    budget_usd: float | None
    """What the channel allows for one video; None: the factory's own limit."""

    def as_table(self) -> str:
        """Return it as Markdown, for whoever looks before anything is bought."""
        rows = "\n".join(
            f"| {row.role} | {row.by} | {row.units} {row.unit} | {dollars(row.total_usd)} |"
            for row in self.rows
        )
        head = "| role | provider | units | price |\n|---|---|---|---|"
        return f"{head}\n{rows}\n\n**{dollars(self.total_usd)}** together"
