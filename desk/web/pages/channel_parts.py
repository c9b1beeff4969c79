"""Parts of a channel's page that are shown anew while somebody types: its form, and the file beside it."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from desk.actions.channels import channel_form, problems_of, with_form
from desk.web.forms import field
from desk.web.page import page_part
from factory.channel.form import Field
from factory.errors import BadInput
from wiring.factory import Factory

Form = Mapping[str, str]
WAS = "was."
"""Of the fields that say what the form showed before: `was.voice.speed`."""
ONE_OF = "+"
"""Of the fields of which several make one answer: `f.languages+0`, `f.languages+1`."""
OPEN = "open."
"""Of the fields that name the open sections of the form: `open.Voice`."""


def yaml_part(factory: Factory, request: Request, form: Form) -> Response:
    """Show the file with what was just changed in its form; the form anew where it shows another file."""
    name = request.path_params["channel"]
    typed = typed_text(form)
    try:
        text = with_fields(factory, name, form)
    except BadInput as error:
        return _parts(request, factory, name, form, typed, "file", wrong=str(error))
    shows = {one.asked.key: one.value for one in _fields(factory, name, typed)}
    both = any(
        _said(form.get(f"{WAS}{key}", value)) != _said(value) for key, value in shows.items()
    )
    # One more may be chosen now than there were fields for.
    both |= any(_said(form.get(f"{WAS}{key}", "")) != value for key, value in _picks(form).items())
    return _parts(request, factory, name, form, text, "file", both=both)


def form_part(factory: Factory, request: Request, form: Form) -> Response:
    """Show the form of what was just typed into the file; the file anew where the form had changed, too."""
    name = request.path_params["channel"]
    typed = typed_text(form)
    try:
        text = with_fields(factory, name, form)
    except BadInput as error:
        # The fields stay as they were typed.
        said = page_part(
            request, factory, "channel_problems.html", problems=[str(error)], told=True
        )
        said.headers["HX-Reswap"] = "none"
        return said
    return _parts(request, factory, name, form, text, "fields", both=text != typed)


def _parts(
    request: Request,
    factory: Factory,
    name: str,
    form: Form,
    text: str,
    swapped: str,
    *,
    both: bool = False,
    wrong: str = "",
) -> Response:
    """Show what takes the place of the `file` or the `fields`, or of both.

    Without the fields goes what they said before: what the file says now. Else a value that is put
    back would change nothing.
    """
    return page_part(
        request,
        factory,
        "channel_parts.html",
        of=name,
        text=text,
        swapped=swapped,
        both=both,
        sections=channel_form(factory, name, text),
        in_file=() if wrong else _fields(factory, name, text),
        problems=(wrong,) if wrong else problems_of(factory, name, text),
        may_edit=True,
        told=True,
        opened={key.removeprefix(OPEN) for key in form if key.startswith(OPEN)},
    )


def _fields(factory: Factory, name: str, text: str) -> list[Field]:
    return [one for section in channel_form(factory, name, text) for one in section.fields]


def typed_text(form: Form) -> str:
    """Return the file as it was typed."""
    text = field(form, "text").replace("\r\n", "\n")
    return text if text.endswith("\n") else f"{text}\n"


def with_fields(factory: Factory, name: str, form: Form) -> str:
    """Return the file as it was typed, with what was changed in the fields beside it."""
    parts: dict[str, dict[str, str]] = {"f": {}, "was": {}}
    for key, value in form.items():
        kind, _, rest = key.partition(".")
        if kind in parts and rest and ONE_OF not in rest:
            parts[kind][rest] = value
    return with_form(factory, name, typed_text(form), {**parts["f"], **_picks(form)}, parts["was"])


def _picks(form: Form) -> dict[str, str]:
    """Return the fields of several choices, each choice once, in the order in which they stand."""
    chosen = dict[str, dict[str, None]]()
    for name, value in form.items():
        key, several, _ = name.removeprefix("f.").partition(ONE_OF)
        if several and name.startswith("f."):
            chosen.setdefault(key, {}).update({value.strip(): None} if value.strip() else {})
    return {key: ", ".join(values) for key, values in chosen.items()}


def _said(value: str) -> str:
    """Return what a field says, its lines as a browser sends them or as a file has them."""
    return value.replace("\r\n", "\n").strip()
