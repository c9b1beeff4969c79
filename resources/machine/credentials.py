"""Keys of vendors: read from the environment when they are needed, and shown to nobody."""

import os
import re

from factory.errors import NoAccess
from factory.records import EMULATED
from resources.machine.environment_variables import Settings, secret_variables
from resources.machine.redaction import PASSWORD, maskable, redacted
from resources.provider_register import Keyed


def key_of(vendor: Keyed) -> str:
    """Return a vendor's key.

    Raises:
        NoAccess: it is not set, or no HTTP header can carry it, which clients would say by
            showing it; the message says where to get one and where to put it.
    """
    value = Settings.from_env().key(vendor)
    if not value:
        raise NoAccess(missing_key(vendor))
    if not re.fullmatch(r"[!-~]+", value):
        raise NoAccess(
            f"{vendor.title} cannot be asked: {vendor.key_variable} holds spaces, line breaks or "
            f"letters that no key has; copy the key from {vendor.key_page} once more, into one line"
        )
    return value


def pair_of(vendor: Keyed, what: str, wanted: str) -> tuple[str, str]:
    """Return a key that is two words with a colon between: by which an app is known, and its secret.

    Args:
        vendor: whose.
        what: the key stands for, as in `app`.
        wanted: its form, and where one is made.

    Raises:
        NoAccess: it is not set, or has another form.
    """
    name, _, secret = key_of(vendor).partition(":")
    if not (name and secret):
        raise NoAccess(f"{vendor.key_variable} holds no {what}; wanted {wanted}")
    return name, secret


def missing_key(vendor: Keyed) -> str:
    """Return what a person has to do before this vendor can be asked; empty when nothing."""
    if Settings.from_env().key(vendor):
        return ""
    return (
        f"{vendor.title} cannot be asked: {vendor.key_variable} is not set; make a key at "
        f"{vendor.key_page}, put it into the environment and run `factory make` (or `factory up`) "
        "again"
    )


def hidden(said: object) -> str:
    """Return a text with the keys and passwords masked that may be in it; see `redaction`."""
    return redacted(str(said), maskable(Settings.from_env().secrets))


def environment_without_keys() -> dict[str, str]:
    """Return the environment for programs that ask no vendor: what they never had, none can leak."""
    withheld = secret_variables()
    return {name: value for name, value in os.environ.items() if name not in withheld}


def address_of(vendor: Keyed) -> str:
    """Return where a vendor is asked: what its variable names, else the usual address."""
    return Settings.from_env().address(vendor)


def is_emulated(address: str) -> bool:
    """Whether this is the address of one of the sandbox's emulated vendors."""
    sandbox = Settings.from_env().sandbox.rstrip("/")
    return bool(sandbox) and address.startswith(f"{sandbox}/")


def version_of(address: str, usual: str) -> str:
    """Return what tells results of one address from those of another: empty for the usual one."""
    if is_emulated(address):
        return EMULATED
    return "" if address == usual else PASSWORD.sub("//", address).partition("://")[2]


def licence_of(address: str, usual: str) -> str:
    """Return the licence of what is made there."""
    return "CC0-1.0, emulated on this machine" if is_emulated(address) else usual
