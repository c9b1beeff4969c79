"""Derivable: whether numbers may be computed of what an outlet told, as a condition of a question."""

from factory.analytics.derived_metrics import OUTLET, SETTING


def derivable(outlet: str) -> str:
    """Return the condition under which an outlet's figures may be computed with.

    Args:
        outlet: the column that names it.
    """
    return (
        f"({outlet} <> '{OUTLET}' OR "
        f"(SELECT value = 'true' FROM factory.config WHERE key = '{SETTING}'))"
    )
