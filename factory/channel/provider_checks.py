"""What is wrong with a choice of roles, beyond what their types can tell: one sentence each."""

from collections.abc import Iterator, Mapping

from factory.channel.providers import PIPER_VOICE, Moderation, Music, Pictures, Voice, Words
from factory.documents.messages import listed, not_allowed, one_of
from factory.presets.palettes import PALETTE_WORDS

VENDOR_VOICES = {"google": "en-US-Neural2-D", "openai": "cedar"}
"""One of each, to name in a message."""

MOVING = frozenset({"fal", "pexels"})
"""Where clips come from."""

NEVER_AWAY = frozenset({"brief", "piper", "scenery", "folder"})
"""They are on this machine: no circuit is ever open for them."""


def words_problems(words: Words) -> Iterator[str]:
    """Yield what is wrong with a choice of who writes."""
    yield from _fallback_problems("words", words, words.fallback)
    if words.fallback and words.fallback.provider == "brief":
        wanted = "somebody who writes: openai, gemini or ollama"
        yield not_allowed("words.fallback.provider", "brief", wanted)


def voice_problems(voice: Voice, voices: Mapping[str, Voice]) -> Iterator[str]:
    """Yield what is wrong with a choice of who speaks, in any language."""
    chosen = {"voice": voice, **{f"voices.{code}": one for code, one in voices.items()}}
    for key, one in chosen.items():
        yield from _name_problems(key, one)
        yield from _fallback_problems(key, one, one.fallback)
        if second := one.fallback:
            yield from _name_problems(f"{key}.fallback", second)
            if one.language and second.language and one.language != second.language:
                wanted = f"a voice that speaks {one.language} as the first does"
                yield not_allowed(f"{key}.fallback.name", second.name, wanted)


def pictures_problems(pictures: Pictures) -> Iterator[str]:
    """Yield what is wrong with a choice of pictures."""
    yield from _picture_problems("pictures", pictures)
    yield from _fallback_problems("pictures", pictures, pictures.fallback)
    if pictures.fallback:
        yield from _picture_problems("pictures.fallback", pictures.fallback)


def music_problems(music: Music) -> Iterator[str]:
    """Yield what is wrong with a choice of the bed."""
    if music.kind == "folder":
        yield from _folder_problems("music", music)


def moderation_problems(moderation: Moderation | None) -> Iterator[str]:
    """Yield what is wrong with a choice of who looks at words and pictures."""
    if moderation and not (moderation.words or moderation.pictures):
        yield "moderation: nothing is to be looked at; wanted: words, pictures or both, or no such key"


def _fallback_problems(
    key: str, first: Words | Voice | Pictures, second: Words | Voice | Pictures | None
) -> Iterator[str]:
    if second is None:
        return
    if first.provider in NEVER_AWAY:
        yield (
            f"{key}.fallback: {first.provider} is on this machine and needs none; wanted: no such"
            " key, or a vendor as the first provider"
        )
    elif second.provider == first.provider:
        wanted = "another provider than the first, as a vendor is left alone as a whole"
        yield not_allowed(f"{key}.fallback.provider", second.provider, wanted)
    if second.fallback:
        yield f"{key}.fallback.fallback: there is no third provider; wanted: no such key"


def _name_problems(key: str, voice: Voice) -> Iterator[str]:
    if voice.provider != "piper" and voice.name in ("", PIPER_VOICE):
        yield (
            f"{key}.name: this key is missing; wanted: the name of a voice of {voice.provider}, "
            f"such as {VENDOR_VOICES[voice.provider]}"
        )


def _picture_problems(key: str, pictures: Pictures) -> Iterator[str]:
    if pictures.provider == "folder":
        yield from _folder_problems(key, pictures)
    if pictures.moving and pictures.provider not in MOVING:
        wanted = f"one of {listed(sorted(MOVING))} where `moving` is true"
        yield not_allowed(f"{key}.provider", pictures.provider, wanted)
    if pictures.look not in ("", *PALETTE_WORDS):
        yield not_allowed(f"{key}.look", pictures.look, one_of(pictures.look, PALETTE_WORDS))


def _folder_problems(key: str, choice: Pictures | Music) -> Iterator[str]:
    for name, value, wanted in (
        ("folder", choice.folder, "the folder that holds the files"),
        ("licence", choice.licence.strip(), "the licence under which its files may be used"),
    ):
        if not value:
            yield f"{key}.{name}: this key is missing; wanted: {wanted}"
