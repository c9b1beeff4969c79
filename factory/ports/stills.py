"""The stills a person looks at: thumbnail, poster, contact sheet, waveform."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from factory.captions.cues import Cue
from factory.channel.branding import Thumbnail
from factory.graphics.contrast import Tones
from factory.master.unit_details import PlacardDetail, StillDetail, ThumbnailDetail
from factory.records import Provider


class Thumbnails(Protocol):
    """Makes the picture under which a video is listed."""

    provider: Provider
    """Another version of it draws anew what was drawn before."""

    def thumbnail(
        self,
        picture: Path,
        title: str,
        language: str,
        look: Thumbnail,
        width: int,
        height: int,
        target: Path,
    ) -> ThumbnailDetail:
        """Write a JPEG under 2 MB with the title in legible type, laid out as the look says.

        Args:
            picture: what is seen.
            title: stands over it; a word too long for its line is hyphenated.
            language: of the title, BCP 47.
            look: layout and colour.
            width: of the JPEG, in pixels.
            height: likewise.
            target: where it is written.
        """
        ...

    def fitted(self, picture: Path, width: int, height: int, target: Path) -> None:
        """Write a given picture, cut to the frame, as a JPEG under 2 MB with nothing over it.

        Raises:
            BadInput: it is no picture that can be read.
        """
        ...


class PictureTones(Protocol):
    """Says how dark and how bright pictures are where text may stand."""

    provider: Provider

    def tones(self, pictures: Sequence[Path], top: float, bottom: float) -> Tones:
        """Return the darkest and the brightest of some pictures, outliers aside.

        Args:
            pictures: at least one.
            top: where the area begins, as a fraction of the height from the top.
            bottom: where it ends.

        Raises:
            BadInput: one cannot be read.
        """
        ...


class Stills(Protocol):
    """Makes the stills that show what is in a video, and fits given ones to its frame."""

    provider: Provider
    """Who draws sheets and waveforms; what is taken from a master is its renderer's."""

    def poster(self, master: Path, at_seconds: float, target: Path) -> StillDetail:
        """Write one frame of a video as JPEG."""
        ...

    def placard(self, picture: Path, width: int, height: int, target: Path) -> PlacardDetail:
        """Write a given picture as PNG of exactly width x height, as a folder's pictures are fitted.

        Raises:
            BadInput: it cannot be read.
        """
        ...

    def contact_sheet(
        self, pictures: Sequence[Path], labels: Sequence[str], target: Path
    ) -> StillDetail:
        """Write all pictures as one JPEG, small, in order, labelled."""
        ...

    def waveform(self, sound: Path, cues: Sequence[Cue], target: Path) -> StillDetail:
        """Write the sound's level over time as PNG."""
        ...
