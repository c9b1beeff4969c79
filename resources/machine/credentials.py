"""Keys of vendors: read from the environment when they are needed, and shown to nobody."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from factory.errors import NoAccess

EMULATED = "emulated"
"""Version of everything that an emulated vendor made, so that it is never taken for the real."""


@dataclass(frozen=True, slots=True)
class Key:
    """One vendor's key."""

    variable: str
    vendor: str
    page: str
    """Where a person makes one."""


KEYS: Mapping[str, Key] = {
    "openai": Key("OPENAI_API_KEY", "OpenAI", "https://platform.openai.com/api-keys"),
    "gemini": Key("GEMINI_API_KEY", "Gemini", "https://aistudio.google.com/apikey"),
    "ollama": Key("OLLAMA_API_KEY", "Ollama", "https://ollama.com/settings/keys"),
    "google": Key(
        "GOOGLE_API_KEY",
        "Google Cloud Text-to-Speech",
        "https://console.cloud.google.com/apis/credentials",
    ),
    "fal": Key("FAL_KEY", "fal", "https://fal.ai/dashboard/keys"),
    "pexels": Key("PEXELS_API_KEY", "Pexels", "https://www.pexels.com/api/key/"),
}
SHORTEST_SECRET = 6
"""Anything shorter is part of ordinary words, and no key."""


PASSWORD = re.compile(r"//[^/?#\s@'\"]*@")
"""User and password in an address: `https://user:password@host`."""


def key_of(name: str) -> str:
    """Return a vendor's key.

    Raises:
        NoAccess: it is not set, or no HTTP header can carry it, which clients would say by
            showing it; the message says where to get one and where to put it.
    """
    missing = missing_key(name)
    if missing:
        raise NoAccess(missing)
    key, value = KEYS[name], os.environ[KEYS[name].variable].strip()
    if not re.fullmatch(r"[!-~]+", value):
        raise NoAccess(
            f"{key.vendor} cannot be asked: {key.variable} holds spaces, line breaks or letters that "
            f"no key has; copy the key from {key.page} once more, into one line"
        )
    return value


def missing_key(name: str) -> str:
    """Return what a person has to do before this vendor can be asked; empty when nothing."""
    key = KEYS.get(name)
    if key is None or os.environ.get(key.variable, "").strip():
        return ""
    return (
        f"{key.vendor} cannot be asked: {key.variable} is not set; make a key at {key.page}, put "
        "it into the environment and run `factory make` (or `factory up`) again"
    )


def hidden(said: object) -> str:
    """Return a text without the keys and passwords that may be in it."""
    text = PASSWORD.sub("//***@", str(said))
    for key in KEYS.values():
        value = os.environ.get(key.variable, "").strip()
        for secret in (value, *value.split(":")):
            if len(secret) >= SHORTEST_SECRET:
                text = text.replace(secret, "***")
    return text


def environment_without_keys() -> dict[str, str]:
    """Return the environment for programs that ask no vendor: what they never had, none can leak."""
    withheld = {key.variable for key in KEYS.values()} | {"DATABASE_URL"}
    return {name: value for name, value in os.environ.items() if name not in withheld}


def base_url(variable: str, usual: str) -> str:
    """Return where a vendor is asked: what the variable names, else the usual address."""
    return (os.environ.get(variable, "").strip() or usual).rstrip("/")


def is_emulated(address: str) -> bool:
    """Whether this is the address of one of the sandbox's emulated vendors."""
    sandbox = os.environ.get("FACTORY_SANDBOX", "").rstrip("/")
    return bool(sandbox) and address.startswith(f"{sandbox}/")


def version_of(address: str, usual: str) -> str:
    """Return what tells results of one address from those of another: empty for the usual one."""
    if is_emulated(address):
        return EMULATED
    return "" if address == usual else PASSWORD.sub("//", address).partition("://")[2]


def licence_of(address: str, usual: str) -> str:
    """Return the licence of what is made there."""
    return "CC0-1.0, emulated on this machine" if is_emulated(address) else usual
