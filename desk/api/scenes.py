"""Scenes: what each says and shows, and the correction of its words."""

from desk.actions.making.corrections import Remake, correct_words, remake_of
from desk.actions.making.launching import Beginning
from desk.actions.making.scenes import SceneFacts, scenes_of
from desk.api.media_links import linker
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from desk.api.protocol.problem import Fault, Unfit
from factory.errors import NotFound, PermanentError
from factory.records import Payload


class Scene(SceneFacts):
    """One scene, with an address of its picture."""

    text: str
    picture_link: str | None
    """Opens its picture for a while without a token."""


class Scenes(Payload):
    """The scenes of the newest script."""

    video_id: str
    scenes: tuple[Scene, ...]


class Correction(OneVideo):
    """New words for one scene."""

    scene_id: str
    text: str
    was: str | None = None
    """The words that were seen; where others stand there by now, nothing is changed."""


class Corrected(Payload):
    """What a correction makes anew, and what becomes of that: `begun`, `queued` or `paused`."""

    video_id: str
    scene_id: str
    remake: Remake
    state: Beginning


def scenes(call: Call, asked: OneVideo) -> Scenes:
    """Return the scenes of a video."""
    link = linker(call, asked.video_id)
    return Scenes(
        video_id=asked.video_id,
        scenes=tuple(
            Scene(
                **dict(scene),
                text=" ".join(scene.sentences),
                picture_link=link(scene.picture) if scene.picture else None,
            )
            for scene in scenes_of(call.factory, asked.video_id)
        ),
    )


def _before(call: Call, asked: Correction) -> str:
    """Return the words of a scene as they stand."""
    if not asked.text.strip():
        raise Unfit(Fault(field="text", found="nothing", wanted="the words of the scene"))
    known = {one.scene_id: one for one in scenes_of(call.factory, asked.video_id)}
    if asked.scene_id not in known:
        there = ", ".join(known) or "none yet"
        raise NotFound(f"{asked.video_id} has no scene {asked.scene_id[:40]!r}; there are: {there}")
    words = " ".join(known[asked.scene_id].sentences)
    if asked.was is not None and asked.was != words:
        raise PermanentError(
            f"{asked.scene_id} says something else by now: {words[:200]!r}; nothing was changed"
        )
    return words


def _remake(call: Call, asked: Correction) -> Remake:
    return remake_of(call.factory, asked.video_id, _before(call, asked), asked.text)


def _price(call: Call, asked: Correction) -> float:
    return _remake(call, asked).usd


def _correct(call: Call, asked: Correction) -> Corrected:
    before = _before(call, asked)
    remake = remake_of(call.factory, asked.video_id, before, asked.text)
    state = correct_words(call.factory, asked.video_id, before, asked.text, call.by)
    return Corrected(
        video_id=asked.video_id,
        scene_id=asked.scene_id,
        remake=remake,
        state=state,
    )


SOME_CORRECTION = {**SOME_VIDEO, "scene_id": "s002", "text": "Nobody had slept for eleven days."}

ACTIONS = (
    Action(
        name="list_scenes",
        method="GET",
        path="/videos/{video_id}/scenes",
        role="viewer",
        about="List a video's scenes: words, time in the master, picture and its licence.",
        asks=OneVideo,
        answers=Scenes,
        do=scenes,
        example=SOME_VIDEO,
    ),
    Action(
        name="correct_scene",
        method="PATCH",
        path="/videos/{video_id}/scenes/{scene_id}",
        role="operator",
        about="Correct the words of one scene; only what they touch is made anew.",
        asks=Correction,
        answers=Corrected,
        do=_correct,
        example=SOME_CORRECTION,
        costs_usd=_price,
    ),
    Action(
        name="price_correction",
        method="POST",
        path="/videos/{video_id}/scenes/{scene_id}/price",
        role="viewer",
        about="Say what a correction would make anew, and cost at most, before it is made.",
        asks=Correction,
        answers=Remake,
        do=_remake,
        example=SOME_CORRECTION,
    ),
)
