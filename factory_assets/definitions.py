"""Dagster's door to the factory: what `workspace.yaml` and `dg` load."""

from wiring.definitions import defs

__all__ = ["defs"]
