"""Health for whoever starts and stops processes: alive, and ready to be asked."""

import shutil
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from factory.errors import FactoryError
from wiring.factory import Factory

LEAST_FREE_BYTES: Final = 1 << 30
ASKED_SECONDS: Final = 5.0
"""Everybody may ask: the code location is asked no oftener, and by one at a time."""
SILENT_SECONDS: Final = 120.0
"""Dagster's daemons give a sign of life every 30 s."""


class Health:
    """The addresses `/healthz` and `/readyz`; neither says anything of what is made here.

    Args:
        factory: whose door asks.
        code_answers: whether the code location does, without which nothing is made.
    """

    def __init__(self, factory: Factory, code_answers: Callable[[], bool]) -> None:
        self._factory = factory
        self._code_answers = code_answers
        self._code = (float("-inf"), False)
        self._asking = Lock()

    def alive(self, request: Request) -> Response:
        """Say that this process answers; nothing else is asked."""
        return JSONResponse({"alive": True})

    def ready(self, request: Request) -> Response:
        """Say whether pages can be shown and work goes on: 200, or 503 with what is missing."""
        missing = [word for word, there in self._parts() if not there]
        return JSONResponse({"ready": not missing, "missing": missing}, 503 if missing else 200)

    def _parts(self) -> list[tuple[str, bool]]:
        free = shutil.disk_usage(self._factory.settings.media).free
        try:
            silent = self._factory.catalogue.operations.longest_silence()
        except FactoryError:
            return [("database", False)]
        daemons = silent is None or silent < SILENT_SECONDS
        enough = free >= LEAST_FREE_BYTES
        return [("code", self._code_is_there()), ("daemons", daemons), ("disk", enough)]

    def _code_is_there(self) -> bool:
        """Return the newest answer; whoever comes while it is asked for gets the one before."""
        asked_at, there = self._code
        if time.monotonic() - asked_at > ASKED_SECONDS and self._asking.acquire(blocking=False):
            try:
                there = self._code_answers()
                self._code = (time.monotonic(), there)
            finally:
                self._asking.release()
        return there
