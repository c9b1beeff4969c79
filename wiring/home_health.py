"""How the parts of a home are, for who looks after it."""

from collections.abc import Sequence
from datetime import date, datetime

from resources.backups.backup_folder import BackupFolder
from resources.database.account_rights import LackingRights, lacking_rights
from resources.database.connection import transact
from resources.images import fonts
from resources.machine.key_ages import KeyAge, KeyAges
from resources.postgres.server_session import ServerStatus, status
from resources.provider_health import Health, vendor_health
from resources.tracing.collector import fault_of
from wiring.factory import Factory
from wiring.home import Home


def lacking_database_rights(factory: Factory) -> LackingRights:
    """Return what roles of the database lack of what this version gives them; without words where all is there.

    Raises:
        PermanentError: it cannot be told which roles are this factory's.
    """
    return transact(factory.catalogue.engine, lacking_rights)


def newest_backup_at(home: Home) -> datetime | None:
    """Return when the newest backup in the place that the settings name was made."""
    if home.settings.backup_to is None:
        return None
    place = BackupFolder(home.settings.backup_to)
    names = place.names()
    return place.manifest(names[-1]).made_at if names else None


def key_ages(home: Home, today: date) -> Sequence[KeyAge]:
    """Return since when each vendor's key is in use here; those of the sandbox are none."""
    if home.settings.sandbox:
        return ()
    return KeyAges(home.settings.door).seen(home.settings.keys, today)


def fault_of_collector(home: Home) -> str:
    """Ask the collector that traces go to; return what is wrong with it, or nothing."""
    return fault_of(home.settings)


def missing_fonts() -> list[str]:
    """Return the fonts that should have come with the factory and did not."""
    return fonts.missing_fonts()


def vendors_health(home: Home) -> list[Health]:
    """Ask every vendor that a channel names how it is."""
    return vendor_health(home.channels.all().values(), home.prices())


def database_status(home: Home) -> ServerStatus:
    """Look at the embedded server; raise PermanentError if its programs are not there."""
    return status(home.settings)
