"""Since when each vendor's key is in use here, so that somebody is reminded to make a new one."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, cast

from factory.errors import PermanentError
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


class KeyAges:
    """Remembers keys by a keyed hash, whose own key lies beside it: no part of a key is written.

    Args:
        folder: where the file is, mode 0600; another key in a variable begins anew.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def seen(self, keys: Mapping[str, str], today: date) -> Sequence[KeyAge]:
        """Note the keys that are in use today, and return since when each is.

        Args:
            keys: variable and key, of those that are set.
            today: the day.
        """
        kept = self._kept()
        salt = str(kept.get("salt") or secrets.token_hex(32))
        before = cast(Mapping[str, Mapping[str, str]], kept.get("keys") or {})
        now: dict[str, Mapping[str, str]] = {}
        for variable, key in sorted(keys.items()):
            mark = hmac.new(bytes.fromhex(salt), key.encode(), hashlib.sha256).hexdigest()
            known = before.get(variable, {})
            same = hmac.compare_digest(known.get("mark", ""), mark)
            now[variable] = {"mark": mark, "since": known["since"] if same else today.isoformat()}
        if now != before:
            private_folder(self._path.parent)
            write_private(self._path, json.dumps({"salt": salt, "keys": now}, indent=1))
        return [KeyAge(name, date.fromisoformat(one["since"])) for name, one in now.items()]

    def _kept(self) -> Mapping[str, object]:
        """Return what the file says; nothing where there is none, or one that nobody can read."""
        if not self._path.exists():
            return {}
        try:
            return cast(Mapping[str, object], json.loads(read_private(self._path)))
        except (PermanentError, ValueError):
            return {}
