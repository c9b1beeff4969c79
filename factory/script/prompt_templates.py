"""Prompts: files of this folder, filled with values that can never become instructions."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from factory.records import Payload

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

HEAD = re.compile(r"\{#-? version: (\S+) -?#\}\n")
PARTS = re.compile(r"^--- (system|user) ---\n", re.MULTILINE)
FENCES = str.maketrans({"<": "‹", ">": "›"})
"""Material from people stands between tags; what could close them is written otherwise."""


class Prompt(Payload):
    """What a language model is given, and which file in which version it came from."""

    name: str
    version: str
    system: str
    user: str
    temperature: float | None = None
    """How freely the model chooses its words, 0 to 2; None: as its vendor has it."""

    @property
    def characters(self) -> int:
        """Length of all that is sent."""
        return len(self.system) + len(self.user)


def fill(name: str, **values: object) -> Prompt:
    """Return a prompt with its values put in.

    A file opens with `{# version: 3 #}`; a line `--- system ---` begins what the model is, a line
    `--- user ---` what it is asked. In a value, `<` and `>` become `‹` and `›`, so that no text
    can leave the tags between which it stands.

    Args:
        name: of a file in `prompts/`, without its ending.
        values: strings, numbers, and lists and records of them.
    """
    source = _source(name)
    head = HEAD.match(source)
    if head is None:
        raise ValueError(f"prompt {name}: wanted `{{# version: N #}}` on its first line")
    text = _environment().from_string(source[head.end() :]).render(**_harmless(values))
    _, *parts = PARTS.split(text)
    said = dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
    return Prompt(name=name, version=head[1], system=said["system"], user=said["user"])


def _harmless(values: dict[str, object]) -> dict[str, object]:
    return {key: _escaped(value) for key, value in values.items()}


def _escaped(value: object) -> object:
    if isinstance(value, str):
        # A line of its own could look like the border between the parts.
        return re.sub(r"^---", "—", value.translate(FENCES), flags=re.MULTILINE)
    if isinstance(value, Payload):
        return _escaped(value.model_dump(mode="json"))
    if isinstance(value, dict):
        record = cast(dict[str, object], value)
        return {key: _escaped(one) for key, one in record.items()}
    if isinstance(value, list | tuple):
        return [_escaped(one) for one in cast(Sequence[object], value)]
    return value


@cache
def _source(name: str) -> str:
    return (files("factory.script") / "prompts" / f"{name}.j2").read_text(encoding="utf-8")


@cache
def _environment() -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
