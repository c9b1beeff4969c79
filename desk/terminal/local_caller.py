"""Who sits at the terminal, as the API's actions know a caller."""

from desk.actions.acting import acting
from desk.api.protocol.action import Call
from factory.people.visitor import Visitor
from wiring.factory import Factory


def local_caller(factory: Factory) -> Call:
    """Return who sits at the terminal, who may do everything."""
    visitor = Visitor(name=acting(), role="admin", known_by="link")
    return Call(factory, origin=factory.settings.public_url.rstrip("/"), visitor=visitor)
