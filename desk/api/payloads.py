"""Payloads: one video as Idea, Script, AssetManifest, Video, Posts and Analytics."""

from desk.actions.canonical import Payloads, payloads_of
from desk.api.action import Action, Call, OneVideo
from desk.api.media_links import file_link


def _payloads(call: Call, asked: OneVideo) -> Payloads:
    def link(name: str) -> str:
        return file_link(call, asked.video_id, name, 0).link

    return payloads_of(call.factory, asked.video_id, link)


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
        example={"video_id": "demo-20261128-the-clock-that-lost-a-day-k3f9"},
    ),
)
