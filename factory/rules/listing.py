"""Rules for a listing: what the platform accepts, and what the channel does not."""

import re
import unicodedata
from collections.abc import Mapping

from factory.listing.listing import Listing
from factory.listing.platform_limits import Platform, youtube_tag_length
from factory.rules.evidence import Evidence
from factory.rules.moderation import judge_moderation
from factory.rules.rule import Judgement, judged, judged_all, not_asked, quoted, rule
from factory.rules.scope import WITH_CHAPTERS
from factory.text.forbidden_words import forbidden_in

HASHTAG = re.compile(r"(?<!\w)#\w+")

DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e")
"""Embeddings and overrides that make a line read as something else; plain marks are allowed."""


def _refused(text: str, platform: Platform) -> str:
    seen = sorted({c for c in text if c in platform.forbidden_characters})
    return f" with {' '.join(seen)}" if seen else ""


@rule(
    stage="listings",
    needs=(Listing,),
    description="The title is not empty, within the platform's limit, and without characters it refuses.",
)
def title_is_accepted_by_the_platform(evidence: Evidence) -> Judgement:
    title, platform = evidence.listing.title, evidence.platform
    limit = platform.title
    count = limit.count(title) if limit else len(title)
    refused = _refused(title, platform)
    fits = limit is None or count <= limit.most
    most, unit = (limit.most, limit.unit) if limit else ("any number of", "characters")
    return judged(
        bool(title.strip()) and fits and not refused,
        wanted=f"1 to {most} {unit} without {platform.forbidden_characters or 'any special'}",
        found=f"{count} {unit}{refused}: {quoted(title)}",
        advice="change `title` in the brief",
    )


@rule(
    stage="listings",
    needs=(Listing,),
    description="Title, tags and chapters are single lines; no text holds controls or direction overrides.",
)
def listing_has_no_control_characters(evidence: Evidence) -> Judgement:
    listing = evidence.listing
    lines = [("title", listing.title)]
    lines += [(f"tag {n}", tag) for n, tag in enumerate(listing.tags, 1)]
    lines += [(f"chapter {n}", chapter.title) for n, chapter in enumerate(listing.chapters, 1)]
    lines += [("description", listing.description.replace("\n", "").replace("\t", ""))]
    return judged_all(
        [f"{where}: {quoted(text)}" for where, text in lines if any(map(_is_control, text))],
        wanted="printable text",
        found="printable text",
        advice="remove the invisible characters from the brief's title, tags or chapter lines",
    )


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in DIRECTION


@rule(
    stage="listings",
    needs=(Listing,),
    description="The description is within the platform's limit and without characters it refuses.",
)
def description_is_accepted_by_the_platform(evidence: Evidence) -> Judgement:
    description, platform = evidence.listing.description, evidence.platform
    if not description:
        return not_asked("no description")
    limit = platform.description
    count = limit.count(description)
    refused = _refused(description, platform)
    return judged(
        count <= limit.most and not refused,
        wanted=f"at most {limit.most} {limit.unit} without "
        f"{platform.forbidden_characters or 'any special'}",
        found=f"{count} {limit.unit}{refused}",
        advice="shorten the brief's `description` or the channel's `description_footer`",
    )


@rule(
    stage="listings",
    needs=(Listing,),
    description="Tags are whole, different, and together within the platform's limit.",
)
def tags_are_accepted_by_the_platform(evidence: Evidence) -> Judgement:
    tags, platform = evidence.listing.tags, evidence.platform
    if not tags:
        return not_asked("no tags")
    most = platform.most_tag_characters
    length = youtube_tag_length(tags)
    offenders = [f"tag {n} is empty" for n, tag in enumerate(tags, 1) if not tag.strip()]
    offenders += [f"{quoted(t)} holds a comma" for t in tags if "," in t]
    offenders += [f"{quoted(t)} is refused" for t in tags if _refused(t, platform)]
    offenders += [f"{quoted(t)} twice" for t in _repeated(tags)]
    if most is not None and length > most:
        offenders.append(f"{length} characters")
    return judged_all(
        offenders,
        wanted=f"different tags of at most {most or 'any number of'} characters in all",
        found=f"{len(tags)} tags, {length} characters",
        advice="change `tags` in the brief or the channel file",
    )


def _repeated(tags: tuple[str, ...]) -> list[str]:
    seen = [tag.casefold().strip() for tag in tags]
    return [tag for n, tag in enumerate(seen) if tag in seen[:n]]


@rule(
    stage="listings",
    needs=(Listing,),
    description="Chapters, if any, start at 0:00, are enough, long enough, in order, and in the description.",
)
def chapters_follow_the_platforms_rules(evidence: Evidence) -> Judgement:
    chapters, wanted = evidence.listing.chapters, evidence.profile.chapters
    if not chapters:
        return not_asked("no chapters")
    return judged_all(
        _chapter_faults(evidence)
        if wanted.wanted
        else [f"{len(chapters)} chapters in a format without"],
        wanted=f"none, or at least {wanted.min_count} from 0:00, each {wanted.min_seconds} s or more"
        if wanted.wanted
        else "none in this format",
        found=f"{len(chapters)} chapters",
        advice="change the `# ` lines of the brief: fewer, further apart",
    )


