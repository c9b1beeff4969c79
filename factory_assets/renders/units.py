"""Units of work of the stage `renders`: whatever the renderer makes of its inputs."""

from collections.abc import Mapping, Sequence
from typing import Any

from factory.records import Provider
from factory.timeline.timeline import Timeline
from factory.work import Done, Strip, Unit


def render_unit(
    video_id: str, renderer: Provider, kind: str, label: str, suffix: str, recipe: Mapping[str, Any]
) -> Unit:
    """Return a unit whose recipe names the renderer's version: a newer one makes all anew."""
    return Unit(
        video_id=video_id,
        stage="renders",
        kind=kind,
        label=label,
        recipe={**recipe, "renderer": [renderer.name, renderer.version]},
        suffix=suffix,
        provider=renderer,
    )


def shown(segments: Sequence[Done], timeline: Timeline) -> list[tuple[Done, int]]:
    """Return the segments of a timeline's shots, each with how often it is shown in a row."""
    repeats = (shot.repeats for shot in timeline.shots)
    return list(zip(segments, repeats, strict=True))


def strips(pieces: Sequence[tuple[Done, int]]) -> list[Strip]:
    """Return finished pieces as strips, each with how often it is shown or heard in a row."""
    return [Strip(done.path, repeats) for done, repeats in pieces]
