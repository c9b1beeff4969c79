"""Experiments: registering them, ending them, and what they say."""

import base64
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from pydantic import Field, ValidationError

from desk.actions.acting import acting
from desk.actions.learning.experiment_power import PowerAsked, power_of, refuse_what_cannot_tell
from desk.actions.making.scenes import listing_of
from desk.actions.publishing.alternatives import hashes_of_arms, unapproved_arms
from desk.actions.publishing.planned_titles import planned_titles
from desk.actions.publishing.post_changes import keep_thumbnail
from factory.brief.planned_changes import CHANGEABLE
from factory.documents.error_words import shown
from factory.documents.field_problems import first_fault
from factory.errors import BadInput
from factory.experiments.conclusion import Judgement
from factory.experiments.experiment import Arm, Experiment, KeptExperiment, State
from factory.records import Payload
from factory.workflow.made_post_changes import stands
from factory.workflow.platform_days import platform_day
from wiring.experiment_judgements import Usual, judged
from wiring.factory import Factory, open_factory

NONE: Final = "none"
SHOWING: Final = ("registered", "running")
THUMBNAIL: Final = "thumbnail.jpg"
"""The released one, among a video's files."""


class ArmPicture(Payload):
    """The thumbnail of an arm."""

    arm: str
    file: str
    """Its name; the ending says what it is."""
    data: str = Field(repr=False)
    """A JPEG or PNG file as base64."""


class Registration(PowerAsked):
    """An experiment as a person asks for it."""

    experiment_id: str
    varies: str = "title"
    hypothesis: str
    others: tuple[Arm, ...]
    """Beside the first, which is how it is now."""
    pictures: tuple[ArmPicture, ...] = ()
    """Of the others, where thumbnails change by days."""
    first_day: date | None = None
    """Else the next day of the platform."""
    days: int = 28
    now: str = ""
    """How it is now; of a title it is the listing's, of a thumbnail by days the video's."""
    anyway: bool = False
    """Also where its power says that it will end without an answer."""


class ExperimentFacts(Payload):
    """An experiment, where it stands, and what it says."""

    kept: KeptExperiment
    state: State
    judgement: Judgement | None
    """None of a platform's own test, which it judges, and where nothing may be computed."""
    assigned: dict[str, str]
    """Arms by video, where arms are videos."""
    unapproved: dict[str, str] = Field(default_factory=dict)
    """Why an arm may not be shown yet, by its name."""
    hashes: dict[str, str] = Field(default_factory=dict)
    """SHA-256 of what each other arm shows; by it a decision knows what was looked at."""


def register(factory: Factory, asked: Registration, by: str) -> ExperimentFacts:
    """Register an experiment before it starts, with the power it needs.

    Raises:
        BadInput: it makes no sense, has begun already, or will end without an answer.
    """
    now = datetime.now(UTC)
    tomorrow = platform_day(now) + timedelta(days=1)
    first_day = asked.first_day or tomorrow
    if first_day < tomorrow:
        raise BadInput(
            f"first_day: {first_day} has begun; an experiment is registered before, wanted {tomorrow} "
            "or later"
        )
    own = Arm(name="now", says=_as_it_is(factory, asked))
    power = power_of(factory, asked.model_copy(update={"arms": 1 + len(asked.others)}))
    if asked.design != "platform" and not asked.anyway:
        refuse_what_cannot_tell(power, asked.days)
    arms = (own, *_others(factory, asked))
    facts: dict[str, Any] = {
        **asked.model_dump(include={"experiment_id", "channel", "design", "varies", "measure"}),
        **asked.model_dump(include={"hypothesis", "expected", "hoped", "video_id", "days"}),
        "arms": [arm.model_dump() for arm in arms],
        "first_day": first_day,
        "registered_by": by,
        "registered_at": now,
        "need": power.an_arm,
        "power": power.sentence,
        "seed": zlib.crc32(asked.experiment_id.encode()),
    }
    try:
        experiment = Experiment.model_validate(facts)
    except ValidationError as error:
        raise BadInput(f"the experiment cannot be registered: {first_fault(error)}") from None
    factory.catalogue.experiments.register(experiment)
    return facts_of(factory, KeptExperiment(registered=experiment))


def experiments_of(factory: Factory) -> Sequence[ExperimentFacts]:
    """Return every experiment, the newest first."""
    usual: dict[str, Usual] = {}
    return [_facts(factory, kept, usual) for kept in factory.catalogue.experiments.all()]


def facts_of(factory: Factory, kept: KeptExperiment) -> ExperimentFacts:
    """Return what an experiment says today."""
    return _facts(factory, kept, {})


def _facts(factory: Factory, kept: KeptExperiment, usual: dict[str, Usual]) -> ExperimentFacts:
    """See `facts_of`; what is usual of a channel is asked for once."""
    today = platform_day(datetime.now(UTC))
    judgement, assigned = judged(factory, kept, today, usual)
    state = kept.state(today)
    return ExperimentFacts(
        kept=kept,
        state=state,
        judgement=judgement,
        assigned=dict(assigned),
        unapproved=unapproved_arms(factory, kept) if state in SHOWING else {},
        hashes=hashes_of_arms(factory, kept) if state in SHOWING else {},
    )


