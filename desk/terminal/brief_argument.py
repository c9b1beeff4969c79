"""The brief that a command names: one that is not there is refused before anything is loaded."""

from pathlib import Path
from typing import Any

import click


class BriefPath(click.Path):
    """A path under which something lies; what it is, whoever reads it says."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; fail where nothing lies there."""
        path = Path(str(super().convert(value, param, ctx)))
        if not path.exists():
            self.fail(f"{path}: No such file; name a brief, a Markdown file", param, ctx)
        return path
