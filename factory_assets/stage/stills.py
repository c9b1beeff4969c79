"""Stills as units of work: of the same pictures, sound or words the same one is never drawn twice."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from factory.ports import Journal
from factory.records import Provider
from factory.units_of_work import Done, Unit, UnitDetail


def drawn_once(
    journal: Journal,
    video_id: str,
    stage: str,
    name: str,
    maker: Provider,
    recipe: Mapping[str, Any],
    draw: Callable[[Path], UnitDetail],
) -> Done:
    """Return a still of a video, drawn now or as it was drawn before.

    Args:
        journal: knows what was drawn.
        video_id: whose.
        stage: that asks for it.
        name: of its file: `waveform.png`.
        maker: who draws it; another version of it draws anew.
        recipe: all else that decides what it shows; JSON values only.
        draw: writes it at the path that it is given.
    """
    kind, _, ending = name.rpartition(".")
    unit = Unit(
        video_id=video_id,
        stage=stage,
        kind=kind,
        label=name,
        recipe={**recipe, "drawn_by": [maker.name, maker.version]},
        suffix=f".{ending}",
        provider=maker,
    )
    return journal.perform(unit, draw)
