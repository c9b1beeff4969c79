"""The page of analytics: each answer with its picture, what is computed here marked as ours; and each picture alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from desk.actions.learning.figures import MOST_NEW
from desk.web.formatting import count
from desk.web.page import allowed, desk_page
from desk.web.video_files import FILES
from factory.analytics.audience import Audience, part_words
from factory.analytics.channel_days import LOOKED_BACK_DAYS
from factory.analytics.charts.answers import QUESTIONS, Answer, answer, answer_of_video, answers
from factory.analytics.charts.plot import spoken
from factory.analytics.charts.still import PREVIEW_PX, WIDE_PX, still
from factory.analytics.derived_metrics import SETTING, WITHHELD
from factory.analytics.meaning_of_views import NEVER_ADDED
from factory.analytics.peer_comparison import VERDICT_WORDS, AgeBand
from factory.analytics.view_curve import OLDEST_DAYS
from factory.documents.error_words import shown
from factory.errors import BadInput
from wiring.channel_analytics import channel_analytics, derivable, last_day
from wiring.factory import Factory

MOST_SHARES = 6
SPAN_WORDS = {28: "4 weeks", 90: "90 days", 365: "a year", 730: "two years"}
LEAST_DAYS, MOST_DAYS = 3, 1100
"""Of a span that somebody names by its first and last day."""
NEEDS_SOMEBODY = ("prepare a change", "inspect")
AT_REST = {
    "hold": "to leave as they are",
    "too young": "too young to say",
    "too few to compare": "with too few to compare",
}
KINDS = {"country": "Country", "age": "Age", "device": "Device", "traffic": "Source"}


def analytics_page(factory: Factory, request: Request) -> Response:
    """Show what a channel does at an outlet; the address says which, and of which days."""
    channel, _, outlet = request.query_params.get("of", "").partition(" at ")
    why, to, span = "", None, _span(request.query_params.get("days", ""))
    try:
        if chosen := _between(
            request.query_params.get("from", ""), request.query_params.get("to", "")
        ):
            first, to = chosen
            span = (to - first).days + 1
    except BadInput as error:
        why = str(error)
    facts = channel_analytics(factory, channel, outlet, span, to)
    if facts is None:
        return desk_page(request, factory, "analytics.html", here="analytics", facts=None)
    found = [*answers(facts)]
    return desk_page(
        request,
        factory,
        "analytics.html",
        here="analytics",
        facts=facts,
        why=why,
        first=facts.day - timedelta(days=facts.span - 1),
        spans=list(SPAN_WORDS.items()),
        answers=found,
        unanswered=[one for one in found if not one.svg and one.key != "age"],
        picture=_picture,
        day=spoken(facts.day),
        missing=[spoken(day, facts.day) for day in facts.missing],
        shares=[
            (KINDS[one.dimension], shares)
            for one in facts.viewership.parts
            if (shares := _shares(one, computed=facts.derivable))
        ],
        verdict_words=VERDICT_WORDS,
        needy=[one for one in facts.new_videos if one.verdict in NEEDS_SOMEBODY],
        at_rest=[one for one in facts.new_videos if one.verdict not in NEEDS_SOMEBODY],
        rest=_rest(facts.new_videos),
        never_added=NEVER_ADDED,
        withheld=WITHHELD,
        oldest=OLDEST_DAYS,
        most_new=MOST_NEW,
        asks=SETTING,
        answered=factory.catalogue.settings.changed().get(SETTING),
        may_answer=allowed(request, "admin"),
    )


def answer_still(factory: Factory, request: Request) -> Response:
    """Return one answer as a picture of so many `?days` that end with the one that is named; `?preview` is a smaller one."""
    named = request.path_params
    key, _, kind = named["answer"].rpartition(".")
    try:
        day = date.fromisoformat(named["day"])
    except ValueError:
        raise HTTPException(404) from None
    if key not in QUESTIONS or kind != "svg":
        raise HTTPException(404)
    span = _count(request.query_params.get("days", ""))
    facts = channel_analytics(factory, named["channel"], named["outlet"], span, day)
    if facts is None or (facts.channel, facts.outlet) != (named["channel"], named["outlet"]):
        raise HTTPException(404)
    width_px = PREVIEW_PX if "preview" in request.query_params else WIDE_PX
    about = f"{facts.channel} at {facts.outlet}, {span} days to {day}"
    return _picture_file(still(answer(facts, key), about, width_px))


def growth_still(factory: Factory, request: Request) -> Response:
    """Return what a video has cost beside its views at an outlet, as a picture 1,000 pixels wide."""
    video_id, outlet = request.path_params["video_id"], request.path_params["outlet"]
    day = last_day(factory)
    found = factory.catalogue.growth.of_video(video_id, outlet, day)
    said = answer_of_video(found, derivable=derivable(factory, outlet))
    return _picture_file(still(said, f"at {outlet}, to {found.last if found else day}"))


def _picture_file(drawn: str) -> Response:
    headers = {"Content-Security-Policy": FILES, "Cache-Control": "private, max-age=60"}
    return Response(drawn, media_type="image/svg+xml", headers=headers)


def _span(asked: str) -> int:
    return next((one for one in SPAN_WORDS if str(one) == asked), LOOKED_BACK_DAYS)


def _count(asked: str) -> int:
    """Return of how many days a picture is: as many as a page that somebody looks at may have."""
    if not asked:
        return LOOKED_BACK_DAYS
    if not asked.isdecimal() or not LEAST_DAYS <= int(asked[:5]) <= MOST_DAYS:
        raise HTTPException(404)
    return int(asked[:5])


def _between(first: str, last: str) -> tuple[date, date] | None:
    """Return the days that somebody chose; None where they chose none."""
    if not first or not last:
        return None
    try:
        chosen = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise BadInput(
            f"from {shown(first, 20)} to {shown(last, 20)}: wanted two days such as 2026-11-02"
        ) from None
    count = (chosen[1] - chosen[0]).days + 1
    if not LEAST_DAYS <= count <= MOST_DAYS:
        raise BadInput(
            f"from {first} to {last}: wanted {LEAST_DAYS} to {MOST_DAYS} days, the first first"
        )
    return chosen


def _rest(bands: Sequence[AgeBand]) -> str:
    """Say of how many new videos nobody need do anything, by why not."""
    counts = Counter(one.verdict for one in bands if one.verdict not in NEEDS_SOMEBODY)
    return ", ".join(
        f"{count(counts[one], 'video')} {words}" for one, words in AT_REST.items() if counts[one]
    )


def _picture(one: Answer) -> Markup:
    return Markup(one.svg)


def _shares(one: Audience, *, computed: bool) -> list[tuple[str, str]]:
    shares = one.shares(computed=computed)[:MOST_SHARES]
    return [(part_words(one.dimension, key), f"{share:.0%}") for key, share in shares]
