"""The page of tenants: how each does; for a tenant's people, their own."""

from starlette.requests import Request
from starlette.responses import Response

from desk.actions.tenants import tenant_overviews
from desk.web.displayed_names import GROUP_WORDS, by_state
from desk.web.guarded import visitor_of
from desk.web.page import desk_page
from factory.interchange.tenant_overview import DAYS
from wiring.factory import Factory


def tenants_page(factory: Factory, request: Request) -> Response:
    """Show every tenant that the visitor belongs to no other than, with what it does."""
    visitor = visitor_of(request)
    return desk_page(
        request,
        factory,
        "tenants.html",
        here="tenants",
        found=tenant_overviews(factory),
        only=visitor.tenant if visitor else None,
        groups=GROUP_WORDS,
        days=DAYS,
        by_state=by_state,
    )
