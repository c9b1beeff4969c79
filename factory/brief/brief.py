"""Brief: what is wanted, as a person wrote it down."""

from datetime import datetime
from operator import not_

from pydantic import Field

from factory.brief.brief_keys import (
    Mode,
)
from factory.brief.edits import NO_EDITS, Edits
from factory.brief.excerpt import Excerpt
from factory.brief.planned_changes import LaterChange
from factory.brief.text_keys import (
    title_of_topic,
)
from factory.channel.channel import Channel
from factory.channel.outlet_settings import YouTubeOfBrief
from factory.channel.provider_settings import Choice, Music, Pictures, Recording, Voice
from factory.errors import BadInput
from factory.fingerprint import fingerprint
from factory.ids import check_video_id, derived_id
from factory.presets.caption_styles import CaptionStyle, caption_style_of
from factory.records import Payload
from factory.text.hidden_characters import one_line, without_hidden
from factory.text.languages import covers, same_language
from factory.video_formats.formats import Format, format_named


class Brief(Payload):
    """One brief, parsed and complete, before a video ID is given to it."""

    title: str
    channel: str
    format: str
    language: str
    words: str
    """The narration as written: paragraphs separated by a blank line, `# ` lines are chapters.
    Empty where only a topic is given."""
    also_in: tuple[str, ...] = ()
    """Other languages; each is a video of its own, with this one's pictures."""
    translates: str = ""
    """The video whose script this one tells in another language."""
    topic: str = ""
    """What the video is about, where the channel's writer finds the words."""
    narration_seconds: float | None = None
    """For how long words are to be found; None leaves it to the format."""
    video_id: str | None = None
    """Asked for by the front matter's `id`; most briefs leave it to the factory."""
    notes: str = ""
    """For whoever keeps the brief: never spoken, never sent to anybody, never published."""
    description: str = ""
    """Opens the published description, and lends its images to scenes that have none."""
    background: str = ""
    """What the channel's writer is told beside a topic; never published as it stands."""
    publish_at: datetime | None = None
    tags: tuple[str, ...] = ()
    length_seconds: float | None = None
    """How long the master shall be; None leaves it to the format."""
    pictures: Pictures | None = None
    """In place of the channel's."""
    music: Music | None = None
    hook: str = ""
    """Stands large on the first seconds in place of the title; `none`: nothing does."""
    mode: Mode = "auto"
    """Whether it stops after script, plan and render until somebody lets it go on."""
    recording: Recording | None = None
    """A person's own reading of the words, in place of a voice."""
    pronounce: dict[str, str] = Field(default_factory=dict[str, str])
    """Words, and letters that sound like them; beside the channel's."""
    paid_promotion: bool | None = None
    """Whether somebody gives something for what it shows or says; None: as the channel says."""
    youtube: YouTubeOfBrief | None = None
    """In place of the channel's choices for YouTube."""
    changes: tuple[LaterChange, ...] = ()
    """What of its post becomes another one when it is out."""

    @property
    def later_titles(self) -> tuple[str, ...]:
        """The titles that its post is to bear later."""
        return tuple(change.to for change in self.changes if change.what == "title")

    @property
    def own_title(self) -> str:
        """The title, if a person gave it; else the writer finds a better one than the topic."""
        return "" if self.title == title_of_topic(self.topic) else self.title


