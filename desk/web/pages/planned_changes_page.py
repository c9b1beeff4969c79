"""The page of planned changes: what posts are to become later, decided one by one or many at once."""

import re

from starlette.requests import Request
from starlette.responses import Response

from desk.actions.publishing.alternatives import MOST, DecidedChanges, decide_changes
from desk.actions.publishing.post_changes import OPEN, list_changes
from desk.web.buttons import Form
from desk.web.page import desk_page
from desk.web.post_change_buttons import decided
from desk.web.video_titles import title_of
from factory.errors import BadInput
from wiring.factory import Factory

PREFIX = "change."
"""Of the boxes that are ticked: `change.NUMBER`, and the hash that was shown."""
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)


def planned_changes_page(
    factory: Factory, request: Request, said: DecidedChanges | None = None, wrong: str = ""
) -> Response:
    """Show every change that is still to be made, those that wait for somebody first."""
    rows = [row for row in list_changes(factory, most=MOST) if row.state in OPEN]
    return desk_page(
        request,
        factory,
        "planned_changes.html",
        here="calendar",
        status=422 if wrong else 200,
        asked=[row for row in rows if row.unapproved and row.sha256],
        others=[row for row in rows if not (row.unapproved and row.sha256)],
        titles={row.video_id: title_of(factory, row.video_id) for row in rows},
        said=said,
        wrong=wrong,
    )


def decide_ticked(factory: Factory, request: Request, form: Form) -> Response:
    """Decide about all changes that are ticked."""
    numbers = [name.removeprefix(PREFIX) for name in form if name.startswith(PREFIX)]
    chosen = {int(one): form[f"{PREFIX}{one}"] for one in numbers if _NUMBER.fullmatch(one)}
    try:
        told = decide_changes(factory, chosen, decided(form), form.get("note", ""))
    except BadInput as error:
        return planned_changes_page(factory, request, wrong=str(error))
    return planned_changes_page(factory, request, told)
