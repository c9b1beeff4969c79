"""The page of rules: what a video is judged by, of what each speaks, and on whose text it stands."""

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from desk.actions.rules import list_rules
from desk.web.page import desk_page
from wiring.factory import Factory


def rules_page(factory: Factory, request: Request) -> Response:
    """Show every rule, by the stage that it is asked at."""
    told = list_rules()
    stages = [(stage, list(rules)) for stage, rules in groupby(told.rules, lambda one: one.stage)]
    return desk_page(
        request,
        factory,
        "rules.html",
        here="rules",
        version=told.version,
        stages=stages,
        count=len(told.rules),
        stale=sum(rule.stale for rule in told.rules),
    )
