"""Signing in: what comes of a name and a password."""

from datetime import datetime

from factory.people.visitor import Visitor
from factory.records import Payload


class SignedIn(Payload):
    """The password is theirs."""

    visitor: Visitor


class WrongPassword(Payload):
    """Nobody has that name and that password; which of the two is wrong is not said."""

    tries_left: int
    """Before there is a pause."""


class NotYet(Payload):
    """There were too many wrong ones; the password was not looked at."""

    until: datetime
