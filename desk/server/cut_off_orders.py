"""Cut-off orders: what was agreed to, and whose process was killed over it, is carried out by the next desk."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from desk.api.orders import carry_on
from wiring.factory import Factory

LOOK_SECONDS: Final = 30.0


@contextmanager
def orders_carried_on(factory: Factory, say: Callable[[str], None]) -> Iterator[None]:
    """Carry on, at once and now and then, by a thread of its own, for as long as the block lasts."""
    done = threading.Event()
    looker = threading.Thread(target=_look, args=(factory, say, done), name="orders", daemon=True)
    looker.start()
    try:
        yield
    finally:
        done.set()


def _look(factory: Factory, say: Callable[[str], None], done: threading.Event) -> None:
    """Look again and again; a database that is away is waited for elsewhere."""
    while not done.is_set():
        try:
            for line in carry_on(factory):
                say(line)
        except Exception as error:  # noqa: BLE001 - nor may a fault of ours end the looking, unseen
            say(f"orders that were cut off are looked for again: {error}")
        done.wait(LOOK_SECONDS)
