"""Operations: pausing and resuming everything, settings, the doctor, the archive, backups."""

from collections.abc import Mapping

from desk.actions.archiving import Archived, archive_now
from desk.actions.backups import BackupFacts, back_up
from desk.actions.cleaning import Cleaning, clean_now
from desk.actions.doctor import examine
from desk.actions.doctor_parts import PartFacts
from desk.actions.money import change_setting, changed_settings
from desk.actions.service_levels import ServiceLevels, service_levels
from desk.api.protocol.action import Action, Call, NoInput
from factory.records import Payload
from factory.workflow.changed_setting import ChangedSetting


class SettingsNow(Payload):
    """Every setting that is kept in the database."""

    settings: dict[str, bool | float]
    changed: dict[str, ChangedSetting]
    """Who changed which last, and when; what nobody has changed is not among them."""


class SettingChange(Payload):
    """A new value of one setting."""

    key: str
    value: bool | float


class Parts(Payload):
    """Every part a factory stands on."""

    ready: bool
    parts: tuple[PartFacts, ...]


def _settings(call: Call, asked: NoInput) -> SettingsNow:
    return _now(change_setting(None, None))


def _change(call: Call, asked: SettingChange) -> SettingsNow:
    value = asked.value
    said = str(value).lower() if isinstance(value, bool) else f"{value:f}"
    return _now(change_setting(asked.key, said))


def _now(settings: Mapping[str, bool | float]) -> SettingsNow:
    changed = changed_settings()
    known = {key: one for key, one in changed.items() if key in settings}
    return SettingsNow(settings=dict(settings), changed=known)


def _pause(call: Call, asked: NoInput) -> SettingsNow:
    return _change(call, SettingChange(key="paused", value=True))


def _resume(call: Call, asked: NoInput) -> SettingsNow:
    return _change(call, SettingChange(key="paused", value=False))


def _doctor(call: Call, asked: NoInput) -> Parts:
    parts = examine()
    return Parts(ready=all(part.severity != "error" for part in parts), parts=parts)


def _levels(call: Call, asked: NoInput) -> ServiceLevels:
    return service_levels(call.factory)


def _archive(call: Call, asked: NoInput) -> Archived:
    return archive_now()


class CleaningAsked(Payload):
    """What to do."""

    after_days: float | None = None
    """Since when nobody needs what goes; by the setting `clean_after_days`, or 30."""
    remove: bool = False
    """Otherwise it is only told."""


def _clean(call: Call, asked: CleaningAsked) -> Cleaning:
    return clean_now(asked.after_days, remove=asked.remove)


class BackupAsked(Payload):
    """What to do."""

    check: bool = False
    """Read the newest one from end to end instead."""


def _backup(call: Call, asked: BackupAsked) -> BackupFacts:
    return back_up(None, check=asked.check)


ACTIONS = (
    Action(
        name="show_settings",
        method="GET",
        path="/settings",
        role="viewer",
        about="Show the factory's own settings.",
        answers=SettingsNow,
        do=_settings,
        commands=("settings",),
    ),
    Action(
        name="change_setting",
        method="PATCH",
        path="/settings/{key}",
        role="admin",
        about="Change one setting of the factory.",
        asks=SettingChange,
        answers=SettingsNow,
        do=_change,
        example={"key": "confirm_above_usd", "value": 5.0},
        tool=False,
        commands=("settings",),
    ),
    Action(
        name="pause_factory",
        method="POST",
        path="/pause",
        role="operator",
        about="Pause everything: what runs is finished, nothing more is begun.",
        answers=SettingsNow,
        do=_pause,
    ),
    Action(
        name="resume_factory",
        method="POST",
        path="/resume",
        role="operator",
        about="Let everything go on.",
        answers=SettingsNow,
        do=_resume,
    ),
    Action(
        name="examine_parts",
        method="GET",
        path="/parts",
        role="operator",
        about="Say of every part of the factory whether it is ready, and if not, how to mend it.",
        answers=Parts,
        do=_doctor,
        commands=("doctor",),
    ),
    Action(
        name="show_service_levels",
        method="GET",
        path="/service-levels",
        role="viewer",
        about="Tell what was promised of runs, uploads, cost and time, and what 30 days were.",
        answers=ServiceLevels,
        do=_levels,
    ),
    Action(
        name="archive_videos",
        method="POST",
        path="/archive",
        role="operator",
        about="Let Dagster forget finished videos now; files, facts and charges stay.",
        answers=Archived,
        do=_archive,
        commands=("archive",),
    ),
    Action(
        name="clean_files",
        method="POST",
        path="/clean",
        role="admin",
        about="Tell what nobody needs any more, kind by kind; remove it where that is asked for.",
        asks=CleaningAsked,
        answers=Cleaning,
        do=_clean,
        example={"after_days": 30.0, "remove": False},
        tool=False,
        commands=("clean",),
    ),
    Action(
        name="back_up_factory",
        method="POST",
        path="/backup",
        role="admin",
        about="Put all that cannot be made anew away in the place that the settings name.",
        asks=BackupAsked,
        answers=BackupFacts,
        do=_backup,
        example={"check": True},
        tool=False,
        commands=("backup",),
    ),
)
