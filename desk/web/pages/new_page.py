"""The page on which a video is asked for, with its price beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.making.new_video import NewVideo, make, price_of
from desk.actions.making.word_fit import word_fit
from desk.actions.publishing.calendar import zone_of
from desk.web.labels import FORMATS
from desk.web.page import bare_page, desk_page, only_looks, person_of
from factory.channel.channel import Channel
from factory.documents.error_words import MEND_IT, MEND_THESE
from factory.errors import BadInput, FactoryError
from factory.text.languages import language_name
from factory.video_formats.formats import formats
from wiring.factory import Factory

LABELS: Final[Mapping[str, str]] = {
    "title": "Title",
    "channel": "Channel",
    "format": "Format",
    "language": "Language",
    "publish_at": "Publish not before",
    "description": "Description",
}
"""Fields of the form beside which it is told what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the fields offer that hang on the channel."""

    formats: Sequence[tuple[str, str]]
    languages: Sequence[tuple[str, str]]
    zone: str
    """In which a time is meant."""


def new_page(
    factory: Factory, request: Request, typed: NewVideo | None = None, wrong: str = ""
) -> Response:
    """Show the form: empty, or as it was typed with what is wrong with it."""
    channels = sorted(factory.channels.all().items())
    form = typed or NewVideo(channel=channels[0][0] if channels else "")
    problems, others = by_field(wrong)
    return desk_page(
        request,
        factory,
        "new.html",
        here="new",
        status=400 if wrong else 200,
        form=form,
        wrong="\n".join(told(problems, others)),
        problems=problems,
        choices=choices_of(factory, form.channel),
        writers=[name for name, channel in channels if writes(channel)],
        channels=[(name, _with_review(channel)) for name, channel in channels],
    )


def _with_review(channel: Channel) -> str:
    """Return a channel's title and whether anybody looks before its videos go out."""
    said = "no review" if channel.review == "automatic" else "waits for review"
    return f"{channel.title} ({channel.name}): {said}"


def price_part(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Show what it would cost; while it cannot be made, why not."""
    typed = typed_in(form)
    channels = factory.channels.all()
    channel, fit = channels.get(typed.channel), word_fit(factory, typed)
    shown = form.get("choices_of") == typed.channel
    facts: dict[str, object] = {
        "typed": typed,
        "choices": None if shown else choices_of(factory, typed.channel),
        "only_looks": only_looks(request),
        "fit": fit,
        "channel": channel,
        "lacks_writer": typed.start == "topic" and channel is not None and not writes(channel),
        "writers": [(n, c.title) for n, c in sorted(channels.items()) if writes(c)],
    }
    try:
        plan = price_of(factory, in_zone(factory, typed))
    except FactoryError as error:
        wrong = said_on_page(str(error))
        said = [
            line for line in wrong.splitlines() if not (fit and fit.missing and _of_words(line))
        ]
        problems, others = by_field("\n".join(said))
        lines = told(problems, others)
        return bare_page("price.html", 200, wrong=wrong, others=lines, problems=problems, **facts)
    problems, _ = by_field("")
    return bare_page("price.html", 200, wrong="", plan=plan, problems=problems, **facts)


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


def choices_of(factory: Factory, name: str) -> Choices:
    """Return what the fields offer that hang on the channel."""
    channel = factory.channels.all().get(name)
    own = f": {FORMATS.get(channel.format, channel.format)}" if channel else ""
    languages = channel.languages if channel else ()
    first = f": {language_name(languages[0])}" if languages else ""
    return Choices(
        formats=[("", f"The channel's own{own}"), *((n, FORMATS.get(n, n)) for n in formats())],
        languages=[
            ("", f"The channel's first{first}"),
            *((n, language_name(n)) for n in languages),
        ],
        zone=zone_of(factory, name).key,
    )


def in_zone(factory: Factory, typed: NewVideo) -> NewVideo:
    """Return what was typed, its time as one of the channel's zone; what is no time stays."""
    try:
        moment = datetime.fromisoformat(typed.publish_at.strip())
    except ValueError:
        return typed
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone_of(factory, typed.channel))
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
    typed = typed_in(form)
    try:
        taken = make(factory, in_zone(factory, typed), person_of(request))
    except FactoryError as error:
        return new_page(factory, request, typed, said_on_page(str(error)))
    return RedirectResponse(f"/videos/{taken.videos[0].video_id}", 303)


def typed_in(form: Mapping[str, str]) -> NewVideo:
    """Return what was typed.

    Raises:
        BadInput: the form is not ours.
    """
    known = {key: value for key, value in form.items() if key in NewVideo.model_fields}
    start = form.get("from", "words")
    if start not in ("words", "topic"):
        raise BadInput("the form says neither `words` nor `topic`; load the page again")
    return NewVideo.model_validate({**known, "start": start})
