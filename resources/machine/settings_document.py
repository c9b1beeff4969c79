"""The page of every environment variable: docs/settings.md."""

from resources.machine.environment_variables import variables

PAGE = """# Settings

Every environment variable that the factory reads; none is needed. What a person changes while it runs, limits and
switches, is `factory settings` ([money.md](money.md)). This page is written by `docs/export.py` from
`resources/machine/environment_variables.py` and from the descriptions of the vendors ([vendors.md](vendors.md)).

| environment variable | |
|---|---|
"""


def settings_page() -> str:
    """Return docs/settings.md."""
    rows = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in variables().items())
    return PAGE + rows + "\n"
