"""Listing: the words under which a video is published, and its thumbnail."""

from collections import Counter
from collections.abc import Sequence

from factory.brief.brief import AcceptedBrief, Brief
from factory.listing.chapter_marks import Chapter, chapter_block, mark_chapters
from factory.listing.description_labels import Labels, joined, labels
from factory.listing.destination import Destination, destination_of
from factory.listing.keywords import keywords
from factory.listing.plain_text import plain, plain_lines, shortened, shortened_bytes
from factory.listing.platform_limits import YOUTUBE, utf8_bytes, youtube_tag_length
from factory.moderation import Moderated
from factory.pictures.visuals import Visuals
from factory.presets.fonts import FONTS
from factory.records import FileRef, Payload, Provider
from factory.script.model_answers import ListingWords
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.text.hidden_characters import one_line
from factory.text.title_and_tag_limits import MOST_TAG_CHARS, MOST_TITLE_CHARS
from factory.video_formats.formats import Format

MOST_KEYWORDS = 15
HASHTAGS = 3
"""YouTube shows three of them above the title."""
CREDIT_BYTES, FOOTER_BYTES = 2000, 900

KEYWORDS = Provider(role="words", name="listing", model="keywords", default=True, synthetic=False)

NOT_IN_TAGS = str.maketrans({",": " ", "#": " ", '"': " "})


class Listing(Payload):
    """What a platform is told about a video."""

    video_id: str
    language: str
    title: str
    description: str
    """Complete, chapters, credits and disclosures included."""
    opening: str = ""
    """How the description begins, before what the factory adds to it."""
    tags: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    made_for_kids: bool | None
    """The channel's answer; None when nobody answered, which refuses the release."""
    synthetic_media: bool | None
    """The channel's answer to `altered or synthetic content`."""
    thumbnail: FileRef
    provider: Provider
    destination: Destination | None = None
    """Where it goes and how; None in one that was written before listings said so."""
    moderation: Moderated | None = None
    """What was flagged in description and tags; None where the channel does not ask."""


def opening_of(listing: Listing) -> str:
    """Return how the description begins; of a listing that does not say, its first paragraph."""
    return listing.opening or listing.description.partition("\n\n")[0]


def write_listing(
    accepted: AcceptedBrief,
    script: Script,
    narration: Narration,
    pictures: Visuals,
    profile: Format,
    thumbnail: FileRef,
    announced: ListingWords | None = None,
    writer: Provider = KEYWORDS,
) -> Listing:
    """Return the listing of one video, within the platform's limits whatever the words are.

    The description opens with the brief's own, unless that is in another language, else with what
    a writer announced, else with the script's first sentences. Chapters where the format wants
    them, credits, a disclosure of what is synthetic, and the channel's footer follow.
    """
    brief, channel = accepted.brief, accepted.channel
    words = labels(brief.language)
    title = title_of(accepted, script)
    chapters = mark_chapters(script, narration, profile.chapters)
    given = (*brief.tags, *channel.tags, *(announced.tags if announced else ()))
    telling = keywords(
        title, " ".join(scene.written for scene in script.scenes), MOST_KEYWORDS, brief.language
    )
    edits = accepted.by_hand
    tags = choose_tags(edits.tags.tags if edits.tags else (*given, *telling))
    blocks = (
        chapter_block(chapters, words),
        credit_block(narration, pictures, profile, words),
        _disclosure(script, narration, pictures, words),
        words.paid_promotion if channel.compliance.paid_promotion else "",
        footer_block(channel.description_footer),
        _hashtags(tags) if profile.picture.height > profile.picture.width else "",
    )
    rest = "\n\n".join(block for block in blocks if block)
    own = edits.description.text if edits.description else _opening(brief, announced)
    opening = _fitted(own, script, rest)
    return Listing(
        video_id=accepted.video_id,
        language=brief.language,
        title=title,
        description=f"{opening}\n\n{rest}".strip(),
        opening=opening,
        tags=tags,
        chapters=chapters,
        made_for_kids=channel.compliance.made_for_kids,
        synthetic_media=channel.compliance.synthetic_media,
        thumbnail=thumbnail,
        provider=writer,
        destination=destination_of(accepted),
    )


def title_of(accepted: AcceptedBrief, script: Script) -> str:
    """Return the title under which it is listed: a person's, else the script's."""
    edit = accepted.by_hand.title
    own = plain(edit.text) if edit else ""
    found = own or plain(script.title) or plain(script.scenes[0].written)
    return shortened(found, MOST_TITLE_CHARS)


def choose_tags(candidates: Sequence[str]) -> tuple[str, ...]:
    """Return as many tags as YouTube takes, the first ones first, each once."""
    tags: list[str] = []
    for candidate in candidates:
        tag = one_line(plain(candidate).translate(NOT_IN_TAGS))
        known = {t.casefold() for t in tags}
        if not tag or len(tag) > MOST_TAG_CHARS or tag.casefold() in known:
            continue
        if youtube_tag_length([*tags, tag]) <= (YOUTUBE.most_tag_characters or 0):
            tags.append(tag)
    return tuple(tags)


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


def _opening(brief: Brief, announced: ListingWords | None) -> str:
    own = "" if brief.translates else brief.description
    return own or (announced.description if announced else "")


def _fitted(opening: str, script: Script, rest: str) -> str:
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


def _disclosure(script: Script, narration: Narration, pictures: Visuals, words: Labels) -> str:
    bed = narration.bed
    made = [
        (words.made_words, script.provider.synthetic),
        (words.made_voice, narration.provider.synthetic),
        (words.made_pictures, any(a.provider.synthetic for a in pictures.assets)),
        (words.made_music, bool(bed and bed.provider.synthetic)),
    ]
    things = [name for name, synthetic in made if synthetic]
    return words.disclosure.format(made=joined(things, words.conjunction)) if things else ""


def _hashtags(tags: Sequence[str]) -> str:
    names = ["".join(c for c in tag.title() if c.isalnum()) for tag in tags]
    fitting = [name for name in names if name and not name.isdecimal() and len(name) <= 30]
    return " ".join(f"#{name}" for name in ["Shorts", *fitting[:HASHTAGS]])


def texts_listed(listing: Listing) -> list[tuple[str, str]]:
    """Return what only a listing says, each as (what it is, its words)."""
    tags = [("tags", ", ".join(listing.tags))] if listing.tags else []
    return [("description", listing.description), *tags]
