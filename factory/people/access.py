"""Access: what an address of the desk wants of whoever asks for it, and whether somebody has it."""

from collections.abc import Callable
from typing import Literal

from factory.people.role import Role, may
from factory.people.visitor import Visitor
from factory.records import Payload

Reach = Literal["whole", "own", "video"]
"""How much of the factory an address shows or changes.

`whole`: things of all tenants. `own`: the address itself keeps to the visitor's tenant. `video`: the
one video that it names.
"""


class Need(Payload):
    """What an address wants."""

    role: Role | None
    """None: everybody may, known or not."""
    reach: Reach = "whole"
    decides: bool = False
    """It decides about a video: a guest must have been asked to, anybody else be a reviewer."""


def allows(
    need: Need, visitor: Visitor, video: str | None, tenant_of: Callable[[str], str | None]
) -> bool:
    """Whether a visitor may have what an address stands for.

    Args:
        need: what the address wants.
        visitor: who asks.
        video: the video that the address names, if it names one.
        tenant_of: looks up whose a video is; None for one that nobody knows.
    """
    if need.role is None:
        return True
    if not may(visitor.role, need.role):
        return False
    if visitor.role == "guest":
        named = need.reach == "video" and video is not None and video == visitor.video
        return named and (visitor.decides or not need.decides)
    if need.decides and not may(visitor.role, "reviewer"):
        return False
    if visitor.tenant is None or need.reach == "own":
        return True
    return need.reach == "video" and video is not None and tenant_of(video) == visitor.tenant
