"""A preview of a channel: a sentence by its voice, a picture with its captions, a thumbnail.

It is made by the stages' own units of work: what was made before is not made again, and what costs
something is priced first, charged to the channel and bound by its limits.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from factory.brief.brief import AcceptedBrief, Brief, accept
from factory.captions.burned_in import caption_events
from factory.captions.cues import Cue, burned_cues, reading_cues
from factory.channel.channel import Channel
from factory.errors import BadInput, PermanentError
from factory.graphics.glyph_coverage import check_letters
from factory.graphics.on_screen_text import ScreenText
from factory.graphics.overlay import Overlay, Watermark
from factory.ids import PREVIEWS
from factory.intake.key_check import check_keys
from factory.money.dollars import whole_dollars
from factory.pictures.intro_outro import NO_INSERTS
from factory.ports import Journal
from factory.records import Payload
from factory.script.scenes import write_script
from factory.script.script import Script
from factory.script.silent_scenes import NOBODY
from factory.speech.narration import Narration, NarrationDetail
from factory.speech.narration_assembly import assemble
from factory.speech.pronunciation import reader
from factory.units_of_work import Do, Done, Unit
from factory.video_formats.formats import format_named
from factory_assets.audio.narration import joining, narration_layout
from factory_assets.audio.sentences import speech
from factory_assets.visuals.pictures import STILL, depictions_of, pictures_of
from wiring.desk_imports import OpenedProviders
from wiring.factory import Factory

LONGEST_SENTENCE = 300
SAMPLE = "On a clear morning in 1999 a lighthouse began to move."
VOICE, FRAME, THUMBNAIL = "voice.wav", "frame.jpg", "thumbnail.jpg"

ROLES = {"picture": "pictures", "speech": "voice"}
"""By the kinds of units that may cost something."""

Work = tuple[Unit, Do]


class PreviewPart(Payload):
    """What one provider would be asked for."""

    role: str
    provider: str
    usd: float


class PreviewPrice(Payload):
    """What a preview would cost; nothing is spent yet."""

    parts: tuple[PreviewPart, ...]
    total_usd: float


class Preview(Payload):
    """A preview that was made; files are named below `/media/`."""

    sentence: str
    caption: str
    """The words that stand on the frame."""
    burned: bool
    """Whether they are drawn into it: some formats keep captions as a track alone."""
    voice: str | None
    """None where nobody speaks."""
    voice_by: str
    frame: str
    picture_by: str
    thumbnail: str
    usd: float
    """What it cost this time; nothing of what was made before."""


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A video of one sentence, never taken in: what is asked for is what a video would ask for."""

    accepted: AcceptedBrief
    script: Script
    spoken: Work | None
    drawn: Work
    voice_by: str
    picture_by: str


def price_of_preview(factory: Factory, channel: Channel, sentence: str) -> PreviewPrice:
    """Return what a preview would cost.

    Raises:
        BadInput: the sentence is none.
        PermanentError: a vendor's key is missing.
    """
    with factory.providers() as providers:
        sketch = _sketch(factory, channel, sentence, providers)
        with factory.journal(None) as journal:
            return _priced(sketch, journal)


def make_preview(factory: Factory, channel: Channel, sentence: str, agreed_usd: float) -> Preview:
    """Make a preview at the price that was shown.

    Raises:
        BadInput: the sentence is none, or a provider cannot be used so.
        PermanentError: it costs something else by now, or cannot be made.
        TransientError: a vendor does not answer.
    """
    with factory.providers() as providers, factory.journal(None) as journal:
        sketch = _sketch(factory, channel, sentence, providers)
        usd = _priced(sketch, journal).total_usd
        if round(usd, 6) != round(agreed_usd, 6):
            raise PermanentError(
                f"the preview costs {whole_dollars(usd)} by now, {whole_dollars(agreed_usd)} was agreed to; "
                "nothing was made. Agree to the new price"
            )
        picture = journal.perform(*sketch.drawn)
        spoken = journal.perform(*sketch.spoken) if sketch.spoken else None
        made = _Made(factory, sketch, picture, spoken, journal)
        return made.preview()


def _priced(sketch: _Sketch, journal: Journal) -> PreviewPrice:
    works = [(sketch.picture_by, sketch.drawn), (sketch.voice_by, sketch.spoken)]
    asked = [(by, work[0]) for by, work in works if work]
    made_before = journal.finished([unit for _, unit in asked])
    parts = tuple(
        PreviewPart(
            role=ROLES[unit.kind],
            provider=by,
            usd=0.0 if size is not None else float(unit.estimate_usd),
        )
        for (by, unit), size in zip(asked, made_before, strict=True)
    )
    return PreviewPrice(parts=parts, total_usd=sum(part.usd for part in parts))


def _sketch(
    factory: Factory, channel: Channel, sentence: str, providers: OpenedProviders
) -> _Sketch:
    accepted = _accepted(factory, channel, sentence)
    check_keys(accepted, providers)
    check_letters(accepted, factory.lettering)
    profile = accepted.profile
    script = write_script(accepted, profile, accepted.accepted_at, reader(accepted))
    scene = script.scenes[0]
    pictures, voice = accepted.pictures, accepted.voice
    maker = providers.illustrator(pictures.provider, pictures.model, moving=pictures.moving)
    (depiction,) = depictions_of(accepted, [scene], profile, factory.gazetteer)
    (drawn,) = pictures_of(accepted, pictures, [(scene, depiction)], maker, {})
    spoken = None
    if profile.narrated:
        narrator = providers.narrator(voice.provider, voice.name, voice.model)
        speed = round(profile.speech.speed * voice.speed, 4)
        first = script.sentences[0]
        said = speech(accepted.video_id, script.language, first, narrator, speed, 1)
        spoken = _paid_by(channel, said)
    drawn = _paid_by(channel, drawn)
    return _Sketch(accepted, script, spoken, drawn, voice.provider, pictures.provider)


