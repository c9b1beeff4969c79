"""Rules for a listing: what the platform accepts, and what the channel does not."""

import re
import unicodedata

from factory.brief.brief import AcceptedBrief
from factory.listing.listing import Listing
from factory.listing.platform_limits import YOUTUBE, Platform, youtube_tag_length
from factory.presets.formats import Chapters, Format
from factory.rules import moderation as moderation_rules
from factory.rules.moderation import assess_moderation
from factory.rules.rule import Finding, RuleInfo, quoted
from factory.text.forbidden_words import forbidden_in

HASHTAG = re.compile(r"(?<!\w)#\w+")

DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e")
"""Embeddings and overrides that make a line read as something else; plain marks are allowed."""

TITLE = RuleInfo(
    "title_is_accepted_by_the_platform",
    "listings",
    "The title is not empty, within the platform's limit, and without characters it refuses.",
)
PLAIN_TEXT = RuleInfo(
    "listing_has_no_control_characters",
    "listings",
    "Title, tags and chapters are single lines; no text holds controls or direction overrides.",
)
DESCRIPTION = RuleInfo(
    "description_is_accepted_by_the_platform",
    "listings",
    "The description is within the platform's limit and without characters it refuses.",
)
TAGS = RuleInfo(
    "tags_are_accepted_by_the_platform",
    "listings",
    "Tags are whole, different, and together within the platform's limit.",
)
CHAPTERS = RuleInfo(
    "chapters_follow_the_platforms_rules",
    "listings",
    "Chapters, if any, start at 0:00, are enough, long enough, in order, and in the description.",
)
CHAPTERS_GIVEN = RuleInfo(
    "chapters_are_given_where_wanted",
    "listings",
    "A format that wants chapters has some.",
    "warning",
)
NOTHING_FORBIDDEN = RuleInfo(
    "listing_has_no_forbidden_words",
    "listings",
    "None of the channel's forbidden words stands in title, description, tags or chapters.",
)
THUMBNAIL = RuleInfo(
    "thumbnail_is_accepted_by_the_platform",
    "listings",
    "There is a JPEG or PNG thumbnail within the platform's size limit.",
)
HASHTAGS = RuleInfo(
    "hashtags_are_few_enough",
    "listings",
    "Title and description hold no more hashtags than the platform honours.",
)

RULES = (
    TITLE,
    PLAIN_TEXT,
    DESCRIPTION,
    TAGS,
    CHAPTERS,
    CHAPTERS_GIVEN,
    NOTHING_FORBIDDEN,
    THUMBNAIL,
    HASHTAGS,
    moderation_rules.LISTING,
)


def assess_listing(
    listing: Listing,
    accepted: AcceptedBrief,
    profile: Format,
    *,
    video_seconds: float | None = None,
    platform: Platform = YOUTUBE,
) -> tuple[Finding, ...]:
    """Return one finding for each of `RULES`, in their order.

    Args:
        listing: as written.
        accepted: whose channel names the forbidden words, and what is moderated.
        profile: whether chapters are wanted.
        video_seconds: of the finished master; until there is one, the last chapter's length
            is not looked at.
        platform: whose limits apply.
    """
    moderation = accepted.channel.moderation
    asked = moderation is not None and moderation.words
    return (
        _title(listing, platform),
        _no_controls(listing),
        _description(listing, platform),
        _tags(listing, platform),
        _chapters(listing, profile.chapters, video_seconds),
        _chapters_given(listing, profile.chapters),
        _nothing_forbidden(listing, accepted.channel.forbidden_words),
        _thumbnail(listing, platform),
        _hashtags(listing, platform),
        assess_moderation(moderation_rules.LISTING, listing.moderation, asked=asked),
    )


def _refused(text: str, platform: Platform) -> str:
    seen = sorted({c for c in text if c in platform.forbidden_characters})
    return f" with {' '.join(seen)}" if seen else ""


def _title(listing: Listing, platform: Platform) -> Finding:
    limit = platform.title
    count = limit.count(listing.title) if limit else len(listing.title)
    refused = _refused(listing.title, platform)
    fits = limit is None or count <= limit.most
    most, unit = (limit.most, limit.unit) if limit else ("any number of", "characters")
    return TITLE.judge(
        bool(listing.title.strip()) and fits and not refused,
        wanted=f"1 to {most} {unit} without {platform.forbidden_characters or 'any special'}",
        found=f"{count} {unit}{refused}: {quoted(listing.title)}",
        advice="change `title` in the brief",
    )


def _no_controls(listing: Listing) -> Finding:
    lines = [("title", listing.title)]
    lines += [(f"tag {n}", tag) for n, tag in enumerate(listing.tags, 1)]
    lines += [(f"chapter {n}", chapter.title) for n, chapter in enumerate(listing.chapters, 1)]
    lines += [("description", listing.description.replace("\n", "").replace("\t", ""))]
    return PLAIN_TEXT.judge_all(
        [f"{where}: {quoted(text)}" for where, text in lines if any(map(_is_control, text))],
        wanted="printable text",
        found="printable text",
        advice="remove the invisible characters from the brief's title, tags or chapter lines",
    )


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in DIRECTION


