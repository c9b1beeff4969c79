"""The AI label: what says on every frame that a video is generated or modified.

The EU's Code of Practice of 2026-06-10 has an icon of the capital letters AI with the word GENERATED
or MODIFIED, in the language of the audience. This is a label of our own in that wording, or the
picture that a channel names: the Commission's artwork is free to use and is not shipped.
"""

from typing import Final

from factory.channel.branding import AiLabel
from factory.presets.fonts import TITLE_FONT
from factory.records import Payload
from factory.text.languages import primary_language
from factory.typography.ass_script import Event, ass_alpha, lettered, rounded_boxes
from factory.typography.text_metrics import Lettering
from factory.video_formats.formats import FormatCaptions, Picture

BOX_LAYER, LETTER_LAYER = 6, 7
"""Above captions, titles and the progress bar."""
EM: Final = 0.0195
"""Of the frame's longer side: 37 px of 1920, as large as a small caption."""
BOX_OPACITY: Final = 0.82
PAD_EM, TALL_EM = 0.5, 1.5
WORDS: Final = {
    "en": ("AI", "GENERATED", "MODIFIED"),
    "de": ("KI", "GENERIERT", "VERÄNDERT"),
    "fr": ("IA", "GÉNÉRÉ", "MODIFIÉ"),
    "es": ("IA", "GENERADO", "MODIFICADO"),
    "it": ("IA", "GENERATO", "MODIFICATO"),
    "pt": ("IA", "GERADO", "MODIFICADO"),
}


class LabelPlace(Payload):
    """Where the label stands, in pixels, and what it says."""

    words: str
    left: float
    top: float
    width: float
    height: float
    em: float
    drawn: bool = True
    """False where a picture of the channel's stands there."""


def label_words(label: AiLabel, language: str) -> str:
    """Return what the label says: `AI GENERATED`; in English where no translation is known."""
    letters, generated, modified = WORDS.get(primary_language(language), WORDS["en"])
    return f"{letters} {generated if label.kind == 'generated' else modified}"


def label_place(
    label: AiLabel, of_format: FormatCaptions, picture: Picture, lettering: Lettering, language: str
) -> LabelPlace:
    """Return where the label stands: in its corner of the area that is safe from buttons."""
    words = label_words(label, language)
    em = EM * max(picture.width, picture.height)
    height = TALL_EM * em
    ratio = label.ratio if label.file else None
    if ratio:
        width = ratio * height
    else:
        width = lettering.text_width(words, TITLE_FONT, em) + 2 * PAD_EM * em
    margin = (1 - of_format.safe_width) / 2 * picture.width
    left = margin if label.corner == "bottom-left" else picture.width - margin - width
    top = of_format.safe_bottom * picture.height - height
    return LabelPlace(
        words=words,
        left=left,
        top=top,
        width=width,
        height=height,
        em=em,
        drawn=not ratio,
    )


def label_events(place: LabelPlace, frames: int, lettering: Lettering) -> tuple[Event, ...]:
    """Return what letters the label on so many frames: white on a dark box; nothing where a picture is."""
    if not place.drawn:
        return ()
    box = rounded_boxes([(place.left, place.top, place.width, place.height)], 0.2 * place.em)
    fill = rf"\an7\pos(0,0)\bord0\1c&H140F0C&\1a{ass_alpha(BOX_OPACITY)}\p1"
    stance = lettering.stance(place.words, TITLE_FONT, place.em)
    x = place.left + place.width / 2
    y = place.top + place.height / 2 + (stance.above - stance.below) / 2 - stance.baseline
    letters = lettered(place.words, TITLE_FONT, place.em, lettering)
    return (
        Event(BOX_LAYER, 0, frames, fill, box),
        Event(LETTER_LAYER, 0, frames, rf"\an5\pos({x:.1f},{y:.1f})\bord0\1c&HFFFFFF&", letters),
    )
