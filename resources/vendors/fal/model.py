"""What makers of pictures and of clips at fal have in common: a known model, asked through the queue."""

from collections.abc import Sequence

from factory.errors import BadInput
from factory.money.price_book import PriceBook
from factory.ports import Seeding
from factory.records import Provider
from resources.machine.credentials import licence_of
from resources.vendors.fal.queue import FalQueue
from resources.vendors.fal.vendor import FAL


class FalModel:
    """One model of fal's, with the channel's seed.

    Args:
        prices: what it costs.
        model: fal's name of it; empty for the usual one.
        known: those whose arguments are known, the usual one first.
        queue: where its jobs are ordered; by default fal's, as the environment says.

    Raises:
        BadInput: the model is none of those known.
    """

    seeding: Seeding = "channel"

    def __init__(
        self, prices: PriceBook, model: str, known: Sequence[str], queue: FalQueue | None
    ) -> None:
        if (model or known[0]) not in known:
            raise BadInput(f"fal's model {model[:80]!r} is unknown; there are: {', '.join(known)}")
        self._queue = queue or FalQueue()
        self.provider = Provider(
            role="pictures",
            name=FAL.name,
            model=model or known[0],
            version=self._queue.version,
            licence=licence_of(self._queue.address, FAL.licence),
            remote=True,
        )
        self._prices = prices

    def close(self) -> None:
        """Let go of the connections."""
        self._queue.close()

    def missing(self) -> str:
        """Return what a person has to do before it can draw; empty when nothing."""
        return self._queue.missing()

    def healthcheck(self) -> str:
        """Return what fal says of the model; costs nothing."""
        return self._queue.price_facts(self.provider.model)
