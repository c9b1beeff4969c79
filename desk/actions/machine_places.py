"""Places of the machine: its folders are named to whoever works with them, and to nobody else."""

import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final

from factory.brief.brief_keys import Admit
from factory.channel.channel import Channel
from factory.errors import BadInput
from factory.people.role import may
from factory.people.visitor import Visitor
from wiring.factory import Factory

SOME_PLACE: Final = "a place on the factory's machine"


def may_know_places(visitor: Visitor | None) -> bool:
    """Whether somebody is told where things lie on the machine: who makes videos here, for all tenants."""
    return visitor is not None and visitor.tenant is None and may(visitor.role, "operator")


def told_to(visitor: Visitor | None, factory: Factory, words: str) -> str:
    """Return words, of a page or a refusal, without the places of the machine that somebody is not to know."""
    return (
        words if may_know_places(visitor) else _places(factory.settings.home).sub(SOME_PLACE, words)
    )


def admit_of(visitor: Visitor | None) -> Admit | None:
    """Return what says of a folder whether a brief may name it that somebody wants priced; None: as in the inbox."""
    return None if may_know_places(visitor) else _no_place


def _no_place(channel: Channel, named: str, file: str) -> str:
    raise BadInput("who only looks names no folder or file of the machine; wanted: a brief without")


@lru_cache(maxsize=4)
def _places(home: Path) -> re.Pattern[str]:
    """Return what finds the home, the code, the account's folder and the temporary one, and all below them."""
    code = Path(__file__).parent.parent.parent
    roots = {home, home.resolve(), code, Path.home(), Path(tempfile.gettempdir())}
    known = sorted((str(one) for one in roots if len(one.parts) > 1), key=len, reverse=True)
    root = rf"(?<![\w.-])(?:file://)?(?:{'|'.join(map(re.escape, known))})(?![\w.-])"
    quotes = "|".join(map(re.escape, ("'", '"', "`", "&#39;", "&#34;")))
    return re.compile(rf"(?P<quote>{quotes}){root}.*?(?P=quote)|{root}[^\s'\"`<>&,;:)\]]*")
