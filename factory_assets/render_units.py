"""Units of work of the stage `renders`: whatever the renderer makes of its inputs."""

from collections.abc import Mapping
from typing import Any

from factory.payload import Provider
from factory.work import Unit


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
