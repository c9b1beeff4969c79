"""The meter's log: what ffmpeg's measuring filters report, line by line."""

import math
import re
from dataclasses import dataclass, field

from factory.master.measurement import Loudness, Stretch

_MARK = re.compile(r"silence_(start|end): ?(-?[0-9.]+)")
_FIGURE = re.compile(r"^\s*(I|LRA|Peak):\s+(\S+) (?:LUFS|LU|dBFS)$")
_TAG = re.compile(r"^(?:\[[^\]]*@[^\]]*\] )?(?:\[(info|error|fatal)\] )?")


@dataclass
class MeterLog:
    """Gathers what ffmpeg logs at `level+info`."""

    marks: list[tuple[str, float]] = field(default_factory=list[tuple[str, float]])
    figures: dict[str, float] = field(default_factory=dict[str, float])
    errors: int = 0

    def line(self, text: str) -> None:
        """Take one line of the log."""
        tag = _TAG.match(text)
        if tag and tag[1] in ("error", "fatal"):
            self.errors += 1
            return
        self.marks += [(edge, float(seconds)) for edge, seconds in _MARK.findall(text)]
        if figure := _FIGURE.match(text[tag.end() :] if tag else text):
            self.figures[figure[1]] = float(figure[2])

    def loudness(self) -> Loudness:
        """Return the summary of `ebur128`; silence has a true peak of minus infinity."""
        return Loudness(
            integrated_lufs=self.figures.get("I", -70.0),
            range_lu=self.figures.get("LRA", 0.0),
            true_peak_dbtp=self.figures.get("Peak", -math.inf),
        )

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
