"""The version of an asset's code: a hash over what it says, and over all that it reaches by name.

Dagster shows an asset as out of date when it changes. It decides nothing: units of work are known
by their fingerprints, and rules have a version of their own.
"""

from functools import partial

from factory.fingerprint import fingerprint
from factory.source_code import Reader, meaning, source_of
from factory_assets.stage.kept_versions import kept_version

DIGITS = 16

DECIDES = ("factory_assets", "factory")
"""Where names are followed: what makes a stage's result; adapters say their version in recipes."""

SAYS_NOTHING_OF_RESULTS = ("factory.rules.", "factory.ports.", "factory.source_code.")
"""Of those, what only judges a result, or only names what somebody else does."""


def code_version(module: str) -> str:
    """Return the version of the asset that this module declares.

    Args:
        module: its name, as the module itself knows it.
    """
    return kept_version(module, DECIDES, partial(version_by, module, source_of))


def version_by(module: str, read: Reader) -> str:
    """Return the version of an asset's code that is given.

    Args:
        module: that declares it.
        read: gives the text of a module.
    """

    def deciding(name: str) -> str | None:
        return None if f"{name}.".startswith(SAYS_NOTHING_OF_RESULTS) else read(name)

    code = meaning((module,), within=DECIDES, records_of=("factory_assets",), read=deciding)
    return fingerprint("code", code)[:DIGITS]
