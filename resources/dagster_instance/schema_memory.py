"""What Dagster asks its database about tables, columns and snapshots, asked once per process.

Stock, every run that is created and every event that is stored reads the database's catalogue again
to learn whether an old schema is behind it, and every run unpacks the whole plan of its job to learn
whether it is kept. What is there stays there.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

QUESTIONS: Final = (
    "has_run_stats_index_cols",
    "has_backfill_id_column",
    "has_bulk_actions_selector_cols",
    "has_bulk_action_job_name_column",
    "has_backfill_tags_table",
    "has_table",
    "has_asset_key_col",
    "_has_asset_key_col_on_connection",
    "has_instigators_table",
    "_has_instigators_table",
    "_has_asset_daemon_asset_evaluations_table",
    "has_job_snapshot",
    "has_execution_plan_snapshot",
)
"""Methods of the stock storages that ask the database's own catalogue, or for what is never deleted."""

_seen: set[tuple[object, ...]] = set()


def remember_schema(url: str, parts: Iterable[Any]) -> None:
    """Let the storages ask each question until it is answered with yes, and never again.

    Args:
        url: of the database that the answers are about.
        parts: Dagster's storages over it; those of their methods that ask are replaced.
    """
    for part in parts:
        for name in QUESTIONS:
            if hasattr(part, name):
                setattr(part, name, _once(url, name, getattr(part, name)))


def tables_are_there(url: str) -> bool:
    """Whether this process has seen Dagster's tables in the database."""
    return (url,) in _seen


def saw_tables(url: str) -> None:
    """Note that Dagster's tables are in the database."""
    _seen.add((url,))


def _once(url: str, name: str, ask: Callable[..., bool]) -> Callable[..., bool]:
    def answer(*arguments: Any) -> bool:
        # A connection is no part of the question.
        about = tuple(word for word in arguments if isinstance(word, str))
        question = (url, name, *about)
        if question not in _seen and ask(*arguments):
            _seen.add(question)
        return question in _seen

    return answer
