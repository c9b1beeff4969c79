"""Kept answers: what was made of figures stays as long as nothing new is told or paid."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy import Engine

from resources.database.connection import transact

MOST: Final = 64
MOST_SECONDS: Final = 60.0
"""So old may be whatever else an answer holds: titles, posts, curves of retention, readings."""
STANDS = """
    SELECT f.days, f.changed_at, s.spent FROM (
        SELECT count(*) AS days, max(changed_at) AS changed_at FROM factory.channel_figures
        WHERE :channel = '' OR channel = :channel
    ) f, (
        SELECT sum(spent_usd) AS spent FROM factory.spending WHERE :channel = '' OR channel = :channel
    ) s
"""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, how its channel stood then, and when that was."""

    stood: tuple[Any, ...]
    at: float
    answer: Any


class KeptAnswers:
    """Answers about figures, in this process alone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: dict[Hashable, Kept] = {}
        self._adding = threading.Lock()

    def answer(self, channel: str, question: Hashable, ask: Callable[[], T]) -> T:
        """Return the answer that was made before, if nothing was told or paid since; else make it.

        Args:
            channel: on whose figures and charges it stands; empty for all.
            question: what is asked; no other question has the same.
            ask: makes the answer, which nobody changes.
        """
        asked = {"channel": channel}
        found = transact(self._engine, lambda c: c.execute(sa.text(STANDS), asked).one())
        stands, now = tuple(found), time.monotonic()
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
