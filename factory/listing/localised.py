"""Localised listing: a video's title and description in the language of its translation."""

from factory.listing.chapter_marks import chapter_block
from factory.listing.description_labels import labels
from factory.listing.listing import Listing, opening_of
from factory.listing.plain_text import shortened_bytes
from factory.listing.platform_limits import YOUTUBE, utf8_bytes


def localised(first: Listing, told: Listing) -> dict[str, str]:
    """Return title and description of a video as another one tells them in its language.

    Chapters stand at the first one's times, under the other one's titles; credits and disclosures are
    those of the first one, in its own language, as they speak of its voice.

    Args:
        first: the listing of the video that is shown.
        told: the listing of its translation.
    """
    own = first.description.removeprefix(opening_of(first))
    rest = own.replace(chapter_block(first.chapters, labels(first.language)), "").strip()
    same = len(first.chapters) == len(told.chapters)
    chapters = [
        there.model_copy(update={"start_seconds": here.start_seconds})
        for here, there in zip(first.chapters, told.chapters, strict=False)
    ]
    after = [chapter_block(chapters, labels(told.language))] if same and chapters else []
    end = "\n\n".join([*after, rest])
    room = YOUTUBE.description.most - utf8_bytes(end) - len("\n\n")
    description = f"{shortened_bytes(opening_of(told), room)}\n\n{end}".strip()
    return {"title": told.title, "description": description}
