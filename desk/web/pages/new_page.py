"""The page on which a video is asked for, with its price beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.machine_places import admit_of
from desk.actions.making.brief_fields import fields_of
from desk.actions.making.new_video import NewVideo, make, price_of
from desk.actions.making.word_fit import word_fit
from desk.actions.publishing.calendar import zone_of
from desk.actions.publishing.destinations import release_words
from desk.web.channel_words import choosable
from desk.web.forms import field, file_in
from desk.web.guarded import visitor_of
from desk.web.page import desk_page, only_looks, page_part, person_of
from desk.web.price_limits import limits_of
from factory.channel.channel import Channel
from factory.documents.error_words import MEND_IT, MEND_THESE, shown
from factory.errors import BadInput, FactoryError
from factory.text.languages import language_name
from factory.video_formats.format_names import FORMAT_NAMES
from factory.video_formats.formats import formats
from wiring.factory import Factory

LABELS: Final[Mapping[str, str]] = {
    "title": "Title",
    "channel": "Channel",
    "format": "Format",
    "language": "Language",
    "also_in": "Also in",
    "publish_at": "Publish not before",
    "length": "Length",
    "description": "Description",
}
"""Fields of the form beside which it is told what is wrong with them."""
EXAMPLE: Final = "the-lighthouse-that-walked.md"
ALSO: Final = "also."
"""Of the boxes of further languages: `also.de`."""
LONGEST_NAME: Final = 100
GIVEN: Final = "given."
"""Of the fields of a file that comes with the form: `given.name`, and `given.data` in base64."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the fields offer that hang on the channel."""

    formats: Sequence[tuple[str, str]]
    languages: Sequence[tuple[str, str]]
    also: Sequence[tuple[str, str]]
    """Languages in which a writer can tell it as well."""
    zone: str
    """In which a time is meant."""


def new_page(
    factory: Factory, request: Request, typed: NewVideo | None = None, wrong: str = ""
) -> Response:
    """Show the form: empty, or as it was typed with what is wrong with it."""
    channels = sorted(factory.channels.all().items())
    example = example_of(factory)
    if typed is None and example and "example" in request.query_params:
        typed = fields_of(example.read_bytes(), example.name)
    form = typed or NewVideo()
    if not form.channel and channels:
        form = form.model_copy(update={"channel": channels[0][0]})
    problems, others = by_field(wrong)
    if form.channel and form.channel not in dict(channels) and not problems["channel"]:
        problems["channel"] = f"{shown(form.channel)} is unknown; choose one of these"
    return desk_page(
        request,
        factory,
        "new.html",
        here="new",
        status=400 if wrong else 200,
        form=form.model_copy(update={"publish_at": _in_field(factory, form)}),
        wrong="\n".join(told(problems, others)),
        problems=problems,
        choices=choices_of(factory, form),
        has_example=example is not None,
        folders=() if only_looks(request) else _folders(factory),
        own_pictures=own_pictures(factory),
        also_says=_also_says(form),
        writers=[name for name, channel in channels if writes(channel)],
        channels=choosable(channels),
    )


def example_of(factory: Factory) -> Path | None:
    """Return a brief that ships as an example and whose channel is here."""
    file = factory.settings.channel_folders[-1].parent / "briefs" / EXAMPLE
    return file if file.is_file() else None


def own_pictures(factory: Factory) -> Path:
    """Return where folders of one's own pictures lie."""
    return factory.settings.home / "pictures"


def _folders(factory: Factory) -> list[tuple[str, str]]:
    """Return whose pictures may be chosen: the channel's, and folders of one's own."""
    place = own_pictures(factory)
    found = sorted(one for one in place.iterdir() if one.is_dir()) if place.is_dir() else []
    mine = [(str(one), f"Mine: {one.name}") for one in found if not one.name.startswith(".")]
    return [("", "The channel’s own"), *mine]


def _also_says(form: NewVideo) -> list[str]:
    """Return the keys that go along without a field; none of what is no longer what the page was given."""
    try:
        return list(form.further_keys())
    except BadInput:
        return []


