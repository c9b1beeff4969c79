"""Ports of vendors: what one must be able to do in each role, beyond what anybody in that role can."""

from typing import Protocol

from factory.ports import Illustrator, Moderator, Narrator, Writer


class Vendor(Protocol):
    """Somebody who is asked over a network: with a key, a health and connections."""

    def missing(self) -> str:
        """Return what a person has to do before it can be asked; empty when nothing."""
        ...

    def healthcheck(self) -> str:
        """Ask something that costs nothing; return what was found, or raise a FactoryError."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


class VendorWriter(Writer, Vendor, Protocol):
    """A vendor of words."""


class VendorNarrator(Narrator, Vendor, Protocol):
    """A vendor's voice."""


class VendorModerator(Moderator, Vendor, Protocol):
    """A vendor's classifier."""


class VendorIllustrator(Illustrator, Vendor, Protocol):
    """A vendor of pictures, or of clips."""
