"""The page of orders: what models want done that costs money, and the button that lets it be done."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.api.orders import Agreement, agree
from desk.api.protocol.caller import call_of
from desk.web.forms import field, form_of
from desk.web.guarded import Guarded, need
from desk.web.page import desk_page
from factory.errors import BadInput, FactoryError
from factory.money.charge import plain_sum
from wiring.factory import Factory

PLACE = "/orders"


def order_routes(factory: Factory) -> list[Guarded]:
    """Return the page and its button."""

    def page(request: Request) -> Response:
        return _page(factory, request)

    async def button(request: Request) -> Response:
        usd = field(await form_of(request), "usd")
        return await run_in_threadpool(_agree, factory, request, usd)

    return [
        Guarded(PLACE, page, need("viewer")),
        Guarded(f"{PLACE}/{{order:int}}", button, need("operator"), methods=["POST"]),
    ]


def _page(factory: Factory, request: Request, wrong: str = "") -> Response:
    orders = factory.catalogue.orders.open()
    status = 409 if wrong else 200
    return desk_page(
        request, factory, "orders.html", here="money", status=status, orders=orders, wrong=wrong
    )


def _agree(factory: Factory, request: Request, usd: str) -> Response:
    agreed = plain_sum(usd)
    if agreed is None:
        raise BadInput("the form names no price; load the page again")
    asked = Agreement(order=request.path_params["order"], usd=float(agreed))
    try:
        agree(call_of(factory, request), asked)
    except FactoryError as error:
        return _page(factory, request, str(error))
    return RedirectResponse(PLACE, 303)
