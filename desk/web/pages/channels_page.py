"""The pages of channels: the list, and one channel as a form beside its file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import pairwise
from time import time_ns

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.channels import (
    ChannelFile,
    bring_back,
    channel_file,
    channel_form,
    checked_channel,
    history_of,
    new_channel,
    pause_channel,
    problems_of,
    save_channel,
    title_in,
    with_form,
)
from desk.actions.making.channel_preview import (
    SAMPLE,
    Preview,
    make_preview,
    price_of_preview,
)
from desk.actions.voices import add_voices, list_voices
from desk.web.forms import field, shown_usd
from desk.web.page import allowed, bare_page, desk_page, person_of
from desk.web.video_files import file_response
from factory.channel.channel import Channel
from factory.errors import BadInput, FactoryError
from wiring.factory import Factory
from wiring.services import ChannelEdit

Form = Mapping[str, str]
OPEN = "open."
"""Of the fields that name the open sections of the form: `open.Voice`."""
MOST_TOLD = 20
"""Earlier texts that are shown with what changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One text of the history, and its lines that differ from the one before."""

    edit: ChannelEdit
    lines: tuple[str, ...]
    current: bool


def channels_page(
    factory: Factory, request: Request, wrong: str = "", form: Form | None = None
) -> Response:
    """Show every channel, and what is wrong with files that cannot be read."""
    typed = form or {}
    return desk_page(
        request,
        factory,
        "channels.html",
        here="channels",
        status=400 if wrong else 200,
        channels=sorted(factory.channels.all().items()),
        problems=factory.channels.problems(),
        resting={one.channel: one for one in factory.catalogue.paused_channels.all()},
        may_edit=allowed(request, "admin"),
        voices=list_voices(factory),
        wrong=wrong,
        typed={name: typed.get(name, "") for name in ("name", "title", "like")},
    )


def add_channel(factory: Factory, request: Request, form: Form) -> Response:
    """Make a channel, and show it."""
    name = field(form, "name").strip()
    try:
        new_channel(factory, name, form.get("title", ""), form.get("like", ""), person_of(request))
    except FactoryError as error:
        return channels_page(factory, request, str(error), form)
    return RedirectResponse(f"/channels/{name}", 303)


def bring_voice(factory: Factory, request: Request, form: Form) -> Response:
    """Bring a voice to this machine, and show it among the others."""
    try:
        add_voices(factory, [request.path_params["voice"]])
    except FactoryError as error:
        return channels_page(factory, request, str(error), form)
    return RedirectResponse("/channels#voices", 303)


def voice_sample(factory: Factory, request: Request) -> Response:
    """Hand out the sentence that a voice of this machine said."""
    name = request.path_params["voice"]
    found = next((one for one in list_voices(factory).voices if one.name == name), None)
    if found is None or not found.sample:
        raise HTTPException(404)
    return file_response(factory.settings.voices / found.narrator, f"{name}.wav")


def channel_page(
    factory: Factory,
    request: Request,
    *,
    typed: str | None = None,
    wrong: str = "",
) -> Response:
    """Show one channel; a text that was not saved as it was typed, with what is wrong with it."""
    name = request.path_params["channel"]
    file = _file(factory, name)
    text = file.text if typed is None else typed
    edits = history_of(factory, name)
    resting = {one.channel: one for one in factory.catalogue.paused_channels.all()}
    return desk_page(
        request,
        factory,
        "channel.html",
        here="channels",
        status=409 if wrong else 200,
        channel=file,
        title=title_in(name, file.text),
        text=text,
        sections=channel_form(factory, name, text),
        problems=file.problems if typed is None else problems_of(factory, name, text),
        wrong=wrong,
        history=_changes(edits, file),
        outside=bool(edits) and edits[0].sha256 != file.sha256,
        rests=resting.get(name),
        may_edit=allowed(request, "admin"),
        sentence=SAMPLE,
    )


def save(factory: Factory, request: Request, form: Form) -> Response:
    """Save what was typed into the form and the file."""
    name = request.path_params["channel"]
    text = _typed(form)
    try:
        text = _with_form(factory, name, form)
        save_channel(factory, name, text, field(form, "seen"), person_of(request))
    except FactoryError as error:
        return channel_page(factory, request, typed=text, wrong=str(error))
    return RedirectResponse(f"/channels/{name}", 303)


def yaml_part(factory: Factory, request: Request, form: Form) -> Response:
    """Show the file with what was just changed in its form."""
    name = request.path_params["channel"]
    text, wrong = _typed(form), ""
    try:
        text = _with_form(factory, name, form)
    except BadInput as error:
        wrong = str(error)
    problems = (wrong,) if wrong else problems_of(factory, name, text)
    # What a field said before is what the file says now: else a value that is put back would change nothing.
    in_file = [one for section in channel_form(factory, name, text) for one in section.fields]
    facts = {"of": name, "text": text, "problems": problems, "may_edit": True, "in_file": in_file}
    return bare_page("channel_file.html", 200, **facts)


def form_part(factory: Factory, request: Request, form: Form) -> Response:
    """Show the form of what was just typed into the file."""
    name = request.path_params["channel"]
    text = _typed(form)
    return bare_page(
        "channel_form.html",
        200,
        of=name,
        sections=channel_form(factory, name, text),
        problems=problems_of(factory, name, text),
        may_edit=True,
        told=True,
        opened={key.removeprefix(OPEN) for key in form if key.startswith(OPEN)},
    )


def back(factory: Factory, request: Request, form: Form) -> Response:
    """Bring an earlier text back."""
    name = request.path_params["channel"]
    number = field(form, "number")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise BadInput("the form names no earlier text; load the page again")
    bring_back(factory, name, int(number), field(form, "seen"), person_of(request))
    return RedirectResponse(f"/channels/{name}#history", 303)


def pause(factory: Factory, request: Request, form: Form) -> Response:
    """Let a channel rest, or go on."""
    name = request.path_params["channel"]
    wish = field(form, "wish")
    if wish not in ("pause", "resume"):
        raise BadInput("the form says neither `pause` nor `resume`; load the page again")
    pause_channel(factory, name, person_of(request), paused=wish == "pause")
    return RedirectResponse(f"/channels/{name}", 303)


def preview_price(factory: Factory, request: Request, form: Form) -> Response:
    """Say what a preview of what was typed would cost."""
    return _previewed(factory, request, form)


def preview(factory: Factory, request: Request, form: Form) -> Response:
    """Make a preview of what was typed, at the price that was shown."""
    made: Preview | None = None
    try:
        usd, sentence = shown_usd(form), field(form, "sentence")
        made = make_preview(factory, _channel(factory, request, form), sentence, usd)
    except FactoryError as error:
        return _previewed(factory, request, form, wrong=str(error), made=True)
    return _previewed(factory, request, form, made, made=True)


def _previewed(
    factory: Factory,
    request: Request,
    form: Form,
    shown: Preview | None = None,
    wrong: str = "",
    *,
    made: bool = False,
) -> Response:
    """Show the price, and with `made` what came of the wish for a preview."""
    sentence = form.get("sentence", SAMPLE)
    price = None
    try:
        price = price_of_preview(factory, _channel(factory, request, form), sentence)
    except FactoryError as error:
        wrong = wrong or str(error)
    return bare_page(
        "channel_preview.html",
        200,
        of=request.path_params["channel"],
        preview=shown,
        made=made,
        price=price,
        wrong=wrong,
        stamp=time_ns(),  # the files keep their names
    )


def _channel(factory: Factory, request: Request, form: Form) -> Channel:
    """Return the channel that was typed; for who may not change it, as its file says."""
    name = request.path_params["channel"]
    there = _file(factory, name).text
    text = _with_form(factory, name, form) if allowed(request, "admin") else there
    return checked_channel(factory, name, text, there)


def _file(factory: Factory, name: str) -> ChannelFile:
    try:
        return channel_file(factory, name)
    except BadInput as error:
        if factory.channels.file_of(name) is None:
            raise HTTPException(404) from error
        raise


def _typed(form: Form) -> str:
    text = field(form, "text").replace("\r\n", "\n")
    return text if text.endswith("\n") else f"{text}\n"


def _with_form(factory: Factory, name: str, form: Form) -> str:
    """Return the file as it was typed, with what was changed in the fields beside it."""
    parts: dict[str, dict[str, str]] = {"f": {}, "was": {}}
    for key, value in form.items():
        kind, _, rest = key.partition(".")
        if kind in parts and rest:
            parts[kind][rest] = value
    return with_form(factory, name, _typed(form), parts["f"], parts["was"])


def _changes(edits: Sequence[ChannelEdit], file: ChannelFile) -> list[Change]:
    """Return the history, newest first, each text beside the one before it."""
    shown = list(edits)[:MOST_TOLD]
    pairs = [*pairwise([*edits[: MOST_TOLD + 1]])]
    lines = [_lines(old.text, new.text) for new, old in pairs]
    return [
        Change(edit, lines[place] if place < len(lines) else (), edit.sha256 == file.sha256)
        for place, edit in enumerate(shown)
    ]


def _lines(old: str, new: str) -> tuple[str, ...]:
    """Return the lines that were taken away and added, without the head of a patch."""
    patch = unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return tuple(line for line in patch if not line.startswith(("---", "+++", "@@")))
