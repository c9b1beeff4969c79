"""Captions of posts: the one text that TikTok and Instagram show below a video, made of its listing."""

import re

from factory.listing.chapter_marks import chapter_block
from factory.listing.description import footer_block
from factory.listing.description_labels import labels
from factory.listing.listing import Listing
from factory.listing.platform_limits import Platform

HASHTAG = re.compile(r"(?<!\w)#\w+")
SHORTS = re.compile(r"#Shorts\b ?")
"""The one hashtag that names another platform."""


def post_caption(listing: Listing, footer: str = "") -> str:
    """Return title and description as one text: credits and disclosures stay, chapters do not.

    Args:
        listing: the released one.
        footer: the channel's `description_footer`, where it is to be left out.
    """
    text = SHORTS.sub("", listing.description)
    for block in (chapter_block(listing.chapters, labels(listing.language)), footer_block(footer)):
        text = text.replace(block, "") if block else text
    whole = f"{listing.title}\n\n{text}"
    return re.sub(r"\n{3,}", "\n\n", whole).strip()


def caption_faults(caption: str, platform: Platform) -> list[str]:
    """Return what a platform would refuse in a caption."""
    limit = platform.description
    count = limit.count(caption)
    faults = [f"{count:,} {limit.unit}, at most {limit.most:,}"] if count > limit.most else []
    tags = len(HASHTAG.findall(caption))
    if platform.most_hashtags is not None and tags > platform.most_hashtags:
        faults.append(f"{tags} hashtags, at most {platform.most_hashtags}")
    return faults
