"""Settings: every environment variable that the factory reads, in one model, read here and nowhere else."""

import os
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, SecretStr, ValidationError, create_model

from factory.documents.error_words import refusal, shown
from factory.errors import BadInput
from factory.money.charge import MOST_TIMES_ESTIMATE
from resources.machine.media_variables import MediaVariables
from resources.machine.paths import PROJECT, Places
from resources.machine.secrets_in_addresses import keys_of, password_of
from resources.machine.tracing_variables import TracingVariables
from resources.provider_register import KEYED, Keyed

LOOPBACK = "127.0.0.1"
UTC = "UTC"
RIDE_SECONDS = 120.0
"""How long an outage of the database may last."""
USUAL_HELPERS = 4


@cache
def _zones() -> frozenset[str]:
    """Read once: it walks a folder, and settings are read at every call of a vendor."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name != UTC and name not in _zones():
        raise ValueError(f"{shown(name)} is no time zone")
    return name


def _variables_of(keyed: tuple[Keyed, ...]) -> type[MediaVariables]:
    """Return a model with two fields for each vendor and outlet with a key, named as its variables are."""
    fields: dict[str, Any] = {}
    for vendor in keyed:
        key = Field(default=None, description=f"key of {vendor.title}: {vendor.key_page}")
        address = Field(
            default=vendor.usual_address,
            description=f"where {vendor.title} is asked; default: `{vendor.usual_address}`",
            repr=False,  # it may hold a password
        )
        fields[vendor.key_variable] = Annotated[SecretStr | None, key]
        fields[vendor.address_variable] = Annotated[str, address]
    return create_model("_VendorVariables", __base__=MediaVariables, **fields)


class Settings(_variables_of(KEYED), TracingVariables, Places):
    """Paths, addresses and keys of one factory."""

    home: Annotated[Path, AfterValidator(Path.resolve)] = Field(
        default=PROJECT,
        validation_alias="FACTORY_HOME",
        description=(
            "the folder that holds `inbox/`, `outbox/`, `channels/` and the internals; default: "
            "the project's own folder"
        ),
    )
    database_url: SecretStr | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description=(
            "a Postgres of your own, e.g. `postgresql://user:password@host/name`; unset, the "
            "embedded one runs"
        ),
    )
    ffmpeg: str | None = Field(
        default=None,
        validation_alias="FACTORY_FFMPEG",
        description="another FFmpeg than the one that is installed",
    )
    public_url: str = Field(
        default="",
        validation_alias="FACTORY_PUBLIC_URL",
        description=(
            "the address that browsers use when a reverse proxy stands before the desk, such as "
            "`https://factory.example.org` ([security.md](security.md))"
        ),
    )
    listen: str = Field(
        default=LOOPBACK,
        validation_alias="FACTORY_LISTEN",
        description=f"the address that the desk listens on; default: {LOOPBACK}",
    )
    hosts: str = Field(
        default="",
        validation_alias="FACTORY_HOSTS",
        description=(
            "more names that the desk answers to, such as `studio.local`, with commas between them"
        ),
    )
    pg_ride_seconds: float = Field(
        default=RIDE_SECONDS,
        ge=0,
        validation_alias="FACTORY_PG_RIDE_SECONDS",
        description=(
            "how long Dagster waits for a database that is away before a run fails; default: "
            f"{RIDE_SECONDS:.0f}"
        ),
    )
    most_times_estimate: float = Field(
        default=MOST_TIMES_ESTIMATE,
        ge=1,
        validation_alias="FACTORY_MOST_TIMES_ESTIMATE",
        description=(
            "how many times its estimate a vendor's charge is believed; beyond that it is in doubt "
            f"at the estimate, and a person is told; default: {MOST_TIMES_ESTIMATE:.0f}"
        ),
    )
    daily_at: str = Field(
        default="09:00",
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        validation_alias="FACTORY_DAILY_AT",
        description="when the day's ideas are proposed ([ideas.md](ideas.md)); default: 09:00",
    )
    time_zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        default=UTC,
        validation_alias="FACTORY_TIME_ZONE",
        description="the zone of that time, such as `Europe/Berlin`; default: UTC",
    )
    grants_key: SecretStr | None = Field(
        default=None,
        validation_alias="FACTORY_GRANTS_KEY",
        description=(
            "the key that connected accounts are kept sealed with, 32 bytes in URL-safe base64; "
            "default: `.factory/door/grants.key`, made at the first `factory connect`"
        ),
    )
    broker_url: SecretStr | None = Field(
        default=None,
        validation_alias="FACTORY_BROKER_URL",
        description=(
            "a RabbitMQ, such as `amqp://user:password@host:5672/factory`, by which workers on other "
            "machines take runs ([machines.md](machines.md)); unset, all run on this one"
        ),
    )
    kubernetes_jobs: Path | None = Field(
        default=None,
        validation_alias="FACTORY_KUBERNETES_JOBS",
        description=(
            "in a cluster, the folder with `job.yaml` and `resources.yaml`: each run becomes a job of "
            "its own ([deploy/kubernetes.md](deploy/kubernetes.md)); unset, none does"
        ),
    )
    helpers: int | None = Field(
        default=None,
        ge=0,
        validation_alias="FACTORY_HELPERS",
        description=(
            "how many other runs at most may take units of one long stage "
            "([machines.md](machines.md)); default: "
            f"{USUAL_HELPERS} where workers or a cluster take the runs, else none"
        ),
    )
    backup_to: Path | None = Field(
        default=None,
        validation_alias="FACTORY_BACKUP_TO",
        description=(
            "the folder, on another disk, that backups go to every night ([backup.md](backup.md)); "
            "unset, none are made"
        ),
    )
    backup_keep: int = Field(
        default=14,
        ge=1,
        validation_alias="FACTORY_BACKUP_KEEP",
        description="how many backups stay there; older ones are removed; default: 14",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        validation_alias="FACTORY_LOG_LEVEL",
        description=(
            "what the processes of `factory up` say: `debug`, `info`, `warning` or `error` "
            "([monitoring.md](monitoring.md)); default: info"
        ),
    )
    sandbox: str = Field(
        default="",
        validation_alias="FACTORY_SANDBOX",
        description="set by `make sandbox`: where the emulated vendors answer",
    )
    dagster_pg_url: SecretStr | None = Field(
        default=None,
        validation_alias="FACTORY_DAGSTER_PG_URL",
        description="set by the factory for its own processes: the database, whichever it is",
    )

    @classmethod
    def from_env(cls) -> Self:
        """Read the environment; while it is the same, so are the settings.

        Raises:
            BadInput: a variable holds what it cannot; the message names it, not its value.
        """
        return cls._read(tuple(os.environ.items()), _folder())

    @classmethod
    @lru_cache(maxsize=1)  # reading takes 30 ms, and every vendor and database session asks
    def _read(cls, environment: tuple[tuple[str, str], ...], folder: Path | None) -> Self:
        """Read the environment as it is now; a relative home is another in another folder."""
        try:
            return cls()
        except ValidationError as error:
            found = error.errors(include_input=False)
            problems = [
                f"{one['loc'][0]}: {one['msg']}; wanted: {variables().get(str(one['loc'][0]))}"
                for one in found
            ]
            raise BadInput(refusal("the environment", problems)) from None

    def key(self, vendor: Keyed) -> str:
        """Return a vendor's key as it was given; empty when it is not set."""
        found: SecretStr | None = getattr(self, vendor.key_variable)
        return found.get_secret_value().strip() if found else ""

    @property
    def keys(self) -> Mapping[str, str]:
        """The vendors' and platforms' keys that are set, by their variables."""
        return {one.key_variable: key for one in KEYED if (key := self.key(one))}

    def address(self, vendor: Keyed) -> str:
        """Return where a vendor is asked, without a slash at its end."""
        named = str(getattr(self, vendor.address_variable)).strip()
        return (named or vendor.usual_address).rstrip("/")

    @property
    def most_helpers(self) -> int:
        """How many runs may help with one stage: none where all of them share one machine."""
        if self.helpers is not None:
            return self.helpers
        elsewhere = self.broker_url is not None or self.kubernetes_jobs is not None
        return USUAL_HELPERS if elsewhere else 0

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every key and password that is set, so that no log shows it."""
        given = (getattr(self, name) for name in type(self).model_fields)
        whole = [s.get_secret_value().strip() for s in given if isinstance(s, SecretStr)]
        parts = [part for vendor in KEYED for part in self.key(vendor).split(":")]  # `id:secret`
        passwords = [part for address in whole for part in password_of(address)]
        alerts = keys_of(self.alerts_to.get_secret_value() if self.alerts_to else "")
        shown = [part for value in self.header_secrets for part in (value, *value.split())]
        return tuple(one for one in (*whole, *parts, *passwords, *alerts, *shown) if one)


def _folder() -> Path | None:
    """Return where relative paths begin; None where the folder is gone."""
    try:
        return Path.cwd()
    except OSError:
        return None


def variables() -> Mapping[str, str]:
    """Return what every variable means, by its name, in the order of the model."""
    return {
        str(field.validation_alias or name): field.description or ""
        for name, field in Settings.model_fields.items()
    }


def secret_variables() -> frozenset[str]:
    """Return the names of those that hold a key or a password, and are passed on to nobody."""
    return frozenset(
        str(field.validation_alias or name)
        for name, field in Settings.model_fields.items()
        if SecretStr in get_args(field.annotation)
    )
