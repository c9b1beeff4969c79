"""What docs/vendors.md says of the vendors, in the words of their descriptions."""

import re
from collections.abc import Iterable, Mapping

from resources.provider_register import VENDORS
from resources.vendors.vendor_description import VendorDescription

KEYS = (
    "vendor",
    "key",
    "where to make one",
    "address",
    "usual address",
    "licence of what it makes",
)
ROLES = (
    "role",
    "provider",
    "what it does",
    "usual model, or a voice",
    "word times, seeds, credits",
)


def with_tables(page: str) -> str:
    """Return the page with the tables between its marks, `<!-- keys -->` to `<!-- end -->`, anew."""
    for name, table in vendor_tables(VENDORS).items():
        between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        page = between.sub(lambda mark, table=table: f"{mark[1]}{table}{mark[2]}", page)
    return page


def vendor_tables(vendors: Iterable[VendorDescription]) -> Mapping[str, str]:
    """Return the tables of keys and of roles."""
    known = tuple(vendors)
    keys = (
        (
            f"{vendor.title}, {vendor.note}" if vendor.note else vendor.title,
            f"`{vendor.key_variable}`",
            vendor.key_page,
            f"`{vendor.address_variable}`",
            f"`{vendor.usual_address}`",
            vendor.licence,
        )
        for vendor in known
    )
    roles = (
        (role, f"`{vendor.name}`", part.does, _code(part.model or part.voice), part.notes)
        for role in ("words", "voice", "pictures", "clips", "moderation")
        for vendor in known
        if (part := vendor.parts.get(role))
    )
    return {"keys": _table(KEYS, keys), "roles": _table(ROLES, roles)}


def _code(name: str) -> str:
    return f"`{name}`" if name else ""


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (heads, ("---",) * len(heads), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