def given_file(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Show the form as a brief says it that somebody gave as a file, or as it was typed; nothing is handed in."""
    name = field(form, f"{GIVEN}name").strip()[:LONGEST_NAME] or "the file"
    try:
        typed = fields_of(file_in(form, f"{GIVEN}data"), name)
    except FactoryError as error:
        return new_page(factory, request, typed_in(factory, form), str(error))
    return new_page(factory, request, typed)


def price_part(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Show what it would cost; while it cannot be made, why not."""
    typed = typed_in(factory, form)
    channels = factory.channels.all()
    channel, fit = channels.get(typed.channel), word_fit(factory, typed)
    beside = form.get("choices_of"), form.get("boxes_beside", typed.language)
    facts: dict[str, object] = {
        "typed": typed,
        "choices": None
        if beside == (typed.channel, typed.language)
        else choices_of(factory, typed),
        "only_looks": only_looks(request),
        "fit": fit,
        "channel": channel,
        "released": release_words(factory, channel) if channel else "",
        "lacks_writer": typed.start == "topic" and channel is not None and not writes(channel),
        "writers": [(n, c.title) for n, c in sorted(channels.items()) if writes(c)],
    }
    show = partial(page_part, request, factory, "price.html", **facts)
    try:
        admit = admit_of(visitor_of(request))
        plan = price_of(factory, in_zone(factory, typed), admit)
    except FactoryError as error:
        wrong = said_on_page(str(error))
        said = [
            line for line in wrong.splitlines() if not (fit and fit.missing and _of_words(line))
        ]
        problems, others = by_field("\n".join(said))
        lines = told(problems, others)
        return show(wrong=wrong, other_problems=lines, problems=problems)
    problems, _ = by_field("")
    limits = limits_of(factory, channel, plan) if channel else []
    return show(wrong="", plan=plan, limits=limits, problems=problems)


def by_field(wrong: str) -> tuple[dict[str, str], list[str]]:
    """Return what is wrong by the field that it is wrong in, and what is wrong beside."""
    problems, others = dict.fromkeys(LABELS, ""), list[str]()
    for line in wrong.splitlines():
        key, _, words = line.strip().removeprefix("- ").partition(": ")
        if key in problems and words:
            problems[key] = f"{problems[key]} {words}".strip()
        elif line.strip():
            others.append(line.strip().removeprefix("- "))
    return problems, others


def told(problems: Mapping[str, str], others: Sequence[str]) -> list[str]:
    """Return what is wrong in one list, each field by its label."""
    return [*(f"{LABELS[key]}: {words}" for key, words in problems.items() if words), *others]


def choices_of(factory: Factory, form: NewVideo) -> Choices:
    """Return what the fields offer that hang on the channel; a box, too, for what a file says beside it."""
    channel = factory.channels.all().get(form.channel)
    own = f": {FORMAT_NAMES.get(channel.format, channel.format)}" if channel else ""
    languages = channel.languages if channel else ()
    boxes = _boxes(channel, form.language)
    strange = [one for one in form.also_in if one not in boxes and one != form.language]
    first = f": {language_name(languages[0])}" if languages else ""
    return Choices(
        formats=[
            ("", f"The channel's own{own}"),
            *((n, FORMAT_NAMES.get(n, n)) for n in formats()),
        ],
        languages=[
            ("", f"The channel's first{first}"),
            *((n, language_name(n)) for n in languages),
        ],
        also=[
            *((one, language_name(one)) for one in boxes),
            *((one, f"{language_name(one)}, as written") for one in strange),
        ],
        zone=_zone(factory, form).key,
    )


def _boxes(channel: Channel | None, language: str) -> Sequence[str]:
    """Return the languages in which a channel's writer can tell it as well, beside the one that is chosen."""
    if channel is None or not writes(channel):
        return ()
    chosen = language or channel.languages[0]
    return [one for one in channel.languages if one != chosen]


def _zone(factory: Factory, typed: NewVideo) -> ZoneInfo:
    """Return the zone in which a time is meant; the factory's as long as no channel is."""
    known = typed.channel in factory.channels.all()
    return zone_of(factory, typed.channel if known else "")


def _in_field(factory: Factory, form: NewVideo) -> str:
    """Return the time as its field shows it: on the clocks of the channel's zone."""
    try:
        moment = datetime.fromisoformat(form.publish_at.strip())
        if moment.tzinfo is not None:
            moment = moment.astimezone(_zone(factory, form)).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return form.publish_at
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def in_zone(factory: Factory, typed: NewVideo) -> NewVideo:
    """Return what was typed, its time as one of the channel's zone; what is no time stays."""
    try:
        moment = datetime.fromisoformat(typed.publish_at.strip())
    except ValueError:
        return typed
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(factory, typed))
    return typed.model_copy(update={"publish_at": moment.isoformat()})


def _of_words(line: str) -> bool:
    """Whether a line of a refusal counts words, which the page has counted above it."""
    return line.strip(" -").startswith("words: found")


def writes(channel: Channel) -> bool:
    """Whether a channel has somebody who finds words for a topic."""
    return channel.words.provider != "brief"


def said_on_page(error: str) -> str:
    """Return a refusal without what speaks of handing in a file: the fields are right there."""
    said = error.removeprefix("this video cannot be accepted:")
    for advice in (MEND_IT, MEND_THESE):
        said = said.removesuffix(advice)
    return said.strip()


def make_it(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Hand it in and show its video; what is wrong is told above the form, as it was typed."""
    typed = typed_in(factory, form)
    try:
        taken = make(factory, in_zone(factory, typed), person_of(request))
    except FactoryError as error:
        return new_page(factory, request, typed, said_on_page(str(error)))
    return RedirectResponse(f"/videos/{taken.videos[0].video_id}", 303)


def typed_in(factory: Factory, form: Mapping[str, str]) -> NewVideo:
    """Return what was typed; of boxes that another channel offered, those that the chosen one offers, too.

    Raises:
        BadInput: the form is not ours.
    """
    known = {key: value for key, value in form.items() if key in NewVideo.model_fields}
    start = form.get("from", "words")
    if start not in ("words", "topic"):
        raise BadInput("the form says neither `words` nor `topic`; load the page again")
    also = tuple(key.removeprefix(ALSO) for key in form if key.startswith(ALSO))
    typed = NewVideo.model_validate({**known, "start": start, "also_in": also})
    if form.get("choices_of", typed.channel) != typed.channel:
        boxes = _boxes(factory.channels.all().get(typed.channel), typed.language)
        also = tuple(one for one in also if one in boxes)
    elif form.get("boxes_beside", typed.language) != typed.language:
        also = tuple(one for one in also if one != typed.language)
    return typed.model_copy(update={"also_in": also})
