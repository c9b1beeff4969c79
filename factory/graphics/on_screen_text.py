"""Screen text: all that is lettered over a video, cut to the segment that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from factory.channel.branding import ProgressBar
from factory.graphics.ai_label import LabelPlace
from factory.graphics.progress_bar import progress_bar
from factory.typography.ass_script import Event, write_ass
from factory.video_formats.formats import Picture


@dataclass(frozen=True, slots=True)
class ScreenText:
    """Captions, titles and the progress bar of one video."""

    events: tuple[Event, ...]
    """In frames of the whole video."""
    progress: ProgressBar | None
    picture: Picture
    frames: int
    """Of the whole video."""
    lasting: tuple[Event, ...] = ()
    """What stands on every frame alike, also of pieces that repeat."""
    ai_label: LabelPlace | None = None
    """Where `lasting` has the AI label, if the channel wants one."""

    def script(self, first: int, end: int) -> bytes | None:
        """Return the ASS file of frames `first` to `end` (excluded), or None if it is empty."""
        bar: Sequence[Event] = ()
        if self.progress:
            bar = progress_bar(self.progress, self.picture, self.frames, first, end)
        return write_ass((*self.events, *self.lasting, *bar), self.picture, first, end)

    def lasting_script(self, frames: int) -> bytes | None:
        """Return the ASS file of so many frames of a piece that repeats, or None if it is empty."""
        return write_ass(self.lasting, self.picture, 0, frames)
