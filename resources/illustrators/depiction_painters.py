"""Painters: for each kind of depiction the hand that paints it."""

from collections.abc import Callable, Mapping

from factory.depiction.depiction import Depiction, DepictionKind
from resources.illustrators.amounts import painter as numbers
from resources.illustrators.maps import painter as maps
from resources.illustrators.sayings import painter as sayings
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field
from resources.illustrators.things import painter as things

PAINTERS: Mapping[DepictionKind, Callable[[Canvas, Depiction], Field]] = {
    "map": maps.paint,
    "figure": numbers.figure,
    "share": numbers.share,
    "comparison": numbers.comparison,
    "timeline": numbers.timeline,
    "quotation": sayings.quotation,
    "question": sayings.question,
    "list": sayings.points,
    "thing": things.paint,
}
"""What has no painter here is scenery: a mood, and things that a scenery shows."""
