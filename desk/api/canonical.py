"""Canonical payloads: one video as Idea, Script, AssetManifest, Video, Posts and Analytics."""

from desk.actions.canonical import Payloads, payloads_of
from desk.api.media_links import linker
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo


def _payloads(call: Call, asked: OneVideo) -> Payloads:
    return payloads_of(call.factory, asked.video_id, linker(call, asked.video_id))


ACTIONS = (
    Action(
        name="show_payloads",
        method="GET",
        path="/videos/{video_id}/payloads",
        role="viewer",
        about="Show a video as canonical payloads, each with its status and since when.",
        asks=OneVideo,
        answers=Payloads,
        do=_payloads,
        example=SOME_VIDEO,
    ),
)