class AcceptedBrief(Payload):
    """A brief as the factory took it in: with its ID and a snapshot of its channel."""

    video_id: str
    brief: Brief
    brief_sha256: str
    """Of what it says beside defaults, so that a key which is new to the factory changes none; a changed
    brief is a new revision of the same video."""
    channel: Channel
    source: str
    """Where it came from: a file's name, `cli`, `api`."""
    accepted_at: datetime
    edits: Edits | None = None
    """What people changed by hand; None when it is taken in: then those of before stay."""
    natural_voice: Voice | None = Field(default=None, exclude_if=not_)
    """Who speaks in place of the quick voice that comes along, as it was when the video was taken in; None
    where the channel names a voice, or no better one was installed."""
    excerpt: Excerpt | None = None
    """The longer video whose passages it shows; None where its words are its own."""

    @property
    def by_hand(self) -> Edits:
        """What people changed by hand."""
        return self.edits or NO_EDITS

    @property
    def voice(self) -> Voice:
        """The channel's voice for the brief's language.

        Of a brief with a recording the factory's own voice, by which the recording is read: it is
        not heard, and costs nothing.
        """
        if self.brief.recording:
            return Voice()
        fitting = [code for code in self.channel.voices if covers(code, self.brief.language)]
        if fitting:
            return self.channel.voices[max(fitting, key=len)]
        return self.natural_voice or self.channel.voice

    @property
    def pictures(self) -> Pictures:
        """The brief's own choice of pictures, else the channel's."""
        own = self.brief.pictures
        return _of_brief(own) if own else self.channel.pictures

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Everybody who may work for it: of each role the first choice and the second."""
        moderation = self.channel.moderation
        roles = (self.channel.words, self.voice, self.pictures)
        workers = tuple(choice for role in roles for choice in role.in_order)
        return (*workers, moderation) if moderation else workers

    @property
    def caption_style(self) -> CaptionStyle:
        """The channel's choice of burned captions, else the format's."""
        of_format = format_named(self.brief.format).captions
        return caption_style_of(self.channel.caption_style, of_format)

    @property
    def profile(self) -> Format:
        """The brief's format, of the length and arrangement it asks for, in the channel's caption style.

        The channel's intro and outro have their room in it.
        """
        named, style = format_named(self.brief.format), self.caption_style
        profile = named.ordered(self.brief.length_seconds, self.pictures.arrangement)
        profile = profile.beside(self.channel.insert_seconds)
        if self.excerpt:
            pace = format_named(self.excerpt.format).speech
            said = {"speed": pace.speed, "words_per_minute": pace.words_per_minute}
            speech = profile.speech.model_copy(update=said)
            profile = profile.model_copy(update={"speech": speech})
        chosen = {"font": style.font, "size": style.size, "words_per_cue": style.words_per_cue}
        captions = profile.captions.model_copy(update=chosen if profile.captions.burned else {})
        return profile.model_copy(update={"captions": captions})

    @property
    def music(self) -> Music:
        """The brief's own choice of music, else the channel's."""
        own = self.brief.music
        return own.of_brief() if own else self.channel.music


def _of_brief(pictures: Pictures) -> Pictures:
    second = pictures.fallback and pictures.fallback.of_brief()
    return pictures.model_copy(update={"fallback": second}).of_brief()


def accept(
    brief: Brief,
    channel: Channel,
    video_id: str,
    source: str,
    now: datetime,
    natural_voice: Voice | None = None,
) -> AcceptedBrief:
    """Return the brief as taken in, with its ID and its channel as of now.

    What the brief says of YouTube and of paid promotion lies over its channel's choices from here on.

    Args:
        brief: what is wanted.
        channel: for whom.
        video_id: under which name.
        source: where it came from.
        now: when.
        natural_voice: who may speak in place of the quick voice that comes along, if the channel
            names nobody, the format wants it and the language is its own.

    Raises:
        BadInput: the video ID is not one.
    """
    changes: dict[str, object] = {"ideas": None}  # they decide nothing of this video
    if brief.youtube and channel.youtube:
        changes["youtube"] = brief.youtube.over(channel.youtube)
    if brief.paid_promotion is not None:
        said = {"paid_promotion": brief.paid_promotion}
        changes["compliance"] = channel.compliance.model_copy(update=said)
    return AcceptedBrief(
        video_id=check_video_id(video_id),
        brief=brief,
        brief_sha256=fingerprint("brief", brief.model_dump(mode="json", exclude_defaults=True)),
        channel=channel.model_copy(update=changes),
        source=without_hidden(one_line(source)),
        accepted_at=now,
        natural_voice=_fitting(natural_voice, brief, channel),
    )


def _fitting(natural: Voice | None, brief: Brief, channel: Channel) -> Voice | None:
    wanted = format_named(brief.format).speech.natural and not channel.voice.named
    if natural is None or not wanted or not same_language(natural.language or "", brief.language):
        return None
    return natural.model_copy(update={"speed": channel.voice.speed})


def check_origin(accepted: AcceptedBrief, before: AcceptedBrief | None) -> None:
    """Refuse what is made of one video in the place of a video that is not made of that one.

    Args:
        accepted: a passage or a translation of another video.
        before: what is known under its ID.

    Raises:
        BadInput: it is a video of its own, or made of another.
    """
    if before is not None and _origin(accepted) != _origin(before):
        raise BadInput(
            f"{accepted.brief.title!r} would be the video {accepted.video_id}, and that is "
            f"{before.brief.title!r} already, which is made of {_origin(before) or 'no other'}; "
            f"wanted one made of {_origin(accepted)}. Give one of them another `id`"
        )


def _origin(accepted: AcceptedBrief) -> str | None:
    """Return the ID of the video that this one is a passage or a translation of."""
    return accepted.excerpt.video_id if accepted.excerpt else accepted.brief.translates


def translations(
    original: AcceptedBrief, natural_voice: Voice | None = None
) -> list[AcceptedBrief]:
    """Return one brief for each other language: without words, which come from the original.

    Its post is seen when the original's is; titles and thumbnails of later are in the original's language.
    """
    return [_translation(original, code, natural_voice) for code in original.brief.also_in]


def _translation(
    original: AcceptedBrief, language: str, natural_voice: Voice | None
) -> AcceptedBrief:
    facts = {
        "language": language,
        "words": "",
        "topic": "",
        "also_in": (),
        "translates": original.video_id,
        "video_id": None,
        "recording": None,
        "changes": tuple(one for one in original.brief.changes if one.what == "visibility"),
    }
    brief = original.brief.model_copy(update=facts)
    video_id = derived_id(original.video_id, language.lower())
    source, now = original.source, original.accepted_at
    return accept(brief, original.channel, video_id, source, now, natural_voice)
