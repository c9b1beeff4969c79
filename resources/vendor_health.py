"""Which vendors the channels name, and whether each can be asked: for `factory doctor`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factory.channel import Channel
from factory.errors import FactoryError
from factory.price_book import PriceBook
from resources.keys import KEYS, missing_key
from resources.studio import ILLUSTRATORS, NARRATORS, WRITERS, LocalStudio, Vendor


@dataclass(frozen=True, slots=True)
class Health:
    """One vendor in one role."""

    role: str
    vendor: str
    ready: bool
    found: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One vendor in one role, as a channel names it."""

    role: str
    vendor: str
    name: str = ""
    model: str = ""
    moving: bool = False


def vendor_health(channels: Iterable[Channel], prices: PriceBook) -> list[Health]:
    """Ask every vendor that a channel names something that costs nothing.

    Returns:
        One row for each vendor, role and model; then one for each key that no channel uses.
    """
    wanted: dict[_Part, list[str]] = {}
    for channel in channels:
        for part in _parts(channel):
            wanted.setdefault(part, []).append(channel.name)
    rows: list[Health] = []
    with LocalStudio(prices) as studio:
        for part, names in wanted.items():
            ready, found = _asked(studio, part)
            rows.append(Health(part.role, part.vendor, ready, found, tuple(names)))
    used = {row.vendor for row in rows}
    return rows + [
        Health("key", name, True, "its key is set, but no channel names it", ())
        for name in KEYS
        if name not in used and not missing_key(name)
    ]


def _parts(channel: Channel) -> Iterator[_Part]:
    words, voice, pictures = channel.words, channel.voice, channel.pictures
    if words.provider in WRITERS:
        yield _Part("words", words.provider, model=words.model)
    if voice.provider not in NARRATORS:
        yield _Part("voice", voice.provider, voice.name, voice.model)
    if pictures.provider not in ILLUSTRATORS:
        yield _Part("pictures", pictures.provider, "", pictures.model, pictures.moving)


def _vendor(studio: LocalStudio, part: _Part) -> Vendor:
    if part.role == "words":
        return studio.writer(part.vendor, part.model)
    if part.role == "voice":
        return studio.speaker(part.vendor, part.name, part.model)
    return studio.maker(part.vendor, part.model, moving=part.moving)


def _asked(studio: LocalStudio, part: _Part) -> tuple[bool, str]:
    """Return whether a vendor can be asked, and what it said."""
    try:
        vendor = _vendor(studio, part)
        missing = vendor.missing()
        return (False, missing) if missing else (True, vendor.healthcheck())
    except FactoryError as error:
        return False, str(error)