def stop(factory: Factory, experiment_id: str, by: str, note: str, winner: str = "") -> None:
    """End an experiment: its video gets its own title again; of a platform's test, record what it said.

    Raises:
        BadInput: nobody said why, or the winner is no arm of a platform's test.
        PermanentError: there is none, or it is over.
    """
    experiment = factory.catalogue.experiments.find(experiment_id).registered
    if not note.strip():
        raise BadInput("nobody said why it is stopped, or what the platform said; wanted a note")
    names = (*(arm.name for arm in experiment.arms), NONE)
    if winner and (experiment.design != "platform" or winner not in names):
        raise BadInput(
            f"winner: {shown(winner)}; only a test of the platform has one, of: {', '.join(names)}"
        )
    now = datetime.now(UTC)
    factory.catalogue.experiments.stop(experiment_id, by, note.strip()[:2000], winner, now)


def assign(factory: Factory, experiment_id: str, video_id: str) -> Arm:
    """Draw an arm for a new video of an experiment between videos; asked again it is the same.

    Raises:
        BadInput: its arms are no videos, or it is not under way.
    """
    kept = factory.catalogue.experiments.find(experiment_id)
    if kept.registered.design != "videos":
        raise BadInput(f"{experiment_id} is no experiment between videos; nothing is drawn")
    state = kept.state(platform_day(datetime.now(UTC)))
    if state != "running":
        raise BadInput(f"{experiment_id} is {state}: arms are drawn while it is running")
    return factory.catalogue.experiments.assign(kept.registered, video_id)


def register_here(asked: Registration) -> ExperimentFacts:
    """Register an experiment in the name of the account that asks."""
    with open_factory() as factory:
        return register(factory, asked, acting())


def list_experiments() -> Sequence[ExperimentFacts]:
    """Return `experiments_of` the factory of this home."""
    with open_factory() as factory:
        return experiments_of(factory)


def stop_here(experiment_id: str, note: str, winner: str) -> ExperimentFacts:
    """End an experiment in the name of the account that asks."""
    with open_factory() as factory:
        stop(factory, experiment_id, acting(), note, winner)
        return facts_of(factory, factory.catalogue.experiments.find(experiment_id))


def assign_here(experiment_id: str, video_id: str) -> Arm:
    """Return `assign` in the factory of this home."""
    with open_factory() as factory:
        return assign(factory, experiment_id, video_id)


def _as_it_is(factory: Factory, asked: Registration) -> str:
    """Return what the first arm says: what its video shows now, with all that was changed since it went out."""
    if asked.varies == "title" and asked.video_id:
        listing = listing_of(factory, asked.video_id)
        if listing is None:
            raise BadInput(f"{asked.video_id} has no listing yet, and so no title to compare with")
        made = factory.catalogue.post_changes.made(asked.video_id, CHANGEABLE)
        return stands(listing.title, "title", made)
    if _shows_thumbnails(asked):
        made = factory.catalogue.post_changes.made(asked.video_id, CHANGEABLE)
        shown_now = [THUMBNAIL, *(change.to for change in made if change.what == "thumbnail")][-1]
        factory.store.local(asked.video_id, shown_now)
        return shown_now
    if not asked.now.strip():
        raise BadInput("now: nobody said how it is done now; the first arm is that")
    return asked.now.strip()


def _others(factory: Factory, asked: Registration) -> Sequence[Arm]:
    """Return the other arms; their thumbnails are kept among the video's files, as they are now.

    Raises:
        BadInput: an arm has no picture, or none that can be shown.
    """
    if asked.varies == "title" and asked.design != "videos":
        said = planned_titles(factory, asked.video_id, [arm.says for arm in asked.others])
        return [
            arm.model_copy(update={"says": title})
            for arm, title in zip(asked.others, said, strict=True)
        ]
    if not _shows_thumbnails(asked):
        return asked.others
    pictures = {one.arm: one for one in asked.pictures}
    found: list[Arm] = []
    for arm in asked.others:
        picture = pictures.get(arm.name)
        if picture is None:
            raise BadInput(
                f"{arm.name}: has no picture; wanted a .jpg or .png file for each other arm "
                "(`--other NAME FILE`, or `pictures`)"
            )
        try:
            data = base64.b64decode(picture.data, validate=True)
        except ValueError as error:
            raise BadInput(f"{arm.name}: its picture is no base64") from error
        says = keep_thumbnail(factory, asked.video_id, data, picture.file)
        found.append(Arm(name=arm.name, says=says))
    return found


def _shows_thumbnails(asked: Registration) -> bool:
    return (asked.design, asked.varies) == ("days", "thumbnail")
