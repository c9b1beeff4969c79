"""Versions of the catalogue's tables, applied by `resources.database.open_database`.

A change of the tables is a new file in `versions/` and a new HEAD. The views are not versioned:
they are dropped before and made anew after every upgrade, from `resources/views.sql`; so a change
of a view alone is an empty version.
"""

from typing import Final

HEAD: Final = "0005"
"""Kept here so that a process that finds it in the database need not load Alembic (0.3 s)."""

MIGRATION_LOCK: Final = 7_142_035_599_286_041
"""Key of the advisory lock; any number that nobody else in the database uses."""
