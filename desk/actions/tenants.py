"""Tenants: added, listed, read out into one file, and removed with the proof of it."""

import json
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desk.actions.acting import acting
from desk.actions.videos import check_deletable, forget_partition
from factory.channel.channel import NAME, NAME_WANTED
from factory.errors import BadInput, NotFound, PermanentError
from factory.interchange.tenant_overview import TenantOverview
from factory.people.tenant import DEFAULT, Bounds, Removal, Tenant, media_prefix
from factory.records import Payload
from wiring.factory import Factory
from wiring.storage_cleanup import result_cleaners

MEDIA: Final = ("video_id", "stage", "name", "sha256", "bytes", "media_type", "licence")


class Exported(Payload):
    """What was read out of a tenant."""

    tenant: str
    path: Path
    rows: dict[str, int]
    """By table."""
    media: int
    """Files that its videos' stages recorded, listed with their hashes; they are not in the file."""


def all_tenants(factory: Factory) -> Sequence[Tenant]:
    """Return them, by name."""
    return factory.catalogue.tenants.all()


def tenant_overviews(factory: Factory) -> Sequence[TenantOverview]:
    """Return how each does, by name; while somebody of one tenant is served, that one alone."""
    return factory.catalogue.tenant_overviews.all()


def tenant_overview(factory: Factory, name: str) -> TenantOverview:
    """Return how one does.

    Raises:
        NotFound: nobody knows it.
    """
    known_tenant(factory, name)
    return next(one for one in tenant_overviews(factory) if one.tenant == name)


def add_tenant(factory: Factory, name: str, bounds: Bounds) -> Tenant:
    """Add a tenant, or give one that there is other bounds.

    Raises:
        BadInput: the name is none.
    """
    if not NAME.fullmatch(name):
        raise BadInput(f"found the tenant {name[:60]!r}; wanted {NAME_WANTED}")
    return factory.catalogue.tenants.add(name, bounds, acting())


def known_tenant(factory: Factory, name: str) -> Tenant:
    """Return one.

    Raises:
        NotFound: nobody knows it.
    """
    found = factory.catalogue.tenants.find(name)
    if found is None:
        raise NotFound(
            f"there is no tenant {name[:60]!r}; `factory tenant list` shows those there are"
        )
    return found


def export_tenant(factory: Factory, name: str, path: Path) -> Exported:
    """Write everything that the database holds of a tenant, and the list of its files, as a zip file.

    Raises:
        PermanentError: nobody knows the tenant.
        BadInput: something is there under that name already.
    """
    known_tenant(factory, name)
    if path.exists():
        raise BadInput(f"{path} is there already; name another file")
    scratch = path.with_name(f".{path.name}.{os.getpid()}.exporting")
    try:
        exported = _read_out(factory, name, scratch)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    return exported.model_copy(update={"path": path})


def _read_out(factory: Factory, name: str, path: Path) -> Exported:
    counts: dict[str, int] = {}
    media: list[dict[str, object]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
        for table, rows in factory.catalogue.tenant_rows.read_out(name):
            body = json.dumps(rows, ensure_ascii=False, indent=1)
            kept.writestr(f"{name}/rows/{table}.json", body)
            counts[table] = len(rows)
            if table == "artifacts":
                media = [{key: row[key] for key in MEDIA} for row in rows]
        kept.writestr(f"{name}/media.json", json.dumps(media, ensure_ascii=False, indent=1))
    return Exported(tenant=name, path=path, rows=counts, media=len(media))


def removal_of(factory: Factory, name: str) -> Removal:
    """Return what a removal would take and what it would leave.

    Raises:
        PermanentError: nobody knows the tenant.
    """
    _check_left(factory, name)
    return factory.catalogue.tenant_rows.plan(name)


def _check_left(factory: Factory, name: str) -> None:
    """Raise PermanentError where nobody knows a tenant and no file is left of it either."""
    if factory.catalogue.tenants.find(name) is not None:
        return  # what lies below its prefix, which may be much, need not be counted
    if not NAME.fullmatch(name) or not factory.store.files_below(media_prefix(name)):
        known_tenant(factory, name)


def delete_tenant(
    factory: Factory, name: str, sure: str, *, keep_published: bool = False
) -> Removal:
    """Remove a tenant: its files, whatever they are called, then its rows, then what was made for it alone.

    Then everything is counted again.

    Its rows go last: where a store fails midway, asking again goes on. So it does for a tenant whose
    rows are gone already, if files lie there by then, such as those of a process that did not end.

    Raises:
        PermanentError: nobody knows it, a channel file names it, something of it runs, or is
            published and that was not said; nothing was removed.
        TransientError: the store did not answer; what is not yet removed is still known.
        BadInput: the name was not said twice, or it is the tenant of who names none.
    """
    _check_left(factory, name)
    if name == DEFAULT:
        raise BadInput(f"{DEFAULT} is whose channels are that name no tenant; it cannot be deleted")
    check_deletable(name, sure)
    named_by = [key for key, one in sorted(factory.channels.all().items()) if one.tenant == name]
    if named_by:
        raise PermanentError(
            f"tenant {name} cannot be deleted: the channel files {', '.join(named_by)} name it, and "
            "the next brief would make it again; move them out of `channels/` first"
        )
    rows, files = factory.catalogue.tenant_rows, 0
    while factory.media_places.settle(name):
        continue
    going = rows.removable(name, keep_published=keep_published).videos
    for video_id in going:
        factory.catalogue.withdrawals.delete(video_id, acting())  # nobody asks for it from here on
        files += factory.store.forget(video_id)
        forget_partition(factory, video_id)
    below = media_prefix(name)
    # Previews, what a crash left, and what somebody laid there by hand.
    factory.store.remove_below(below, set(factory.media_places.videos_below(name)) - set(going))
    done = rows.remove(name, keep_published=keep_published)
    swept = [kind.sweep() for kind in result_cleaners(factory)]
    counted = {
        "files": files,
        "results": sum(one.count for one in swept),
        "results_waiting": sum(one.waiting for one in swept),
        "media_left": factory.store.files_below(below),
    }
    return done.model_copy(update=counted)
