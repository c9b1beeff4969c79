"""Rights of accounts: what the roles of the database lack of what this version's `database-roles.sql` gives them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from factory.errors import PermanentError
from resources.database.confinement import confined_tenant
from resources.machine.paths import PROJECT

ROLES_FILE: Final = PROJECT / "deploy" / "rights" / "database-roles.sql"

REFUSED: Final = "42501"
"""Insufficient privilege: PostgreSQL 18, Appendix A."""
ROW_REFUSED: Final = "ExecWithCheckOptions"
"""Where the server refuses, with the same code, a row that belongs to another tenant: no right is lacking then."""

NAMED: Final = 3
"""So many of what a role lacks are told by name."""

PREFIX: Final = "factory_"
"""Of the roles' names in the file; where two factories share a server one has others in its copy."""

GIVEN: Final = r"""
    SELECT polname FROM pg_policy
        JOIN pg_roles ON rolname = polname AND pg_roles.oid = ANY (polroles)
        JOIN pg_class ON pg_class.oid = polrelid AND relname = 'videos'
        JOIN pg_namespace ON pg_namespace.oid = relnamespace AND nspname = 'factory'
    WHERE polname ~ '_(desk|daemon|worker)$' ORDER BY polname
"""
"""Roles to which the file was given in this database: each has a policy of its own name there, which a dump
without rights keeps. A right alone says nothing: whoever is a member of such a role has it, too."""

PLAIN: Final = re.compile(r"[a-z0-9_]+")
"""Prefixes that stand in the file and in its remedy as they are."""

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
        WHERE rights IS NOT NULL AND (pg_has_role(pg_roles.oid, 'usage') OR pg_has_role(
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
    SELECT DISTINCT role_name, 'USAGE on schema ' || schema_name FROM asked
    WHERE NOT has_schema_privilege(role_oid, schema_name, 'usage')
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


@dataclass(frozen=True, slots=True)
class LackingRights:
    """What roles lack, and what mends it."""

    by_role: Mapping[str, Sequence[str]]
    """Such as `SELECT on factory.views`."""
    remedy: str

    @property
    def words(self) -> str:
        """It in a sentence; nothing where nothing is lacking."""
        return "; ".join(
            f"{role} lacks {', '.join(rights[:NAMED])}"
            + (f" and {len(rights) - NAMED} more" if len(rights) > NAMED else "")
            for role, rights in self.by_role.items()
        )


def lacking_rights(connection: Connection) -> LackingRights:
    """Return what the roles that whoever asks is lack; an owner is told of all roles.

    Nothing is lacking where the file was never given, as in the embedded database.

    Raises:
        PermanentError: it was given with names that cannot be told apart, or with one that it cannot have.
    """
    prefix = _prefix(connection)
    if prefix is None:
        return LackingRights({}, remedy(PREFIX))
    found: dict[str, list[str]] = {}
    text = _file_of(prefix)
    wanted = WANTED.search(text)
    assert wanted, f"no rights_of_roles in {ROLES_FILE}"
    question = sa.text(LACKING.replace("{wanted}", wanted[1]))
    for role, lacking in connection.execute(question):
        found.setdefault(role, []).append(lacking)
    changed = list(_changed(connection, text))
    if changed:
        found["the database"] = changed
    return LackingRights(found, remedy(prefix))


def remedy(prefix: str) -> str:
    """Return what gives the roles of a prefix what this version wants."""
    given = f'psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f {ROLES_FILE}'
    if prefix != PREFIX:
        given = f'sed s/{PREFIX}/{prefix}/g {ROLES_FILE} | psql "$DATABASE_URL" -v ON_ERROR_STOP=1'
    return f"`{given}`, with the address of the account that owns the tables, gives what this version wants"


def give_anew(connection: Connection) -> None:
    """Give this version's rights to the roles that were given some here, where this account may.

    Where it may not, `factory doctor` tells of what they lack.

    Raises:
        PermanentError: see `lacking_rights`.
    """
    prefix = _prefix(connection)
    if prefix is None:
        return
    try:
        with connection.begin_nested():
            text = _file_of(prefix)
            connection.exec_driver_sql(text, execution_options={"no_parameters": True})
    except DBAPIError as error:
        if getattr(error.orig, "pgcode", None) != REFUSED:
            raise


def refusal_words(engine: Engine, refused: str) -> str:
    """Return the sentence about an account that may not do what was asked, and what mends it.

    People of one tenant are told neither the account nor what the server says, which may name roles.

    Args:
        engine: of the account.
        refused: what the server said.
    """
    if confined_tenant() is not None:
        return (
            "the database refuses this to the factory's own account; whoever runs the factory finds with "
            "`factory doctor` what that account lacks"
        )
    said = f"the database refuses it to the account {engine.url.username}: {refused}"
    try:
        with engine.connect() as connection:
            found = lacking_rights(connection) if connection.scalar(sa.text(ANYTHING)) else None
            mends = found.remedy if found else remedy(_prefix(connection) or PREFIX)
    except (DBAPIError, PermanentError):
        return f"{said}. `factory doctor`, with the address of the account that owns the tables, says more"
    lacking = found.words if found else "It has no right here"
    if lacking:
        return f"{said}. {lacking}: {mends}; then try again"
    return (
        f"{said}. No role of its own lacks what this version gives it; docs/security.md says which process "
        "wants an account of which role in DATABASE_URL"
    )


def _prefix(connection: Connection) -> str | None:
    """Return that of the names under which the file was given to this database; None: it was not."""
    by_prefix: dict[str, list[str]] = {}
    for role in connection.scalars(sa.text(GIVEN)):
        by_prefix.setdefault(role.removesuffix(role.rpartition("_")[2]), []).append(role)
    if len(by_prefix) <= 1 and all(PLAIN.fullmatch(one) for one in by_prefix):
        return next(iter(by_prefix), None)
    gone = "; ".join(
        f"for {prefix}: `DROP OWNED BY "
        + ", ".join(role if PLAIN.fullmatch(role) else f'"{role}"' for role in roles)
        + "`"
        for prefix, roles in by_prefix.items()
    )
    raise PermanentError(
        f"roles named {', '.join(by_prefix)}... were given rights in this database; wanted those of one prefix of "
        f"a-z, 0-9 and _, such as {PREFIX}, since what holds workers back knows no other. Of a prefix that no "
        f"account of this factory is of, take the rights away in this database ({gone}); `factory doctor` says "
        "what is lacking then"
    )


def _file_of(prefix: str) -> str:
    """Return the file as it is given to roles of this prefix."""
    return ROLES_FILE.read_text(encoding="utf-8").replace(PREFIX, prefix)


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
