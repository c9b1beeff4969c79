"""What outlets that publish for somebody need, in memory: grants, quotas, choices, notes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from factory.errors import NoAccess
from factory.ports import Grant, PostChoice
from tests.fakes.outlets import NoNotes


class KeptGrants:
    """Grants in memory."""

    def __init__(self, *kept: Grant) -> None:
        self.kept = {(one.outlet, one.account): one for one in kept}

    def connect(self, grant: Grant) -> None:
        self.kept[grant.outlet, grant.account] = grant

    def grant(self, outlet: str, account: str) -> Grant:
        found = self.kept[outlet, account]
        if found.refused_at:
            raise NoAccess(found.error)
        return found

    def used(
        self,
        outlet: str,
        account: str,
        *,
        refused: str = "",
        new_token: str = "",
        expires_at: datetime | None = None,
    ) -> None:
        found = self.kept[outlet, account]
        changed = replace(
            found,
            refresh_token=new_token or found.refresh_token,
            expires_at=expires_at or found.expires_at,
            refused_at=datetime.now(UTC) if refused else None,
            error=refused,
        )
        self.kept[outlet, account] = changed

    def all(self) -> Sequence[Grant]:
        return list(self.kept.values())


class CountedQuotas:
    """Counts, and grants everything."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}

    def spend(self, project: str, bucket: str, units: int) -> None:
        self.used[bucket] = self.used.get(bucket, 0) + units


class KeptChoices:
    """What people chose for posts, in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], PostChoice] = {}

    def choose(self, video_id: str, choice: PostChoice) -> None:
        self.kept[video_id, choice.outlet] = choice

    def chosen(self, video_id: str, outlet: str) -> PostChoice | None:
        return self.kept.get((video_id, outlet))


class FileNotes(NoNotes):
    """Notes that outlive the process."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self) -> dict[str, Any]:
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def put(self, facts: Mapping[str, Any]) -> None:
        scratch = self.path.with_suffix(".scratch")
        scratch.write_text(json.dumps(dict(facts)))
        scratch.replace(self.path)


def nobody_waits(seconds: float) -> None:
    """Wait for nothing."""
