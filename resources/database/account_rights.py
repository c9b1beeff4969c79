"""Rights of accounts: what the roles of the database lack of what this version's `database-roles.sql` gives them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from resources.machine.paths import PROJECT

ROLES_FILE: Final = PROJECT / "deploy" / "rights" / "database-roles.sql"

REMEDY: Final = (
    f'`psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f {ROLES_FILE}`, with the address of the account that '
    "owns the tables, gives what this version wants"
)

REFUSED: Final = "42501"
"""Insufficient privilege: PostgreSQL 18, Appendix A."""

NAMED: Final = 3
"""So many of what a role lacks are told by name."""

PREFIX: Final = "factory_"
"""Of the roles' names in the file; where two factories share a server one has others in its copy."""

PREFIXES: Final = r"""
    SELECT DISTINCT regexp_replace(rolname, '(desk|daemon|worker)$', '') FROM pg_roles
    WHERE rolname ~ '_(desk|daemon|worker)$' AND NOT rolcanlogin
      AND has_schema_privilege(oid, 'factory', 'usage')
"""
"""Of roles that were given rights in this database."""

ANYTHING: Final = "SELECT has_schema_privilege('factory', 'usage')"

WANTED: Final = re.compile(
    r"^CREATE OR REPLACE TEMPORARY VIEW rights_of_roles AS\n(.*?);$", re.DOTALL | re.MULTILINE
)
FUNCTION: Final = re.compile(
    r"^CREATE OR REPLACE FUNCTION factory\.(\w+)\(.*?AS \$\$(.*?)\$\$;?$", re.DOTALL | re.MULTILINE
)
DEFINER: Final = re.compile(r"^ALTER FUNCTION factory\.(\w+)\(\) SECURITY DEFINER", re.MULTILINE)
TRIGGER: Final = re.compile(r"^CREATE OR REPLACE TRIGGER (\w+) ", re.MULTILINE)
POLICY: Final = re.compile(r"^ *CREATE POLICY (\w+) ON factory\.", re.MULTILINE)

LACKING: Final = r"""
    WITH wanted AS ({wanted}),
    asked AS (
        SELECT pg_roles.oid AS role_oid, wanted.* FROM wanted JOIN pg_roles ON rolname = role_name
        WHERE rights IS NOT NULL AND has_schema_privilege(pg_roles.oid, 'factory', 'usage')
          AND (pg_has_role(pg_roles.oid, 'usage') OR pg_has_role(
              (SELECT relowner FROM pg_class WHERE oid = 'factory.videos'::regclass), 'usage'))
    )
    SELECT role_name, format('%s on %s.%s%s', one[1], schema_name, name, ' (' || one_column || ')')
    FROM asked, regexp_matches(rights, '([A-Z]+)(?: \(([^)]*)\))?', 'g') AS one
        LEFT JOIN LATERAL string_to_table(one[2], ', ') AS one_column ON true
    WHERE NOT CASE
        WHEN is_sequence THEN has_sequence_privilege(role_oid, asked.oid, one[1])
        WHEN one_column IS NULL THEN has_table_privilege(role_oid, asked.oid, one[1])
        ELSE has_column_privilege(role_oid, asked.oid, one_column, one[1])
    END
    UNION ALL
    SELECT role_name, format('rows of %s.%s', schema_name, name) FROM asked
    WHERE keeps_rows_apart AND NOT EXISTS (
        SELECT FROM pg_policy WHERE polrelid = asked.oid AND polname = role_name)
    ORDER BY 1, 2
"""
"""Of the roles that whoever asks is, or of all if whoever asks owns the tables."""

THERE: Final = """
    SELECT 'function', proname, prosrc, prosecdef FROM pg_proc WHERE pronamespace = 'factory'::regnamespace
    UNION ALL SELECT 'trigger', tgname, '', false FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'policy', polname, '', false FROM pg_policy
"""


def lacking_rights(connection: Connection) -> Mapping[str, Sequence[str]]:
    """Return by role what it lacks, such as `SELECT on factory.views`; an owner is told of all roles.

    Nothing is lacking where the file was never given, as in the embedded database.
    """
    found: dict[str, list[str]] = {}
    for text in _given_here(connection):
        wanted = WANTED.search(text)
        assert wanted, f"no rights_of_roles in {ROLES_FILE}"
        question = sa.text(LACKING.replace("{wanted}", wanted[1]))
        for role, lacking in connection.execute(question):
            found.setdefault(role, []).append(lacking)
        changed = list(_changed(connection, text))
        if changed:
            found["the database"] = changed
    return found


def lacking_words(lacking: Mapping[str, Sequence[str]]) -> str:
    """Return in a sentence what roles lack."""
    return "; ".join(
        f"{role} lacks {', '.join(rights[:NAMED])}"
        + (f" and {len(rights) - NAMED} more" if len(rights) > NAMED else "")
        for role, rights in lacking.items()
    )


def give_anew(connection: Connection) -> None:
    """Give this version's rights to the roles that were given some here, where this account may.

    Where it may not, `factory doctor` tells of what they lack.
    """
    for text in _given_here(connection):
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(text, execution_options={"no_parameters": True})
        except DBAPIError as error:
            if getattr(error.orig, "pgcode", None) != REFUSED:
                raise


def refusal_words(engine: Engine, refused: str) -> str:
    """Return the sentence about an account that may not do what was asked, and what mends it.

    Args:
        engine: of the account.
        refused: what the server said.
    """
    with engine.connect() as connection:
        anything = connection.scalar(sa.text(ANYTHING))
        lacking = lacking_words(lacking_rights(connection)) if anything else "It has no right here"
    said = f"the database refuses it to the account {engine.url.username}: {refused}"
    if lacking:
        return f"{said}. {lacking}: {REMEDY}; then try again"
    return (
        f"{said}. No role of its own lacks what this version gives it; docs/security.md says which process "
        "wants an account of which role in DATABASE_URL"
    )


def _given_here(connection: Connection) -> list[str]:
    """Return the file as it was given to this database: with the names of the roles that are here."""
    text = ROLES_FILE.read_text(encoding="utf-8")
    return [text.replace(PREFIX, one) for one in connection.scalars(sa.text(PREFIXES))]


def _changed(connection: Connection, text: str) -> Iterator[str]:
    """Yield what else the file makes and the database has not, or has otherwise."""
    there = connection.execute(sa.text(THERE)).all()
    sources = {name: source for kind, name, source, _ in there if kind == "function"}
    definers = {name for kind, name, _, is_definer in there if kind == "function" and is_definer}
    for name, source in FUNCTION.findall(text):
        if sources.get(name) != source:
            yield f"function {name} of this version"
    for name in DEFINER.findall(text):
        if name not in definers:
            yield f"SECURITY DEFINER on function {name}"
    for kind, names in (("trigger", TRIGGER.findall(text)), ("policy", POLICY.findall(text))):
        found = {name for what, name, _, _ in there if what == kind}
        yield from (f"{kind} {name}" for name in names if name not in found)
