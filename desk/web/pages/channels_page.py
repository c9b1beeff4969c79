"""The pages of channels: the list, and one channel as a form beside its file."""

from collections.abc import Sequence
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
)
from desk.actions.making.channel_preview import (
    SAMPLE,
    Preview,
    make_preview,
    price_of_preview,
)
from desk.actions.voices import add_voices, list_voices
from desk.web.forms import field, shown_usd
from desk.web.page import allowed, desk_page, page_part, person_of
from desk.web.pages.channel_parts import Form, typed_text, with_fields
from desk.web.video_files import file_response
from factory.channel.channel import Channel
from factory.errors import BadInput, FactoryError, NotFound
from wiring.desk_imports import ChannelEdit
from wiring.factory import Factory

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
    text = typed_text(form)
    try:
        text = with_fields(factory, name, form)
        save_channel(factory, name, text, field(form, "seen"), person_of(request))
    except FactoryError as error:
        return channel_page(factory, request, typed=text, wrong=str(error))
    return RedirectResponse(f"/channels/{name}", 303)


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
    return page_part(
        request,
        factory,
        "channel_preview.html",
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
    text = with_fields(factory, name, form) if allowed(request, "admin") else there
    return checked_channel(factory, name, text, there)


def _file(factory: Factory, name: str) -> ChannelFile:
    try:
        return channel_file(factory, name)
    except NotFound as error:
        raise HTTPException(404) from error


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
