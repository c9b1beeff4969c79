"""Lifetimes: how long what lets somebody in holds, unless its maker says otherwise."""

from datetime import timedelta
from typing import Final

TOKEN_DAYS: Final = 90
GUEST_LINK_HOURS: Final = 72

SESSION: Final = timedelta(days=30)
IDLE_SESSION: Final = timedelta(days=14)
"""Of one that is not used: it ends sooner."""
