"""Local voice: one that speaks on this machine, or would if it were brought."""

from factory.records import Payload


class LocalVoice(Payload):
    """One voice of this machine."""

    name: str
    language: str
    """BCP 47."""
    narrator: str
    """As `voice.provider` of a channel names it."""
    installed: bool
    licence: str
    sample: str
    """A file in which it says a sentence; empty where there is none yet."""
    natural: bool
    """Whether it sounds better than the quick voice that comes along, and takes longer."""
