"""Listing: the words under which a video is published, and its thumbnail."""

from factory.brief.brief import AcceptedBrief
from factory.listing.chapter_marks import Chapter, chapter_block, mark_chapters
from factory.listing.description import (
    credit_block,
    disclosure_block,
    fitted_opening,
    footer_block,
    hashtag_block,
    opening_block,
)
from factory.listing.description_labels import labels
from factory.listing.destination import Destination, destination_of
from factory.listing.keywords import keywords
from factory.listing.plain_text import plain, shortened
from factory.listing.tags import MOST_KEYWORDS, choose_tags
from factory.moderation import Moderated
from factory.pictures.visuals import Visuals
from factory.records import FileRef, Payload, Provider
from factory.script.model_answers import ListingWords
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.text.title_and_tag_limits import MOST_TITLE_CHARS
from factory.video_formats.formats import Format

KEYWORDS = Provider(role="words", name="listing", model="keywords", default=True, synthetic=False)


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
        disclosure_block(script, narration, pictures, words),
        words.paid_promotion if channel.compliance.paid_promotion else "",
        footer_block(channel.description_footer),
        hashtag_block(tags) if profile.picture.height > profile.picture.width else "",
    )
    rest = "\n\n".join(block for block in blocks if block)
    own = edits.description.text if edits.description else opening_block(brief, announced)
    opening = fitted_opening(own, script, rest)
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


def texts_listed(listing: Listing) -> list[tuple[str, str]]:
    """Return what only a listing says, each as (what it is, its words)."""
    tags = [("tags", ", ".join(listing.tags))] if listing.tags else []
    return [("description", listing.description), *tags]
