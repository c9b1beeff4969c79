"""The outbox, described: what it takes, and what becomes of a video there."""

from typing import TYPE_CHECKING

from resources.outlets.outlet_description import OutletDescription

if TYPE_CHECKING:
    from factory.ports import Accounts
    from resources.machine.environment_variables import Settings
    from resources.outlets.outbox.outlet import OutboxOutlet
    from resources.outlets.outbox.takedown import OutboxTakedown


def _open(settings: "Settings", accounts: "Accounts") -> "OutboxOutlet":
    from resources.outlets.outbox.outlet import OutboxOutlet

    return OutboxOutlet(settings.outbox)


def _takedown(settings: "Settings", accounts: "Accounts") -> "OutboxTakedown":
    from resources.outlets.outbox.takedown import OutboxTakedown

    return OutboxTakedown(settings.outbox)


OUTBOX = OutletDescription(
    name="outbox",
    title="Outbox",
    does="A folder ready for upload by hand: master, thumbnail, captions, listing and dossier.",
    open=_open,
    takedown=_takedown,
    logged=False,
    limits="the disk it lies on",
    terms="your own disk",
)
