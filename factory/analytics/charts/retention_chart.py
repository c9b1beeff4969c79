"""Where do they leave? A video's curve on its scenes, with what is typical of the channel."""

from collections.abc import Mapping
from typing import Final

from factory.analytics.charts.plot import Plot, picture
from factory.analytics.retention import Retention
from factory.analytics.scene_retention import ScenePart, SceneRetention
from factory.listing.chapter_marks import clock
from factory.listing.outlet_names import outlet_name

USUAL: Final = 0.5
"""Of how it is told beside others of its length: as many as in half of them."""


def retention_chart(
    curve: Retention,
    scenes: SceneRetention | None,
    usual: Mapping[float, float],
    title: str,
    name: str = "retention",
    about: str = "",
) -> str:
    """Return the chart of one video as SVG.

    Args:
        curve: as the platform told it.
        scenes: the curve on its scenes; None where they are gone, and places are shares then.
        usual: the middle of other videos at each place; empty with too few.
        title: the video's.
        name: one of its own on the page.
        about: what is said of it; else `told`.
    """
    length = scenes.seconds if scenes else 100.0
    most = 100 * max([*(point.watching for point in curve.points), *usual.values()])
    plot = Plot.of(0, length, most)
    parts = [plot.ground(" %")]
    worst = scenes.worst if scenes else None
    if worst:
        parts.append(plot.field(worst.start_seconds, worst.end_seconds))
    for scene in scenes.scenes if scenes else ():
        parts.append(plot.upright(scene.start_seconds, "gr"))
    if usual:
        parts.append(plot.line([(at * length, 100 * share) for at, share in usual.items()], "md"))
    parts.append(plot.line([(p.at * length, 100 * p.watching) for p in curve.points], "me"))
    if worst:
        middle = (worst.start_seconds + worst.end_seconds) / 2
        parts.append(plot.label(middle, plot.top, f"{-100 * worst.lost:.0f} points", "m b"))
    steps = [step * length / 4 for step in range(5)]
    parts += [plot.below(s, clock(round(s)) if scenes else f"{s:.0f} %") for s in steps]
    return picture(
        name, f"Share still watching {title}", about or told(curve, scenes, title), parts
    )


def told(curve: Retention, scenes: SceneRetention | None, title: str) -> str:
    """Say in words what the chart shows."""
    said = told_of_curve(curve, title)
    if scenes is None:
        return f"{said} Its scenes are not known any more."
    said += f" {scenes.at_hook:.0%} stay for its first half minute."
    return f"{said} {_where(scenes.worst)}"


def told_of_curve(curve: Retention, title: str) -> str:
    """Say what the platform told, nothing computed of it."""
    said = (
        f"Of those who began {title}, {curve.watching(0.5):.0%} are there half-way and "
        f"{curve.watching(1.0):.0%} at its end."
    )
    middle = min(curve.points, key=lambda point: abs(point.at - 0.5)).relative
    if middle is None:
        return said
    word = "more" if middle > USUAL else "fewer" if middle < USUAL else "as many"
    than = "as" if middle == USUAL else "than"
    return f"{said} Half-way that is {word} {than} in other videos of its length, {outlet_name(curve.outlet)} says ({middle:.2f}; 0.50 is the middle)."


def _where(worst: ScenePart | None) -> str:
    if worst is None:
        return "No scene loses many more than the others."
    chapter = f" ({worst.chapter})" if worst.chapter else ""
    seconds = worst.end_seconds - worst.start_seconds
    return (
        f"Most leave in {worst.scene_id}{chapter}, at {clock(round(worst.start_seconds))}: "
        f"{100 * worst.lost:.0f} points in {seconds:.0f} seconds."
    )
