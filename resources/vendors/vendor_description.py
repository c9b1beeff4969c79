"""What describes a vendor: one frozen record in its folder, read by all who must know of it.

A description imports no client: they are large, and opened when a channel first names them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from factory.channel.provider_directory import Entry, Role

if TYPE_CHECKING:
    from factory.money.price_book import PriceBook
    from resources.vendors.vendor_ports import (
        Vendor,
        VendorIllustrator,
        VendorModerator,
        VendorNarrator,
        VendorWriter,
    )

V_co = TypeVar("V_co", bound="Vendor", covariant=True)


@dataclass(frozen=True, slots=True)
class Part(Generic[V_co]):
    """What a vendor does in one role."""

    open: "Callable[[PriceBook, str, str], V_co]"
    """Imports the client and returns it, given the prices, the model and, of a narrator, the voice."""
    does: str
    """For docs/vendors.md, in Markdown: what is bought, and its limits."""
    notes: str = ""
    """The same: word times, seeds, credits."""
    model: str = ""
    """The one that is asked where a channel names none; empty where there are none."""
    voice: str = ""
    """Of a narrator: one of its voices, to name in a message."""
    takes_temperature: bool = False
    """Of a writer: whether a request may say how freely it chooses its words."""
    found: bool = False
    """Pictures or clips that are found in stock: a better description makes none of them better."""
    priced_as: tuple[str, ...] = ()
    """Models or voices that stand in the price book; none where nothing costs anything."""


@dataclass(frozen=True, slots=True)
class VendorDescription:
    """Who it is, where it is asked, under which key, and what it does."""

    name: str
    """As channels and the price book name it."""
    title: str
    """As people do."""
    key_variable: str
    key_page: str
    """Where a person makes a key."""
    address_variable: str
    usual_address: str
    """Where it is asked unless the variable names another address."""
    licence: str
    """Of what it makes, in its own terms."""
    words: "Part[VendorWriter] | None" = None
    voice: "Part[VendorNarrator] | None" = None
    pictures: "Part[VendorIllustrator] | None" = None
    clips: "Part[VendorIllustrator] | None" = None
    moderation: "Part[VendorModerator] | None" = None
    key_is_wanted: bool = True
    """False: a server of one's own may want none."""
    note: str = ""
    """What docs/vendors.md says beside its title."""

    @property
    def parts(self) -> "dict[Role, Part[Vendor]]":
        """What it does, by role."""
        every: dict[Role, Part[Vendor] | None] = {
            "words": self.words,
            "voice": self.voice,
            "pictures": self.pictures,
            "clips": self.clips,
            "moderation": self.moderation,
        }
        return {role: part for role, part in every.items() if part}

    @property
    def entry(self) -> Entry:
        """What a channel file must know of it."""
        voice = self.voice.voice if self.voice else ""
        return Entry(
            self.name,
            frozenset(self.parts),
            remote=True,
            voice=voice,
            takes_temperature=bool(self.words and self.words.takes_temperature),
            made_to_order=bool(self.pictures and not self.pictures.found),
        )
