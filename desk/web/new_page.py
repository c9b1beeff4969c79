"""The page on which a video is asked for, with its price beside it."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.making.new_video import NewVideo, make, price_of
from desk.actions.making.word_fit import word_fit
from desk.web.labels import FORMATS
from desk.web.page import bare_page, desk_page, only_looks, person_of
from factory.channel.channel import Channel
from factory.documents.error_words import MEND_IT, MEND_THESE
from factory.errors import BadInput, FactoryError
from factory.video_formats.formats import formats
from wiring.factory import Factory


def new_page(
    factory: Factory, request: Request, typed: NewVideo | None = None, wrong: str = ""
) -> Response:
    """Show the form: empty, or as it was typed with what is wrong with it."""
    channels = sorted(factory.channels.all().items())
    form = typed or NewVideo(channel=channels[0][0] if channels else "")
    return desk_page(
        request,
        factory,
        "new.html",
        here="new",
        status=400 if wrong else 200,
        form=form,
        wrong=wrong,
        channels=[(name, channel.title) for name, channel in channels],
        formats=[("", "The channel's own"), *((n, FORMATS.get(n, n)) for n in formats())],
    )


def price_part(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Show what it would cost; while it cannot be made, why not."""
    typed = typed_in(form)
    channels = factory.channels.all()
    channel, fit = channels.get(typed.channel), word_fit(factory, typed)
    facts: dict[str, object] = {
        "only_looks": only_looks(request),
        "fit": fit,
        "channel": channel,
        "lacks_writer": typed.start == "topic" and channel is not None and not writes(channel),
        "writers": [(n, c.title) for n, c in sorted(channels.items()) if writes(c)],
    }
    try:
        plan = price_of(factory, typed)
    except FactoryError as error:
        wrong = said_on_page(str(error))
        said = [
            line for line in wrong.splitlines() if not (fit and fit.missing and _of_words(line))
        ]
        return bare_page("price.html", 200, wrong=wrong, others="\n".join(said), **facts)
    return bare_page("price.html", 200, wrong="", plan=plan, **facts)


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
        taken = make(factory, typed, person_of(request))
    except FactoryError as error:
        return new_page(factory, request, typed, str(error))
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
