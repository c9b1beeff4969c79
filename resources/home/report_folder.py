"""Reports: a folder of pages in the user's home, one folder for each channel."""

from pathlib import Path

from factory.errors import PermanentError
from resources.machine.atomic_files import rename_into_place


class ReportFolder:
    """See `factory.ports.Reports`.

    Args:
        folder: `reports/` in the home.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, channel: str, name: str, page: str) -> str:
        """See `factory.ports.Reports.write`."""
        place = self._folder / channel / f"{name}.html"
        if not place.resolve().is_relative_to(self._folder.resolve()):
            raise PermanentError(f"a report of {channel!r} would lie outside {self._folder}")
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch = place.with_suffix(".new")
        scratch.write_text(page, encoding="utf-8")
        rename_into_place(scratch, place)
        return str(place)
