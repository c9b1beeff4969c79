"""What ships with the factory as data: folders of YAML files, each file one model."""

from importlib.resources import files
from typing import Any, TypeVar

import yaml

from factory.records import Payload

P = TypeVar("P", bound=Payload)

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where the package was built with it."""


def parsed(text: str) -> Any:
    """Return what YAML of ours says; what a person wrote goes through `strict_yaml`."""
    return yaml.load(text, LOADER)


def shipped(folder: str, model: type[P]) -> list[P]:
    """Return what the files of a folder of `factory` hold, in the order of their names."""
    entries = sorted((files("factory") / folder).iterdir(), key=lambda entry: entry.name)
    found: list[P] = []
    for entry in entries:
        if entry.name.endswith(".yaml"):
            data: dict[str, Any] = parsed(entry.read_text(encoding="utf-8"))
            found.append(model.model_validate(data))
    return found
