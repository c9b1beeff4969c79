"""What docs/outlets.md says of the outlets, in the words of their descriptions."""

import re
from collections.abc import Iterable

from resources.outlets.outlet_description import OutletDescription

HEADS = ("outlet", "name in channel files", "what it does", "limits", "terms", "key", "address")


def with_table(page: str, outlets: Iterable[OutletDescription]) -> str:
    """Return the page with the table between `<!-- outlets -->` and `<!-- end -->` anew."""
    rows = (
        (
            one.title,
            f"`{one.name}`",
            one.does,
            one.limits,
            one.terms,
            f"`{one.key_variable}`, made at {one.key_page}" if one.key_variable else "none",
            f"`{one.address_variable}`, usually `{one.usual_address}`"
            if one.address_variable
            else "",
        )
        for one in outlets
    )
    lines = (HEADS, ("---",) * len(HEADS), *rows)
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    between = re.compile(r"(<!-- outlets -->\n).*?(<!-- end -->)", re.DOTALL)
    return between.sub(lambda mark: f"{mark[1]}{table}{mark[2]}", page)
