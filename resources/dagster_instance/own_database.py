"""The factory's database for a Dagster that `factory` did not start, such as `dg dev`."""

import atexit
import os
from contextlib import ExitStack

from resources.machine.environment_variables import Settings
from resources.postgres.server_session import serving

VARIABLE = "FACTORY_DAGSTER_PG_URL"
"""Set by `factory` for every process that it starts; run workers and code locations inherit it."""

_for_life = ExitStack()


def database_url() -> str:
    """Return the URL that we were started with; else use the database for the life of this process.

    That is the one that DATABASE_URL names, or the embedded one, which starts if nobody has
    started it. Processes that this one starts use it, too.
    """
    settings = Settings.from_env()
    if settings.dagster_pg_url:
        return settings.dagster_pg_url.get_secret_value()
    atexit.register(_for_life.close)
    os.environ[VARIABLE] = url = _for_life.enter_context(serving(settings))
    return url
