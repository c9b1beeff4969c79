"""Shorts out of a long video: which passages could stand alone, and making one of them."""

from typing import Literal

from desk.actions.making.briefs import TakenVideo
from desk.actions.making.shorts import Shorts, make_short, shorts_of
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo


class PassageAsked(OneVideo):
    """A passage, by the scene with which it begins."""

    scene_id: str
    format: Literal["short", "draft"] = "short"


def _shorts(call: Call, asked: OneVideo) -> Shorts:
    return shorts_of(call.factory, asked.video_id)


def _make(call: Call, asked: PassageAsked) -> TakenVideo:
    return make_short(call.factory, asked.video_id, asked.scene_id, asked.format)


ACTIONS = (
    Action(
        name="list_shorts",
        method="GET",
        path="/videos/{video_id}/shorts",
        role="viewer",
        about="List the passages of a long video that could stand alone as Shorts, with reasons.",
        asks=OneVideo,
        answers=Shorts,
        do=_shorts,
        example=SOME_VIDEO,
        commands=("shorts",),
    ),
    Action(
        name="make_short",
        method="POST",
        path="/videos/{video_id}/shorts",
        role="operator",
        about="Make a Short of a passage; nothing is spoken or bought again.",
        asks=PassageAsked,
        answers=TakenVideo,
        do=_make,
        example={**SOME_VIDEO, "scene_id": "s012"},
        status=201,
        makes=True,
        tool=False,
    ),
)
