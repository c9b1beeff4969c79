"""The join listener: decodes a second of sound on either side of every join of strips."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factory.master.joins import click_db
from factory.timeline.timeline import SAMPLE_RATE
from factory.units_of_work import Strip
from resources.audio import aac
from resources.machine import ffmpeg

AROUND_PACKETS = 48
"""About a second on either side."""
UNSETTLED_SAMPLES = 2048
"""The first packet that is decoded lacks the one before it."""


@dataclass(frozen=True, slots=True)
class JoinListener:
    """Listens with one ffmpeg."""

    program: Path

    def clicks_db(self, strips: Sequence[Strip]) -> list[float]:
        """Return the click (see `factory.master.joins.click_db`) at every join that there is to hear.

        Raises:
            PermanentError: a strip is no ADTS, or does not decode.
        """
        order = [strip.path for strip in strips for _ in range(min(strip.repeats, 2))]
        pairs = dict.fromkeys(pairwise(order))
        return [self._click_db(before, after) for before, after in pairs]

    def _click_db(self, before: Path, after: Path) -> float:
        lead = list(deque(aac.packets(before), maxlen=AROUND_PACKETS))
        follow = list(islice(aac.packets(after), AROUND_PACKETS))
        sound = self._decoded([*lead, *follow], f"hear {before.name} join {after.name}")
        join = len(lead) * aac.AAC_FRAME - UNSETTLED_SAMPLES
        return click_db(sound[UNSETTLED_SAMPLES:], join)

    def _decoded(self, packets: Sequence[bytes], doing: str) -> NDArray[np.floating]:
        """Return one channel at the master's rate, full scale 1."""
        blocks: list[bytes] = []
        output = ("-f", "f32le", "-ac", "1", "-ar", str(SAMPLE_RATE), "pipe:1")
        ffmpeg.run(
            ["-f", "aac", "-i", "pipe:0", *output],
            doing=doing,
            program=self.program,
            stdin=packets,
            on_output=blocks.append,
        )
        return np.frombuffer(b"".join(blocks), np.dtype("<f4")).astype(np.float64)
