"""Scope: the formats that a rule speaks of; of a video of any other it is not asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from factory.video_formats.formats import Format


@dataclass(frozen=True, slots=True)
class Scope:
    """Which formats, by what they are: a format that is added falls under it by itself."""

    words: str
    """`formats with a narrator`."""
    holds: Callable[[Format], bool]

    def names(self, profiles: Iterable[Format]) -> tuple[str, ...]:
        """Return the names of those of these formats that a rule speaks of, in order."""
        return tuple(sorted(profile.name for profile in profiles if self.holds(profile)))


EVERY_FORMAT: Final = Scope("every format", lambda profile: True)
NARRATED: Final = Scope("formats with a narrator", lambda profile: profile.narrated)
BURNED: Final = Scope("formats with captions burned in", lambda profile: profile.captions.burned)
WITH_CHAPTERS: Final = Scope("formats with chapters", lambda profile: profile.chapters.wanted)
WITH_LOUDNESS_RANGE: Final = Scope(
    "formats with a limit of the loudness range",
    lambda profile: profile.sound.max_range_lu is not None,
)
