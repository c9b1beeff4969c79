"""The page that explains the API: made from the actions, without any script."""

import json
from collections.abc import Sequence

from starlette.responses import Response

from desk.api.protocol.action import Action
from desk.web.page import bare_page


def reference_page(actions: Sequence[Action]) -> Response:
    """Show every action by its subject, with an example as `curl` sends it."""
    subjects: dict[str, list[tuple[Action, str]]] = {}
    for one in actions:
        subjects.setdefault(one.subject, []).append((one, curl(one)))
    return bare_page("api.html", 200, subjects=list(subjects.items()))


def curl(action: Action) -> str:
    """Return a line for a shell that asks it."""
    path = action.template
    for name in action.in_path:
        path = path.replace(f"{{{name}}}", str(action.example.get(name, name)))
    said = {k: v for k, v in action.example.items() if k in action.elsewhere}
    parts = ["curl", '-H "Authorization: Bearer $TOKEN"']
    if action.method != "GET":
        parts.append(f"-X {action.method}")
    if action.has_body:
        parts.append("-H 'Content-Type: application/json'")
        parts.append(f"-d {quoted(json.dumps(said, ensure_ascii=False))}")
    elif said:
        path += "?" + "&".join(f"{name}={value}" for name, value in said.items())
    return " ".join([*parts, f'"$DESK{path}"'])


def quoted(text: str) -> str:
    """Return a text as one word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"
