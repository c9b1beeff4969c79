"""Since when each vendor's key is in use here, so that somebody is reminded to make a new one."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from pydantic import Field, ValidationError

from factory.errors import PermanentError
from factory.records import Payload
from resources.machine.private_files import private_folder, read_private, write_private

ROTATE_AFTER: Final = timedelta(days=90)
"""A quarter."""
FILE: Final = "key-ages.json"


@dataclass(frozen=True, slots=True)
class KeyAge:
    """One variable that holds a key, and the day on which the key was first seen."""

    variable: str
    since: date

    def is_old(self, today: date) -> bool:
        """Whether a new one is due."""
        return today - self.since > ROTATE_AFTER


class _Mark(Payload):
    """A key, as it is known again."""

    mark: str
    since: date


class _Kept(Payload):
    """What the file says."""

    salt: str = Field(pattern=r"^[0-9a-f]{64}$")
    keys: dict[str, _Mark]


class KeyAges:
    """Remembers keys by a keyed hash, whose own key lies beside it: no part of a key is written.

    Args:
        folder: where the file is, mode 0600; another key in a variable begins anew. Where nothing
            can be written, every key is as old as this asking.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def seen(self, keys: Mapping[str, str], today: date) -> Sequence[KeyAge]:
        """Note the keys that are in use today, and return since when each is.

        Args:
            keys: variable and key, of those that are set; what is known of others is kept.
            today: the day.
        """
        kept = self._kept() or _Kept(salt=secrets.token_hex(32), keys={})
        now = {
            variable: self._marked(kept, variable, key, today)
            for variable, key in sorted(keys.items())
        }
        both = kept.model_copy(update={"keys": {**kept.keys, **now}})
        if both.keys != kept.keys:
            with suppress(OSError, PermanentError):  # a reminder is not worth a failure
                private_folder(self._path.parent)
                write_private(self._path, both.model_dump_json(indent=1))
        return [KeyAge(variable, one.since) for variable, one in now.items()]

    @staticmethod
    def _marked(kept: _Kept, variable: str, key: str, today: date) -> _Mark:
        mark = hmac.new(bytes.fromhex(kept.salt), key.encode(), hashlib.sha256).hexdigest()
        before = kept.keys.get(variable)
        same = before is not None and hmac.compare_digest(before.mark, mark)
        return before if before and same else _Mark(mark=mark, since=today)

    def _kept(self) -> _Kept | None:
        """Return what the file says; None where there is none, or one that nobody can read."""
        if not self._path.exists():
            return None
        try:
            return _Kept.model_validate_json(read_private(self._path))
        except (PermanentError, ValidationError):
            return None
