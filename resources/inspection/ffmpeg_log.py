"""The meter's log: what ffmpeg's measuring filters report, line by line."""

import re
from dataclasses import dataclass, field

from factory.master.measurement import Loudness, Stretch
from resources.audio.loudness_meter import Summary

_MARK = re.compile(r"silence_(start|end): ?(-?[0-9.]+)")
_TAG = re.compile(r"^(?:\[[^\]]*@[^\]]*\] )?(?:\[(info|error|fatal)\] )?")


@dataclass
class MeterLog:
    """Gathers what ffmpeg logs at `level+info`."""

    marks: list[tuple[str, float]] = field(default_factory=list[tuple[str, float]])
    summary: Summary = field(default_factory=Summary)
    errors: int = 0

    def line(self, text: str) -> None:
        """Take one line of the log."""
        tag = _TAG.match(text)
        if tag and tag[1] in ("error", "fatal"):
            self.errors += 1
            return
        self.marks += [(edge, float(seconds)) for edge, seconds in _MARK.findall(text)]
        self.summary.line(text[tag.end() :] if tag else text)

    def loudness(self) -> Loudness:
        """Return the loudness of the whole."""
        return self.summary.loudness()

    def silent(self, length_seconds: float) -> tuple[Stretch, ...]:
        """Return the silent stretches; one that never ends lasts to the end of the file."""
        found: list[Stretch] = []
        start: float | None = None
        for edge, seconds in (*self.marks, ("end", length_seconds)):
            if edge == "start":
                start = max(0.0, seconds)
            elif start is not None:
                found.append(Stretch(start=start, end=seconds))
                start = None
        return tuple(found)
