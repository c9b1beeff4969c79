"""Validity: how long what lets somebody in holds, unless its maker says otherwise."""

from typing import Final

TOKEN_DAYS: Final = 90
GUEST_LINK_HOURS: Final = 72
