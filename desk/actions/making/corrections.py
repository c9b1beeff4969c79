"""Correcting the words of a video that is made already: what changes, what it costs, and doing it."""

from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from pathlib import Path

from desk.actions.making.changed_scenes import changed_scenes
from desk.actions.making.launching import Beginning, launch, running_dagster
from factory.brief.brief import AcceptedBrief, Brief, translations
from factory.brief.brief_file import parse_brief
from factory.brief.corrections import corrected
from factory.brief.editable_file import as_markdown
from factory.errors import BadInput, PermanentError
from factory.intake.accept_brief import as_taken_in, take_in
from factory.intake.quote import estimates, priced
from factory.records import Payload
from factory.script.scenes import write_script
from factory.script.script import Script
from factory.speech.pronunciation import reader
from wiring.factory import Factory

EDITABLE = frozenset(
    {
        "awaiting_review",
        "awaiting_step",
        "changes_asked",
        "held",
        "rejected",
        "failed",
        "cancelled",
    }
)
"""While a video is being made its words stay; what went out stays what it was."""


class Remake(Payload):
    """What a correction makes anew; everything else is kept."""

    sentences: int
    """To be spoken."""
    pictures: int
    """To be drawn: of scenes whose words ask for another one."""
    pictures_usd: float
    scenes: int
    """To be rendered, at most: of other words, with another picture, fading from such a scene, or under
    a progress bar."""
    under_bar: bool
    """All scenes are rendered for the progress bar alone, which shows how much of the whole has gone by."""
    thumbnail: bool
    """Whether it is made anew, as it stands on the first picture."""
    listing: tuple[str, ...]
    """Fields of the listing that follow the words: nobody changed them by hand, nor does the brief say them."""
    usd: float
    """At most, the pictures included; a translation counts as a whole."""
    languages: tuple[str, ...]
    """Those in which it is told anew, as their words come from these."""


def remake_of(factory: Factory, video_id: str, before: str, after: str) -> Remake:
    """Return what a correction would make anew, before anything is done.

    Raises:
        BadInput: the passage is not there once, or the words can be no video.
        PermanentError: there is no such video, or it may not be corrected now.
    """
    accepted, text = _corrected(factory, video_id, before, after)
    revised = as_taken_in(
        text.encode(),
        video_id,
        folder=_folder_of(factory, accepted),
        channels=factory.channels,
        lettering=factory.lettering,
        now=None,
        typed=True,
    )
    old = Script.from_json(factory.store.local(video_id, "script.json").read_bytes())
    new = write_script(revised, revised.profile, revised.accepted_at, reader(revised))
    unspoken = _unspoken(new, {sentence.spoken for sentence in old.sentences})
    retold = {video.brief.language for video in editable_translations(factory, accepted)}
    with factory.providers() as providers:
        changed = changed_scenes(factory, providers, (accepted, old), (revised, new))
        pictures_usd = float(sum(unit.estimate_usd for unit in changed.pictures))
        usd = pictures_usd
        if unspoken.scenes:
            rows = priced(unspoken, revised, providers).rows
            usd += sum(row.total_usd for row in rows if row.role != "pictures")
        if retold:
            tellings = zip(revised.brief.also_in, estimates(revised, providers)[1:], strict=True)
            usd += sum(telling.total_usd for code, telling in tellings if code in retold)
    return Remake(
        sentences=len(unspoken.sentences),
        pictures=len(changed.pictures),
        pictures_usd=pictures_usd,
        scenes=changed.rendered,
        under_bar=changed.under_bar,
        thumbnail=changed.thumbnail,
        listing=_following(accepted),
        usd=usd,
        languages=tuple(code for code in revised.brief.also_in if code in retold),
    )


def _following(accepted: AcceptedBrief) -> tuple[str, ...]:
    """Return the fields of the listing that are written from the words."""
    edits, said = accepted.by_hand, accepted.brief.description
    return tuple(
        name
        for name, own in (("description", edits.description or said), ("tags", edits.tags))
        if not own
    )


