"""Waivers: what a named person answers for."""

from pydantic import Field

from desk.actions.publishing.stated_reasons import MOST_REASON_CHARS
from desk.actions.publishing.waivers import Waived, waive, waivers_of
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from factory.records import Payload
from factory.rules.waiver import Waiver


class WaiverAsked(OneVideo):
    """Who answers for what a rule refuses in a video's words, and why."""

    rule: str
    person: str = Field(default="", max_length=80)
    """Who answers for it; empty: whose token asks. Another name is refused where one signs in."""
    reason: str = Field(min_length=1, max_length=MOST_REASON_CHARS)
    """Stays with the factory."""


class Waivers(Payload):
    """What was waived of a video, oldest first."""

    video_id: str
    waivers: tuple[Waiver, ...]


def _waive(call: Call, asked: WaiverAsked) -> Waived:
    return waive(asked.video_id, asked.rule, asked.reason, asked.person)


def _list(call: Call, asked: OneVideo) -> Waivers:
    return Waivers(video_id=asked.video_id, waivers=waivers_of(asked.video_id))


ACTIONS = (
    Action(
        name="waive_rule",
        method="POST",
        path="/videos/{video_id}/waivers",
        role="reviewer",
        about="Record that a named person answers for what a rule refuses in these very words.",
        asks=WaiverAsked,
        answers=Waived,
        do=_waive,
        example={
            **SOME_VIDEO,
            "rule": "nobody_advises_on_sensitive_topics",
            "person": "Mara Lind",
            "reason": "An old recipe, quoted as one.",
        },
        status=201,
        makes=True,
        tool=False,
        commands=("waive",),
    ),
    Action(
        name="list_waivers",
        method="GET",
        path="/videos/{video_id}/waivers",
        role="viewer",
        about="List what was waived of a video: which rule, by whom, when, why, by which rules.",
        asks=OneVideo,
        answers=Waivers,
        do=_list,
        example=SOME_VIDEO,
    ),
)