def _accepted(factory: Factory, channel: Channel, sentence: str) -> AcceptedBrief:
    words = " ".join(sentence.split())
    if not words or len(words) > LONGEST_SENTENCE:
        raise BadInput(
            f"the sentence has {len(words)} characters; wanted 1 to {LONGEST_SENTENCE} to preview"
        )
    takes = format_named(channel.format).takes
    brief = Brief(
        channel=channel.name,
        title=channel.title,
        format=channel.format,
        language=channel.languages[0],
        words="\n\n".join([words] * (takes.count if takes else 1)),
    )
    told = hashlib.sha256(channel.to_json() + words.encode()).hexdigest()[:8]
    video_id = f"{PREVIEWS}{channel.name}-{told}"
    natural = factory.channels.directory().natural_voice
    return accept(brief, channel, video_id, "preview", datetime.now(UTC), natural)


def _paid_by(channel: Channel, work: Work) -> Work:
    unit, do = work
    return replace(unit, channel=channel.name), do


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made, put together and kept below the channel's own name."""

    factory: Factory
    sketch: _Sketch
    picture: Done
    spoken: Done | None
    journal: Journal

    def preview(self) -> Preview:
        """Join, letter and keep it."""
        accepted, channel = self.sketch.accepted, self.sketch.accepted.channel
        narration = self._narration(self.spoken) if self.spoken else None
        cue = self._cue(narration) if narration else None
        with self.factory.store.scratch() as scratch:
            still = self._still(scratch)
            self.factory.frame(still, self._overlay(cue), accepted.profile.picture, scratch / FRAME)
            size, language = accepted.profile.picture.thumbnail_size, accepted.brief.language
            look, target = channel.thumbnail, scratch / THUMBNAIL
            self.factory.thumbnails.thumbnail(still, channel.title, language, look, *size, target)
            frame, thumbnail = (self._keep(name, scratch / name) for name in (FRAME, THUMBNAIL))
        done = [one for one in (self.spoken, self.picture) if one]
        return Preview(
            sentence=self.sketch.script.scenes[0].written,
            caption=cue.text if cue else "",
            burned=cue is not None and accepted.profile.captions.burned,
            voice=f"{self._place}/{VOICE}" if narration else None,
            voice_by=self.sketch.voice_by,
            frame=frame,
            picture_by=self.sketch.picture_by,
            thumbnail=thumbnail,
            usd=sum(one.cost_usd for one in done if not one.reused),
        )

    @property
    def _place(self) -> str:
        return f"{PREVIEWS}{self.sketch.accepted.channel.name}"

    def _keep(self, name: str, path: Path) -> str:
        return f"{self._place}/{self.factory.store.keep(self._place, name, path).name}"

    def _narration(self, spoken: Done) -> Narration:
        accepted, script = self.sketch.accepted, self.sketch.script
        voice = self.sketch.spoken[0].provider if self.sketch.spoken else NOBODY
        layout = narration_layout(script, [spoken], accepted.profile, NO_INSERTS)
        unit, do = joining(accepted.video_id, [spoken], layout, self.factory.splicer, voice)
        joined = self.journal.perform(unit, do)
        file = self.factory.store.keep(self._place, VOICE, joined.path)
        level = joined.read(NarrationDetail)
        return assemble(script, [spoken], layout, file, level, None, voice)

    def _cue(self, narration: Narration) -> Cue:
        accepted = self.sketch.accepted
        style, language = accepted.profile.captions, accepted.brief.language
        cut = burned_cues if style.burned else reading_cues
        cues = cut(narration, style, language)
        return max(cues, key=lambda cue: len(cue.text))

    def _still(self, scratch: Path) -> Path:
        """Return the picture; of a clip, its first frame."""
        if self.sketch.drawn[0].suffix == STILL:
            return self.picture.path
        self.factory.stills.poster(self.picture.path, 0.0, scratch / "still.jpg")
        return scratch / "still.jpg"

    def _overlay(self, cue: Cue | None) -> Overlay:
        """Return what lies over the frame at which the cue's last word is spoken."""
        accepted = self.sketch.accepted
        channel, profile = accepted.channel, accepted.profile
        mark, grade, script = channel.watermark, channel.grade, None
        if cue and profile.captions.burned:
            size, letters = profile.picture, self.factory.lettering
            language = accepted.brief.language
            events = caption_events(
                [cue], accepted.caption_style, profile.captions, size, letters, language
            )
            first = round(cue.words[-1].start * size.rate) + 1
            text = ScreenText(tuple(events), None, size, first + 1)
            script = text.script(first, first + 1)
        watermark = mark and Watermark(
            Path(mark.file), mark.corner, mark.width, mark.opacity, mark.margin
        )
        return Overlay(script, watermark, Path(grade.file) if grade else None)
