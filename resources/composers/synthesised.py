"""Composer of synthesised music: a bed of the kind that is asked for, from a seed, seamless."""

import wave
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factory.channel.provider_settings import Music
from factory.errors import BadInput
from factory.records import Provider
from factory.speech.narration import BedDetail
from resources.audio.loudness_meter import LoudnessMeter
from resources.composers.bed_file import as_16_bit, begin
from resources.composers.bed_synthesis import LOOP_SECONDS, synthesised


class SynthComposer:
    """Makes a bed from a seed: the same seed gives the same bed."""

    provider = Provider(
        role="bed", name="synth", version="2", licence="CC0-1.0", default=True, trained=False
    )

    def recipe(self, music: Music, seed: int) -> Mapping[str, Any]:
        """See `factory.ports.Composer.recipe`."""
        if music.kind not in LOOP_SECONDS:
            known = ", ".join(LOOP_SECONDS)
            raise BadInput(f"music kind {music.kind!r} cannot be synthesised; there are: {known}")
        return {"kind": music.kind, "seed": seed % 2**32}

    def compose(self, recipe: Mapping[str, Any], target: Path) -> BedDetail:
        """See `factory.ports.Composer.compose`."""
        loop = synthesised(recipe["kind"], recipe["seed"])
        with wave.open(str(target), "wb") as file:
            begin(file)
            file.writeframes(as_16_bit(loop.T))
        return BedDetail(
            samples=loop.shape[1],
            integrated_lufs=LoudnessMeter().file(target).integrated_lufs,
            kind=recipe["kind"],
            attribution="",
            licence=self.provider.licence,
        )
