"""Every table that the code speaks of, gathered so that `metadata` knows them all."""

from typing import Final

from sqlalchemy import Table

from resources.database import (
    alert_tables,
    analytics_tables,
    api_tables,
    channel_tables,
    experiment_tables,
    idea_tables,
    message_tables,
    money_tables,
    people_tables,
    post_tables,
    rule_tables,
    run_tables,
    tables,
    tenant_tables,
)
from resources.database.columns import metadata

MODULES: Final = (
    alert_tables,
    tables,
    post_tables,
    rule_tables,
    money_tables,
    analytics_tables,
    idea_tables,
    message_tables,
    experiment_tables,
    people_tables,
    api_tables,
    channel_tables,
    run_tables,
    tenant_tables,
)


def every_table() -> list[Table]:
    """Return them, those first that others point to."""
    return list(metadata.sorted_tables)
