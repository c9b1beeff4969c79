"""Sources: the platforms' texts that rules stand on, when each was read, and what we took from it.

Platforms change their texts; a rule whose source was read long ago is read again.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from factory.rules.registry import RULES, RuleBook
from factory.rules.rules_hash import version_of_one
from factory.rules.scope import EVERY_FORMAT
from factory.video_formats.formats import formats

STALE_AFTER: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Source:
    """One text that a rule stands on."""

    title: str
    platforms: tuple[str, ...]
    read: date
    """When somebody last compared the note with the text."""
    note: str
    """What we took from it, in our own words."""

    @property
    def note_hash(self) -> str:
        """The note in 12 digits: it changes when the note does."""
        return hashlib.sha256(self.note.encode()).hexdigest()[:12]

    def is_stale(self, today: date) -> bool:
        """Whether it was read so long ago that it is to be read again."""
        return today - self.read > STALE_AFTER


YOUTUBE_FIELDS = Source(
    "YouTube Data API v3, videos resource and discovery document 20261104",
    ("youtube",),
    date(2026, 11, 21),
    "Title up to 100 characters and description up to 5,000 bytes, both without < and >; tags up "
    "to 500 characters together, commas counted and two more for a tag with a space.",
)
YOUTUBE_CHAPTERS = Source(
    "YouTube Help, video chapters",
    ("youtube",),
    date(2026, 11, 21),
    "Chapters stand in the description, the first at 00:00, three or more, rising, each at least "
    "10 seconds long.",
)
YOUTUBE_THUMBNAIL = Source(
    "YouTube Data API v3, revision history of 2026-09-14",
    ("youtube",),
    date(2026, 11, 21),
    "Thumbnails up to 50 MB, as JPEG or PNG; of a Short once it is processed.",
)
SYNTHETIC = Source(
    "YouTube Help 14328491, disclosing altered or synthetic content; EU AI Act, article 50; "
    "TikTok Community Guidelines in force from 2026-09-24",
    ("youtube", "tiktok", "instagram"),
    date(2026, 11, 27),
    "Realistic altered or generated content is disclosed by the platform's flag; unlabelled "
    "content may be labelled, restricted or removed; since 2026-08-02 deployers disclose deep "
    "fakes at first exposure.",
)
KIDS = Source(
    "YouTube Data API v3, status.selfDeclaredMadeForKids; COPPA",
    ("youtube",),
    date(2026, 11, 21),
    "Each video says whether it is made for kids, by somebody's decision and not by a default.",
)
PAID = Source(
    "YouTube Help 154235, paid product placements; Data API v3, paidProductPlacementDetails; TikTok "
    "Content Sharing Guidelines, branded content",
    ("youtube", "tiktok", "instagram"),
    date(2026, 11, 27),
    "Whoever gets something for what a video shows or says tells the platform and the viewers: YouTube by "
    "a field of the video, TikTok by a toggle of the post, Instagram by a label that only its app sets.",
)
MASS_PRODUCTION = Source(
    "YouTube Community Guidelines, spam, section first recorded on 2026-06-02; Content "
    "Monetisation Policy of 2026-07-14",
    ("youtube",),
    date(2026, 11, 27),
    "Synthetic mass-production (the same music, repetitive generated pictures, a generated script "
    "read aloud) is spam: warnings, strikes, termination, private and unlisted videos included; "
    "generic or repetitive content loses monetisation. Words, titles, pictures, music and structure "
    "differ from video to video, and a person has looked where the channel says so.",
)
EU_LABEL = Source(
    "EU AI Act, article 50(4) and (5); Code of Practice on transparency of AI-generated content of "
    "2026-06-10, section 2 and annex",
    ("youtube", "tiktok", "instagram"),
    date(2026, 11, 28),
    "Deployers label deep fakes at first exposure, clearly and fixed on the picture; free icons of the "
    "letters AI, with GENERATED or MODIFIED beside them, may be used, and other labels as well.",
)
INSTAGRAM_FORMS = Source(
    "Instagram Content Monetisation Policy",
    ("instagram",),
    date(2026, 11, 27),
    "Static videos, slideshows of images, looping videos and text montages are not monetised.",
)
SENSITIVE = Source(
    "YouTube Content Monetisation Policy of 2026-07-14, AI personas on sensitive topics",
    ("youtube",),
    date(2026, 11, 27),
    "A generated persona that gives advice on health, law, money or politics is not monetised at all.",
)
MEDIA_FORMS = Source(
    "Media transfer and publishing guides of YouTube, TikTok and Instagram",
    ("youtube", "tiktok", "instagram"),
    date(2026, 11, 21),
    "MP4 with H.264 and AAC up to 48 kHz, the index before the media, 23 to 60 frames a second.",
)
LENGTHS = Source(
    "TikTok for Developers, media transfer guide; Instagram Graph API, Reel specifications",
    ("tiktok", "instagram"),
    date(2026, 11, 21),
    "TikTok takes videos of ten minutes at most, and tells each creator a limit of their own; Instagram "
    "takes Reels of 3 seconds to 15 minutes.",
)
TIKTOK_SHARING = Source(
    "TikTok for Developers, Content Sharing Guidelines",
    ("tiktok",),
    date(2026, 11, 27),
    "An app adds no brand, logo, watermark or promotional text to what it posts for a creator.",
)
LICENCES = Source(
    "YouTube Help, copyright; TikTok Commercial Music Library; Instagram music for businesses",
    ("youtube", "tiktok", "instagram"),
    date(2026, 11, 27),
    "Whoever publishes holds a licence for every picture, sound and font; business accounts may "
    "not use popular music. Collections of a platform's own hold on that platform; Creative Commons BY "
    "licences want their makers named.",
)

SOURCES: Final[dict[str, Source]] = {
    "title_is_accepted_by_the_platform": YOUTUBE_FIELDS,
    "description_is_accepted_by_the_platform": YOUTUBE_FIELDS,
    "tags_are_accepted_by_the_platform": YOUTUBE_FIELDS,
    "chapters_follow_the_platforms_rules": YOUTUBE_CHAPTERS,
    "thumbnail_is_accepted_by_the_platform": YOUTUBE_THUMBNAIL,
    "synthetic_media_is_answered": SYNTHETIC,
    "generated_media_is_declared": SYNTHETIC,
    "made_for_kids_is_answered": KIDS,
    "paid_promotion_is_declared": PAID,
    "no_scene_is_repeated": MASS_PRODUCTION,
    "pictures_differ": MASS_PRODUCTION,
    "video_is_no_copy_of_an_earlier_one": MASS_PRODUCTION,
    "video_is_no_copy_of_another_channels": MASS_PRODUCTION,
    "form_is_not_used_over_and_over": MASS_PRODUCTION,
    "review_is_an_approval_of_this_master": MASS_PRODUCTION,
    "nobody_advises_on_sensitive_topics": SENSITIVE,
    "ai_label_is_seen_and_true": EU_LABEL,
    "instagram_pays_for_the_form": INSTAGRAM_FORMS,
    "tiktok_gets_a_cut_without_the_channels_mark": TIKTOK_SHARING,
    "length_is_taken_where_it_goes": LENGTHS,
    "streams_are_h264_and_aac": MEDIA_FORMS,
    "index_stands_before_the_media": MEDIA_FORMS,
    "sound_is_48_khz_stereo": MEDIA_FORMS,
    "every_picture_has_a_licence": LICENCES,
    "every_picture_sound_and_font_has_a_licence": LICENCES,
    "licences_allow_where_it_goes": LICENCES,
    "makers_are_named_where_they_must_be": LICENCES,
}
"""By rule. The other rules are the house's own: they stand on no platform's text."""


@dataclass(frozen=True, slots=True)
class SourcedRule:
    """A rule, what it speaks of, and the text it stands on, if any."""

    rule: str
    version: str
    """Of this rule alone."""
    stage: str
    severity: str
    description: str
    formats: tuple[str, ...]
    """Those it speaks of, of all that there are; of a video of another it is not asked."""
    every_format: bool
    source: Source | None


def sourced_rules(book: RuleBook = RULES) -> Iterator[SourcedRule]:
    """Give every rule of a book, in the order in which they are asked."""
    for rule in book.rules:
        yield SourcedRule(
            rule=rule.name,
            version=version_of_one(rule),
            stage=rule.stage,
            severity=rule.severity,
            description=rule.description,
            formats=rule.scope.names(formats().values()),
            every_format=rule.scope is EVERY_FORMAT,
            source=SOURCES.get(rule.name),
        )
