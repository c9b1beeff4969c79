"""Tenants: added, listed, read out and removed by programs of the whole factory."""

import tempfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from desk.actions.tenants import (
    add_tenant,
    all_tenants,
    delete_tenant,
    export_tenant,
    removal_of,
    tenant_overviews,
)
from desk.api.protocol.action import Action, Call, NoInput
from factory.interchange.tenant_overview import TenantOverview
from factory.people.tenant import Bounds, Removal, Tenant
from factory.records import Payload
from wiring.factory import Factory


class Tenants(Payload):
    """Those there are."""

    tenants: tuple[Tenant, ...]


class TenantOverviews(Payload):
    """How each does; for a tenant's people, their own alone."""

    tenants: tuple[TenantOverview, ...]


class OneTenant(Payload):
    """A tenant, by its name."""

    name: str


class NewTenant(Bounds):
    """A tenant and how many of each it may have; left out: as many as it likes."""

    name: str


class RemovalAsked(OneTenant):
    """What shall be removed."""

    sure: str
    """The name once more."""
    keep_published: bool = False
    """Where something is published: the rest goes, and the record of what went out stays."""


def _list(call: Call, asked: NoInput) -> Tenants:
    return Tenants(tenants=tuple(all_tenants(call.factory)))


def _overviews(call: Call, asked: NoInput) -> TenantOverviews:
    return TenantOverviews(tenants=tuple(tenant_overviews(call.factory)))


def _add(call: Call, asked: NewTenant) -> Tenant:
    bounds = Bounds.model_validate(asked.model_dump(exclude={"name"}))
    return add_tenant(call.factory, asked.name, bounds)


def _plan(call: Call, asked: OneTenant) -> Removal:
    return removal_of(call.factory, asked.name)


def _delete(call: Call, asked: RemovalAsked) -> Removal:
    return delete_tenant(call.factory, asked.name, asked.sure, keep_published=asked.keep_published)


async def _export(factory: Factory, request: Request) -> Response:
    name = request.path_params["name"]
    folder = tempfile.TemporaryDirectory(prefix="factory-export-")
    try:
        path = Path(folder.name) / "tenant.zip"
        await run_in_threadpool(export_tenant, factory, name, path)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(
        path,
        media_type="application/zip",
        filename=f"{name}.zip",
        background=BackgroundTask(folder.cleanup),
    )


SOME_TENANT = {"name": "acme"}

ACTIONS = (
    Action(
        name="list_tenants",
        method="GET",
        path="/tenants",
        role="admin",
        about="List tenants with their channels, and how many videos, people and tokens each has.",
        answers=Tenants,
        do=_list,
        commands=("tenant", "tenant list"),
    ),
    Action(
        name="show_tenant_overviews",
        method="GET",
        path="/tenants/overview",
        role="viewer",
        about=(
            "Say how each tenant does: videos by state, the month's spending, queue, decisions, "
            "failures, people. A tenant's people see their own."
        ),
        answers=TenantOverviews,
        do=_overviews,
        commands=("tenant overview",),
        own_tenant=True,
    ),
    Action(
        name="add_tenant",
        method="POST",
        path="/tenants",
        role="admin",
        about="Add a tenant, or give one that there is other bounds.",
        asks=NewTenant,
        answers=Tenant,
        do=_add,
        example={**SOME_TENANT, "most_people": 5},
        status=201,
        commands=("tenant add",),
    ),
    Action(
        name="export_tenant",
        method="GET",
        path="/tenants/{name}/export",
        role="admin",
        about="Read out everything of a tenant as a zip file: rows as JSON, and the list of media.",
        asks=OneTenant,
        endpoint=_export,
        produces="application/zip",
        example=SOME_TENANT,
        tool=False,
        commands=("tenant export",),
    ),
    Action(
        name="plan_tenant_removal",
        method="GET",
        path="/tenants/{name}/removal",
        role="admin",
        about="Say what a removal of a tenant would take, and what it would leave.",
        asks=OneTenant,
        answers=Removal,
        do=_plan,
        example=SOME_TENANT,
    ),
    Action(
        name="delete_tenant",
        method="DELETE",
        path="/tenants/{name}",
        role="admin",
        about="Remove a tenant with its videos, people and tokens; what it cost stays on record.",
        asks=RemovalAsked,
        answers=Removal,
        do=_delete,
        example={**SOME_TENANT, "sure": "acme"},
        tool=False,
        commands=("tenant delete",),
    ),
)