def editable_translations(factory: Factory, accepted: AcceptedBrief) -> list[AcceptedBrief]:
    """Return the translations that follow a correction; what is at work or went out stays."""
    reports = factory.catalogue.reports
    return [v for v in translations(accepted) if reports.show(v.video_id).status in EDITABLE]


def _unspoken(script: Script, known: AbstractSet[str]) -> Script:
    """Return the scenes with sentences that were not spoken before, and of those only these."""
    scenes = (
        scene.model_copy(
            update={"sentences": tuple(s for s in scene.sentences if s.spoken not in known)}
        )
        for scene in script.scenes
    )
    return script.model_copy(update={"scenes": tuple(s for s in scenes if s.sentences)})


def correct_words(factory: Factory, video_id: str, before: str, after: str, by: str) -> Beginning:
    """Record a revision with the correction and make the video anew; return what becomes of it.

    Raises:
        BadInput: the passage is not there once, or the words can be no video; nothing is changed.
        PermanentError: there is no such video, or it may not be corrected now.
    """
    accepted, text = _corrected(factory, video_id, before, after)
    retold = [video.video_id for video in editable_translations(factory, accepted)]
    take_in(
        text.encode(),
        video_id,
        folder=_folder_of(factory, accepted),
        channels=factory.channels,
        briefs=factory.catalogue.briefs,
        lettering=factory.lettering,
        now=datetime.now(UTC),
        source=accepted.source,
        revise=True,
        typed=True,
    )
    dagster, reason = running_dagster(), f"words corrected by {by}"
    # A translation waits until the original's script is the new one.
    became: list[Beginning] = [
        launch(factory, dagster, one, _phase(factory, one), reason) for one in (video_id, *retold)
    ]
    return became[0]


def _phase(factory: Factory, video_id: str) -> str:
    """Return where the making begins; step by step, where the words were corrected."""
    video = factory.catalogue.reports.show(video_id)
    return "script" if video.mode == "stepwise" and video.phase == "script" else "plan"


def _corrected(
    factory: Factory, video_id: str, before: str, after: str
) -> tuple[AcceptedBrief, str]:
    """Return the newest brief, and the file it becomes."""
    status = factory.catalogue.reports.show(video_id).status
    if status not in EDITABLE:
        raise PermanentError(
            f"{video_id} is {status.replace('_', ' ')}: words are corrected when it waits for a "
            "decision or between two steps, or was rejected, has failed or was called off"
        )
    accepted = factory.catalogue.briefs.newest(video_id)
    if accepted.brief.translates:
        raise BadInput(
            f"{video_id} tells {accepted.brief.translates} in another language; correct that one, "
            "and this is told anew from it"
        )
    if accepted.excerpt:
        raise BadInput(
            f"{video_id} says word for word what {accepted.excerpt.video_id} does; correct that one, "
            "and take its passages anew"
        )
    brief = accepted.brief
    if brief.topic:
        brief = _written(factory, accepted)
    words = corrected(brief.words, before, after)
    changed = brief.model_copy(update={"words": words})
    return accepted, as_markdown(accepted.model_copy(update={"brief": changed}))


def _written(factory: Factory, accepted: AcceptedBrief) -> Brief:
    """Return the brief with the words that a model wrote for its topic."""
    data = factory.store.local(accepted.video_id, "words.md").read_bytes()
    channels = factory.channels
    return parse_brief(
        data, "words.md", channels.all(), None, channels.directory(), factory.settings.inbox
    )


def _folder_of(factory: Factory, accepted: AcceptedBrief) -> Path:
    """Return the folder that the brief came from, as far as its own pictures or music tell."""
    own = (accepted.brief.pictures, accepted.brief.music)
    named = [choice.folder for choice in own if choice and choice.folder]
    return Path(named[0]).parent if named else factory.settings.inbox
