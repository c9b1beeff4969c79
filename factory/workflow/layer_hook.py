"""Hook: a program of the user's own that runs before or after a layer; what may be written of one."""

from collections.abc import Collection
from typing import Final, Literal

from pydantic import Field

from factory.documents.error_words import not_allowed, one_of, placed, refusal
from factory.documents.field_problems import accepted_keys, given, hidden_characters
from factory.documents.front_matter import decode
from factory.documents.strict_yaml import read_mapping
from factory.errors import BadInput
from factory.records import Payload
from factory.workflow.status import STAGES

HOOKS_FILE: Final = "hooks.yaml"
LAYERS: Final = ("ideas", *STAGES[:-1])
"""Each outlet's `uploads/<outlet>` is one, too."""
MOST_SECONDS: Final = 3600.0
USUAL_SECONDS: Final = 30.0
Moment = Literal["before", "after"]


class LayerHook(Payload):
    """One entry of the file."""

    before: str = ""
    """The layer before which it runs."""
    after: str = ""
    """In place of that, the layer after which it runs, if it ended well."""
    command: tuple[str, ...] = ()
    """A program and its arguments, each a word of its own; no shell reads them."""
    python: str = ""
    """In place of that, `module:function`, which is called with the facts as its one argument."""
    channels: tuple[str, ...] = ()
    """Of which it runs; all if empty. The ideas of a day are those of all channels."""
    seconds: float = Field(default=USUAL_SECONDS, gt=0, le=MOST_SECONDS)
    """After so long it is ended, with all that it started."""

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return self.python or self.command[0]

    def is_due(self, moment: Moment, layer: str, channel: str) -> bool:
        """Whether it runs at this moment of a layer, for a channel; empty: for none in particular."""
        at = self.before if moment == "before" else self.after
        return at == layer and (not self.channels or not channel or channel in self.channels)


class HookFile(Payload):
    """The whole file."""

    hooks: tuple[LayerHook, ...] = Field(default=(), max_length=100)


class HookFailed(Payload):
    """A hook that did not do what it was meant to; the layer went on without it."""

    hook: str
    moment: Moment
    layer: str
    video_id: str = ""
    """Empty where the layer is of no single video."""
    words: str
    """What was wrong, and the end of what it said."""


def parse_hooks(data: bytes, file: str, outlets: Collection[str]) -> tuple[LayerHook, ...]:
    """Return the hooks of a file, in its order.

    Args:
        data: the file's bytes.
        file: its name, for messages.
        outlets: names of outlets there are.

    Raises:
        BadInput: names each problem with its line, what was found and what is allowed.
    """
    written = read_mapping(decode(data, file), file)
    keys = given(written)
    problems = hidden_characters(keys)
    found, wrong = accepted_keys(HookFile, keys)
    layers = (*LAYERS, *(f"uploads/{name}" for name in sorted(outlets)))
    problems += wrong
    for number, hook in enumerate(found.hooks):
        problems += _problems(hook, f"hooks.{number}", layers)
    if problems:
        raise BadInput(refusal(file, placed(problems, written.lines)))
    return found.hooks


def _problems(hook: LayerHook, key: str, layers: Collection[str]) -> list[str]:
    problems: list[str] = []
    layer = hook.before or hook.after
    if bool(hook.before) is bool(hook.after):
        problems.append(not_allowed(key, layer, "either `before` or `after`, with one layer"))
    elif layer not in layers:
        at = "before" if hook.before else "after"
        problems.append(not_allowed(f"{key}.{at}", layer, one_of(layer, layers)))
    if bool(hook.command) is bool(hook.python):
        wanted = "either `command: [program, argument]` or `python: module:function`"
        problems.append(not_allowed(key, " ".join(hook.command) or hook.python, wanted))
    elif hook.python and not _is_entry(hook.python):
        wanted = "a module and a function of it, such as `my_hooks:after_render`"
        problems.append(not_allowed(f"{key}.python", hook.python, wanted))
    elif hook.command and not hook.command[0].strip():
        problems.append(not_allowed(f"{key}.command", "", "a program"))
    return problems


def _is_entry(written: str) -> bool:
    module, _, function = written.partition(":")
    return function.isidentifier() and all(part.isidentifier() for part in module.split("."))
