"""Migrations: versions of the catalogue's tables, applied by `resources.database.connection.open_database`.

A change of the tables is a new file in `versions/` and a new HEAD. The views are not versioned:
they are dropped before and made anew after every upgrade, from `resources/database/views.sql`; so a change
of a view alone is an empty version.
"""
