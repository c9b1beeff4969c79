"""The voices of Kokoro that can be added: name, language, and how espeak speaks it."""

from collections.abc import Mapping
from dataclasses import dataclass

KOKORO = "kokoro"
"""As channels name it."""
SAMPLE_RATE = 24_000
PACE = 1.12
"""The network's speed at which a voice speaks where 1.0 is asked for: am_michael takes 54 s for the sentences of the
demo at the network's own, Piper's joe 47 s, and formats count on the latter's words a minute."""
LICENCE = "Apache-2.0"


@dataclass(frozen=True, slots=True)
class KokoroVoice:
    """One style of the network."""

    name: str
    """Its letters say language and sex: `am_michael` is American and male."""
    language: str
    """BCP 47."""
    espeak_voice: str


_ESPEAK = {"a": ("en-US", "en-us"), "b": ("en-GB", "en-gb-x-rp")}


def _voice(name: str) -> KokoroVoice:
    return KokoroVoice(name, *_ESPEAK[name[0]])


KOKORO_VOICES: Mapping[str, KokoroVoice] = {
    name: _voice(name) for name in ("am_michael", "af_heart", "af_bella", "bm_george")
}
"""Those that are offered, best liked first: the first that is installed speaks where nobody is named."""
