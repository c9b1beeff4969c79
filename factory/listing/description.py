"""The description: its opening, credits, what of it is synthetic, the channel's footer and hashtags, each a block."""

from collections import Counter
from collections.abc import Sequence

from factory.brief.brief import Brief
from factory.listing.description_labels import Labels, joined
from factory.listing.plain_text import plain, plain_lines, shortened_bytes
from factory.listing.platform_limits import YOUTUBE, utf8_bytes
from factory.pictures.visuals import Visuals
from factory.presets.fonts import FONTS
from factory.records import Provider
from factory.script.model_answers import ListingWords
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.video_formats.formats import Format

HASHTAGS = 3
"""YouTube shows three of them above the title."""
CREDIT_BYTES, FOOTER_BYTES = 2000, 900


def credit_block(narration: Narration, pictures: Visuals, profile: Format, words: Labels) -> str:
    """Return who made what, with its licence, each once."""
    bed = narration.bed
    rows = [_credit(words.voice, narration.provider, "")] if narration.spoken else []
    rows += _picture_credits([(a.provider, a.attribution) for a in pictures.assets], words)
    rows += [_credit(words.music, bed.provider, bed.attribution)] if bed else []
    inserts = narration.inserts.shown
    rows += _picture_credits([(i.provider, i.attribution) for i in inserts if i.attribution], words)
    font = profile.captions.font
    if profile.captions.burned and font in FONTS:
        licence, makers = FONTS[font]
        rows.append(f"{words.lettering}: {font}, {makers} ({licence})")
    lines = [f"{words.credits}:", *dict.fromkeys(plain(row) for row in rows)]
    return shortened_bytes("\n".join(lines), CREDIT_BYTES)


def footer_block(footer: str) -> str:
    """Return how a description ends for the channel's sake."""
    return shortened_bytes(plain_lines(footer), FOOTER_BYTES)


def opening_block(brief: Brief, announced: ListingWords | None) -> str:
    """Return how a description begins: with the brief's own words, else with what a writer announced."""
    own = "" if brief.translates else brief.description
    return own or (announced.description if announced else "")


def fitted_opening(opening: str, script: Script, rest: str) -> str:
    """Return the opening as it has room before the rest; without one, the first sentences do."""
    opening = plain_lines(opening) or plain(" ".join(s.text for s in script.sentences[:2]))
    opening = opening or plain(" ".join(scene.written for scene in script.scenes))
    room = YOUTUBE.description.most - utf8_bytes(rest) - len("\n\n")
    return shortened_bytes(opening, room)


def _picture_credits(made: Sequence[tuple[Provider, str]], words: Labels) -> list[str]:
    """Return one line for each maker, whose heading says whether it made one picture or several."""
    return [
        _credit(words.picture if count == 1 else words.pictures, provider, attribution)
        for (provider, attribution), count in Counter(made).items()
    ]


def _credit(role: str, provider: Provider, attribution: str) -> str:
    what = " ".join(dict.fromkeys(part for part in (provider.name, provider.model) if part))
    by = f", {attribution}" if attribution else ""
    return f"{role}: {what}{by}" + (f" ({provider.licence})" if provider.licence else "")


def disclosure_block(script: Script, narration: Narration, pictures: Visuals, words: Labels) -> str:
    """Return the sentence that says what of a video a computer made; empty where nothing."""
    bed = narration.bed
    made = [
        (words.made_words, script.provider.synthetic),
        (words.made_voice, narration.provider.synthetic),
        (words.made_pictures, any(a.provider.synthetic for a in pictures.assets)),
        (words.made_music, bool(bed and bed.provider.synthetic)),
    ]
    things = [name for name, synthetic in made if synthetic]
    return words.disclosure.format(made=joined(things, words.conjunction)) if things else ""


def hashtag_block(tags: Sequence[str]) -> str:
    """Return the hashtags of an upright video, made of its first tags."""
    names = ["".join(c for c in tag.title() if c.isalnum()) for tag in tags]
    fitting = [name for name in names if name and not name.isdecimal() and len(name) <= 30]
    return " ".join(f"#{name}" for name in ["Shorts", *fitting[:HASHTAGS]])
