"""Kept answers, a cache: what was made of figures stays as long as nothing new is told or paid."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar
from weakref import WeakValueDictionary

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.analytics.derived_metrics import SETTING
from resources.database.connection import transact

MOST: Final = 64
MOST_SECONDS: Final = 60.0
"""So old may be whatever else an answer holds: titles, posts, curves of retention, readings."""
TOLD: Final = f"""
    SELECT count(*), max(changed_at),
           (SELECT value FROM factory.config WHERE key = '{SETTING}') FROM factory.channel_figures
    WHERE :channel = '' OR channel = :channel
"""
SPENT: Final = """
    SELECT sum(spent_usd) FROM factory.spending
    WHERE (:channel = '' OR channel = :channel) AND day BETWEEN :first AND :last
"""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, how its channel stood then, and when that was."""

    stood: tuple[Any, ...]
    at: float
    answer: Any


class Asked:
    """A question that somebody waits for, as long as somebody does."""

    def __init__(self) -> None:
        self.once = threading.Lock()


class KeptAnswers:
    """Answers about figures, in this process alone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: dict[Hashable, Kept] = {}
        self._adding = threading.Lock()
        self._asked: WeakValueDictionary[Hashable, Asked] = WeakValueDictionary()

    def answer(
        self,
        channel: str,
        question: Hashable,
        ask: Callable[[], T],
        paid: tuple[date, date] | None = None,
    ) -> T:
        """Return the answer that was made before, if nothing was told or paid since; else make it.

        Who asks the same at the same time waits for that one answer: a page of Dagster's loads six pictures at once.

        Args:
            channel: on whose figures it stands; empty for all.
            question: what is asked; no other question has the same.
            ask: makes the answer, which nobody changes.
            paid: the first and the last day on whose charges it stands too; None: it stands on none.
        """
        with self._adding:
            asked = self._asked.setdefault(question, Asked())
        with asked.once:
            return self._answer(channel, question, ask, paid)

    def _answer(
        self,
        channel: str,
        question: Hashable,
        ask: Callable[[], T],
        paid: tuple[date, date] | None,
    ) -> T:
        stands = transact(self._engine, lambda c: _stands(c, channel, paid))
        now = time.monotonic()
        kept = self._kept.get(question)
        if kept and kept.stood == stands and now - kept.at < MOST_SECONDS:
            return kept.answer
        answer = ask()
        with self._adding:
            young = {q: one for q, one in self._kept.items() if now - one.at < MOST_SECONDS}
            young.pop(question, None)
            young[question] = Kept(stands, now, answer)
            self._kept = dict(list(young.items())[-MOST:])
        return answer


def _stands(c: Connection, channel: str, paid: tuple[date, date] | None) -> tuple[Any, ...]:
    asked: dict[str, Any] = {"channel": channel}
    told = tuple(c.execute(sa.text(TOLD), asked).one())
    if paid is None:
        return told
    return *told, c.scalar(sa.text(SPENT), {**asked, "first": paid[0], "last": paid[1]})