def _description(listing: Listing, platform: Platform) -> Finding:
    limit = platform.description
    count = limit.count(listing.description)
    refused = _refused(listing.description, platform)
    return DESCRIPTION.judge(
        count <= limit.most and not refused,
        wanted=f"at most {limit.most} {limit.unit} without "
        f"{platform.forbidden_characters or 'any special'}",
        found=f"{count} {limit.unit}{refused}",
        advice="shorten the brief's `description` or the channel's `description_footer`",
    )


def _tags(listing: Listing, platform: Platform) -> Finding:
    most = platform.most_tag_characters
    length = youtube_tag_length(listing.tags)
    offenders = [f"tag {n} is empty" for n, tag in enumerate(listing.tags, 1) if not tag.strip()]
    offenders += [f"{quoted(t)} holds a comma" for t in listing.tags if "," in t]
    offenders += [f"{quoted(t)} is refused" for t in listing.tags if _refused(t, platform)]
    offenders += [f"{quoted(t)} twice" for t in _repeated(listing.tags)]
    if most is not None and length > most:
        offenders.append(f"{length} characters")
    return TAGS.judge_all(
        offenders,
        wanted=f"different tags of at most {most or 'any number of'} characters in all",
        found=f"{len(listing.tags)} tags, {length} characters",
        advice="change `tags` in the brief or the channel file",
    )


def _repeated(tags: tuple[str, ...]) -> list[str]:
    folded = [tag.casefold().strip() for tag in tags]
    return [tag for n, tag in enumerate(folded) if tag in folded[:n]]


def _chapters(listing: Listing, rules: Chapters, video_seconds: float | None) -> Finding:
    starts = [chapter.start_seconds for chapter in listing.chapters]
    offenders: list[str] = []
    if starts and not rules.wanted:
        offenders.append(f"{len(starts)} chapters in a format without")
    elif starts:
        offenders = _chapter_faults(listing, rules, video_seconds)
    return CHAPTERS.judge_all(
        offenders,
        wanted=f"none, or at least {rules.min_count} from 0:00, each {rules.min_seconds} s or more"
        if rules.wanted
        else "none in this format",
        found=f"{len(starts)} chapters",
        advice="change the `# ` lines of the brief: fewer, further apart",
    )


def _chapter_faults(listing: Listing, rules: Chapters, video_seconds: float | None) -> list[str]:
    starts: list[float] = [chapter.start_seconds for chapter in listing.chapters]
    faults = [] if starts[0] == 0 else [f"the first starts at {starts[0]:g} s"]
    if len(starts) < rules.min_count:
        faults.append(f"only {len(starts)}")
    ends = [*starts[1:], *([] if video_seconds is None else [video_seconds])]
    faults += [
        f"chapter {n} lasts {end - start:g} s"
        for n, (start, end) in enumerate(zip(starts, ends, strict=False), 1)
        if end - start < rules.min_seconds
    ]
    lines = listing.description.splitlines()
    faults += [
        f"{quoted(chapter.title)} is not in the description"
        for chapter in listing.chapters
        if not any(_marks(line, chapter.start_seconds, chapter.title) for line in lines)
    ]
    return faults


def _marks(line: str, seconds: int, title: str) -> bool:
    stamp, _, rest = line.strip().partition(" ")
    parts = stamp.split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts):
        return False
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return total == seconds and title in rest


def _chapters_given(listing: Listing, rules: Chapters) -> Finding:
    return CHAPTERS_GIVEN.judge(
        bool(listing.chapters) or not rules.wanted,
        wanted="chapters" if rules.wanted else "nothing in this format",
        found=f"{len(listing.chapters)} chapters",
        advice="begin parts of the brief with a line `# Title of the chapter`",
    )


def _nothing_forbidden(listing: Listing, words: tuple[str, ...]) -> Finding:
    texts = {
        "title": listing.title,
        "description": listing.description,
        "tags": ", ".join(listing.tags),
        "chapters": ", ".join(chapter.title for chapter in listing.chapters),
    }
    return NOTHING_FORBIDDEN.judge_all(
        [f"{w}: {quoted(word)}" for w, text in texts.items() for word in forbidden_in(text, words)],
        wanted=f"none of the channel's {len(words)} forbidden words",
        found="none",
        advice="reword the brief, or change `forbidden_words` in the channel file",
    )


def _thumbnail(listing: Listing, platform: Platform) -> Finding:
    file, most = listing.thumbnail, platform.most_thumbnail_bytes
    small = most is None or file.bytes <= most
    return THUMBNAIL.judge(
        file.bytes > 0 and small and file.media_type in {"image/jpeg", "image/png"},
        wanted=f"a JPEG or PNG of at most {most or 'any number of'} bytes",
        found=f"{file.media_type} of {file.bytes} bytes",
        advice="materialise listings again",
    )


def _hashtags(listing: Listing, platform: Platform) -> Finding:
    count = len(HASHTAG.findall(f"{listing.title}\n{listing.description}"))
    most = platform.most_hashtags
    return HASHTAGS.judge(
        most is None or count <= most,
        wanted="any number" if most is None else f"at most {most} hashtags",
        found=f"{count} hashtags",
        advice="remove hashtags from the brief's `description` or the channel's `description_footer`",
    )
