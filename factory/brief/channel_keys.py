"""The keys of a brief that say for whom it is: channel, format, languages."""

from collections.abc import Mapping

from factory.brief.brief_keys import FrontMatter
from factory.channel.channel import Channel
from factory.documents.error_words import closest, listed, meant, shown
from factory.errors import BadInput
from factory.text.languages import covers, is_language, language_meant
from factory.video_formats.formats import Format, format_named, formats


def channel_of(
    front: FrontMatter, channels: Mapping[str, Channel], problems: list[str]
) -> Channel | None:
    """Return the channel the brief names, or the only one there is."""
    if front.channel is None and len(channels) == 1:
        return next(iter(channels.values()))
    there_are = f"the channels are: {listed(sorted(channels))}"
    if front.channel is None:
        problems.append(f"channel: this key is missing; {there_are}")
        return None
    try:
        return channels[front.channel]
    except KeyError:
        hint = meant(front.channel, channels)
        problems.append(f"channel: {shown(front.channel)} is unknown; {there_are}{hint}")
    except BadInput as error:
        problems.append(f"channel: {error}")
    return None


def format_of(front: FrontMatter, channel: Channel | None, problems: list[str]) -> Format | None:
    """Return the format the brief names, else its channel's; of a mistyped one, that which was meant."""
    name = front.format or (channel.format if channel else None)
    if name is None:
        return None
    if name not in formats():
        known = sorted(formats())
        hint = meant(name, known)
        problems.append(f"format: {shown(name)} is unknown; the formats are: {listed(known)}{hint}")
        close = closest(name, known)
        return format_named(close) if close else None
    return format_named(name)


def language_of(front: FrontMatter, channel: Channel | None, problems: list[str]) -> str:
    """Return the language the brief names, else the channel's first."""
    allowed = channel.languages if channel else ()
    language = front.language or (allowed[0] if allowed else "en")
    if not is_language(language):
        problems.append(
            f"language: {shown(language)} is not allowed; wanted: a code such as en or pt-BR"
            f"{language_meant(language, allowed)}"
        )
    elif channel and not any(covers(code, language) for code in allowed):
        problems.append(
            f"language: {shown(language)} is not one of channel {channel.name}'s;"
            f" wanted: {listed(allowed)}{language_meant(language, allowed)}{_to_add(language, channel)}"
        )
    return language


def _to_add(language: str, channel: Channel) -> str:
    """Return what makes another language one of a channel's; nothing where one of them was meant."""
    if language_meant(language, channel.languages):
        return ""
    every = ", ".join((*channel.languages, language))
    return (
        f"; to add it: `languages: [{every}]` and a voice that speaks it (docs/speech.md) in the"
        f" file of channel {channel.name}"
    )


def also_in_of(
    front: FrontMatter, channel: Channel | None, language: str, problems: list[str]
) -> tuple[str, ...]:
    """Return the other languages, each with a voice that speaks it and somebody to translate."""
    codes = tuple(dict.fromkeys(code for code in front.also_in if code != language))
    for code in codes:
        found = f"also_in: {shown(code)}"
        if not is_language(code):
            problems.append(f"{found} is not allowed; wanted: codes such as de or pt-BR")
        elif channel and not any(covers(known, code) for known in channel.voices):
            problems.append(
                f"{found}: channel {channel.name} has nobody who speaks it; wanted:"
                f" `voices: {{{code}: {{provider: google, name: ...}}}}` in the channel file"
            )
    if codes and channel and channel.words.provider == "brief":
        problems.append(
            f"also_in: channel {channel.name} has nobody who translates; wanted:"
            " `words: {provider: openai}` in the channel file"
        )
    return codes