def _chapter_faults(evidence: Evidence) -> list[str]:
    """Return what is wrong with chapters; the last one's length as soon as the video has one."""
    listing, wanted = evidence.listing, evidence.profile.chapters
    starts: list[float] = [chapter.start_seconds for chapter in listing.chapters]
    faults = [] if starts[0] == 0 else [f"the first starts at {starts[0]:g} s"]
    if len(starts) < wanted.min_count:
        faults.append(f"only {len(starts)}")
    seconds = evidence.video_seconds
    ends = [*starts[1:], *([] if seconds is None else [seconds])]
    faults += [
        f"chapter {n} lasts {end - start:g} s"
        for n, (start, end) in enumerate(zip(starts, ends, strict=False), 1)
        if end - start < wanted.min_seconds
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
    if not 2 <= len(parts) <= 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return False
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return total == seconds and title in rest


@rule(
    stage="listings",
    needs=(Listing,),
    severity="warning",
    description="A format that wants chapters has some.",
    scope=WITH_CHAPTERS,
)
def chapters_are_given_where_wanted(evidence: Evidence) -> Judgement:
    chapters = evidence.listing.chapters
    return judged(
        bool(chapters),
        wanted="chapters",
        found=f"{len(chapters)} chapters",
        advice="begin parts of the brief with a line `# Title of the chapter`",
    )


@rule(
    stage="listings",
    needs=(Listing,),
    description="None of the channel's forbidden words stands in title, description, tags or chapters.",
)
def listing_has_no_forbidden_words(evidence: Evidence) -> Judgement:
    listing, words = evidence.listing, evidence.accepted.channel.forbidden_words
    if not words:
        return not_asked("the channel forbids no words")
    texts = {
        "title": listing.title,
        "description": listing.description,
        "tags": ", ".join(listing.tags),
        "chapters": ", ".join(chapter.title for chapter in listing.chapters),
    }
    return judged_all(
        [f"{w}: {quoted(word)}" for w, text in texts.items() for word in forbidden_in(text, words)],
        wanted=f"none of the channel's {len(words)} forbidden words",
        found="none",
        advice="reword the brief, or change `forbidden_words` in the channel file",
    )


@rule(
    stage="listings",
    needs=(Listing,),
    description="Title and description hold no more hashtags than the platform honours.",
)
def hashtags_are_few_enough(evidence: Evidence) -> Judgement:
    listing, most = evidence.listing, evidence.platform.most_hashtags
    count = len(HASHTAG.findall(f"{listing.title}\n{listing.description}"))
    if not count:
        return not_asked("no hashtags")
    if most is None:
        return not_asked("the platform honours any number of hashtags")
    return judged(
        count <= most,
        wanted=f"at most {most} hashtags",
        found=f"{count} hashtags",
        advice="remove hashtags from the brief's `description` or the channel's `description_footer`",
    )


TITLE_RULES = (
    title_is_accepted_by_the_platform,
    listing_has_no_control_characters,
    listing_has_no_forbidden_words,
)


def title_faults(evidence: Evidence, title: str) -> list[str]:
    """Say why a listing may not bear this title in place of its own."""
    titled = _listed_as(evidence, {"title": title})
    alone = _listed_as(evidence, {"title": title, "description": "", "tags": (), "chapters": ()})
    findings = [rule.judge(alone) for rule in TITLE_RULES]
    findings.append(hashtags_are_few_enough.judge(titled))
    return [one.found for one in findings if not one.passed]


def _listed_as(evidence: Evidence, update: Mapping[str, object]) -> Evidence:
    titled = evidence.listing.model_copy(update=update)
    others = (kept for kept in evidence.manifests if not isinstance(kept, Listing))
    return evidence.model_copy(update={"manifests": (*others, titled)})


@rule(
    stage="listings",
    needs=(Listing,),
    description="Every title that the brief wants shown later keeps the rules for titles.",
)
def later_titles_keep_the_rules(evidence: Evidence) -> Judgement:
    later = evidence.accepted.brief.later_titles
    if not later:
        return not_asked("no other title is wanted later")
    return judged_all(
        [f"{quoted(title)}: {fault}" for title in later for fault in title_faults(evidence, title)],
        wanted="what is wanted of the first title",
        found=f"{len(later)} later titles",
        advice="change the titles under `later` in the brief",
    )


@rule(
    stage="listings",
    needs=(Listing,),
    description="There is a JPEG or PNG thumbnail within the platform's size limit.",
)
def thumbnail_is_accepted_by_the_platform(evidence: Evidence) -> Judgement:
    file, most = evidence.listing.thumbnail, evidence.platform.most_thumbnail_bytes
    small = most is None or file.bytes <= most
    return judged(
        file.bytes > 0 and small and file.media_type in {"image/jpeg", "image/png"},
        wanted=f"a JPEG or PNG of at most {most or 'any number of'} bytes",
        found=f"{file.media_type} of {file.bytes} bytes",
        advice="materialise listings again",
    )


@rule(
    stage="listings",
    needs=(Listing,),
    description="Where the channel asks for `moderation`, its service flags nothing of the listing.",
)
def listing_passes_moderation(evidence: Evidence) -> Judgement:
    moderation = evidence.accepted.channel.moderation
    asked = moderation is not None and moderation.words
    return judge_moderation(evidence.listing.moderation, asked=asked, stage="listings")
