"""What is wrong with a choice of roles, beyond what their types can tell: one sentence each."""

from collections.abc import Iterator, Mapping

from factory.channel.provider_directory import Directory, Role
from factory.channel.provider_settings import PIPER_VOICE, Moderation, Music, Pictures, Voice, Words
from factory.documents.error_words import listed, not_allowed, one_of
from factory.presets.palettes import PALETTE_WORDS
from factory.text.languages import same_language


def words_problems(words: Words, directory: Directory) -> Iterator[str]:
    """Yield what is wrong with a choice of who writes."""
    yield from _fallback_problems("words", "words", words, words.fallback, directory)
    if words.fallback and words.fallback.provider == "brief":
        wanted = f"somebody who writes: {listed(_remote(directory))}"
        yield not_allowed("words.fallback.provider", "brief", wanted)
    if any(one.temperature is not None for one in (words, *words.questions.values())):
        for key, one in (("words", words), ("words.fallback", words.fallback)):
            entry = directory.entry(one.provider) if one else None
            if entry and entry.remote and not entry.takes_temperature:
                yield f"{key}.provider: {entry.name} takes no temperature; wanted: no such key"
    if words.fallback and words.fallback.temperature is not None:
        yield "words.fallback.temperature: the first provider's holds for both; wanted: no such key"
    if words.provider == "brief" and words.questions:
        yield "words.questions: nobody is asked here; wanted: no such key, or a provider that writes"
    if words.fallback and words.fallback.questions:
        yield "words.fallback.questions: the second provider has one model; wanted: no such key"


def voice_problems(
    voice: Voice, voices: Mapping[str, Voice], directory: Directory
) -> Iterator[str]:
    """Yield what is wrong with a choice of who speaks, in any language."""
    chosen = {"voice": voice, **{f"voices.{code}": one for code, one in voices.items()}}
    for key, one in chosen.items():
        yield from _name_problems(key, one, directory)
        yield from _fallback_problems(key, "voice", one, one.fallback, directory)
        if second := one.fallback:
            yield from _name_problems(f"{key}.fallback", second, directory)
            if (
                one.language
                and second.language
                and not same_language(one.language, second.language)
            ):
                wanted = f"a voice that speaks {one.language} as the first does"
                yield not_allowed(f"{key}.fallback.name", second.name, wanted)


def pictures_problems(pictures: Pictures, directory: Directory) -> Iterator[str]:
    """Yield what is wrong with a choice of pictures."""
    yield from _picture_problems("pictures", pictures, directory)
    yield from _fallback_problems("pictures", "pictures", pictures, pictures.fallback, directory)
    if pictures.fallback:
        yield from _picture_problems("pictures.fallback", pictures.fallback, directory)


def music_problems(music: Music) -> Iterator[str]:
    """Yield what is wrong with a choice of the bed."""
    if music.kind == "folder":
        yield from _folder_problems("music", music)


def moderation_problems(moderation: Moderation | None, directory: Directory) -> Iterator[str]:
    """Yield what is wrong with a choice of who looks at words and pictures."""
    if moderation:
        yield from _unknown("moderation", "moderation", moderation.provider, directory)
    if moderation and not (moderation.words or moderation.pictures):
        yield "moderation: nothing is to be looked at; wanted: words, pictures or both, or no such key"


def _unknown(key: str, role: Role, provider: str, directory: Directory) -> Iterator[str]:
    known = directory.playing(role)
    if provider not in known:
        yield not_allowed(f"{key}.provider", provider, one_of(provider, known))


def _remote(directory: Directory) -> list[str]:
    return [name for name in directory.playing("words") if directory.entry(name).remote]


def _fallback_problems(
    key: str,
    role: Role,
    first: Words | Voice | Pictures,
    second: Words | Voice | Pictures | None,
    directory: Directory,
) -> Iterator[str]:
    yield from _unknown(key, role, first.provider, directory)
    if second is None:
        return
    yield from _unknown(f"{key}.fallback", role, second.provider, directory)
    if not directory.entry(first.provider).remote:
        yield (
            f"{key}.fallback: {first.provider} is on this machine and needs none; wanted: no such"
            " key, or a vendor as the first provider"
        )
    elif second.provider == first.provider:
        wanted = "another provider than the first, as a vendor is left alone as a whole"
        yield not_allowed(f"{key}.fallback.provider", second.provider, wanted)
    if second.fallback:
        yield f"{key}.fallback.fallback: there is no third provider; wanted: no such key"


def _name_problems(key: str, voice: Voice, directory: Directory) -> Iterator[str]:
    sample = directory.entry(voice.provider).voice
    if sample and voice.name in ("", PIPER_VOICE):
        yield (
            f"{key}.name: this key is missing; wanted: the name of a voice of {voice.provider}, "
            f"such as {sample}"
        )


def _picture_problems(key: str, pictures: Pictures, directory: Directory) -> Iterator[str]:
    if pictures.provider == "folder":
        yield from _folder_problems(key, pictures)
    moving = directory.playing("clips")
    known = pictures.provider in directory.playing("pictures")
    if pictures.moving and known and pictures.provider not in moving:
        wanted = f"one of {listed(sorted(moving))} where `moving` is true"
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
