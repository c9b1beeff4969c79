"""A page: a template that escapes whatever it is given, between the head and foot of the desk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from desk.actions.machine_places import facts_told_to
from desk.actions.making.launching import is_paused
from desk.actions.today import spent_today
from desk.web import channel_words, displayed_names, formatting
from desk.web.browser_files import address_of, script_parts
from desk.web.guarded import visitor_of
from factory.interchange.video_filter import GROUPS
from factory.listing.outlet_names import outlet_name
from factory.money.dollars import digits
from factory.people.role import Role, may
from factory.people.visitor import Visitor
from factory.text.languages import language_name
from factory.video_formats.format_names import FORMAT_NAMES
from wiring.factory import Factory
from wiring.provider_names import provider_name

NEEDS = (*GROUPS["needs-somebody"], "awaiting_budget")
"""States of videos that somebody is asked about, by a limit that he may raise too."""
MOST_COUNTED = 100
"""The head of a page counts no further; the page of videos does."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page of the desk."""

    here: str
    """The place in the navigation that the page belongs to."""
    needs: int
    """Videos that need somebody."""
    to_decide: int
    at_work: int
    spent_usd: float
    paused: bool
    """Whether nothing new is begun, by a person's wish."""
    emulated: str
    """Where the vendors are emulated; empty where they are the real ones."""
    visitor: Visitor | None
    only_looks: bool
    """Whether who asks may make and change nothing, decisions apart."""
    tenant: str | None
    """Whose things alone who asks may see; None: those of all."""
    may_decide: bool
    title_of: Callable[[str], str]
    """What a channel is called, by its name; a name that no file has stays as it is."""
    now: datetime


def desk_page(
    request: Request, factory: Factory, name: str, *, here: str, status: int = 200, **facts: object
) -> HTMLResponse:
    """Show a template with the desk around it."""
    now = datetime.now(UTC)
    statuses = (*NEEDS, *GROUPS["at-work"])
    found = factory.catalogue.reports.counts(statuses, MOST_COUNTED)
    visitor = visitor_of(request)
    shell = Shell(
        here=here,
        needs=sum(found.get(status, 0) for status in NEEDS),
        to_decide=found.get("awaiting_review", 0),
        at_work=sum(found.get(status, 0) for status in GROUPS["at-work"]),
        spent_usd=spent_today(factory, now),
        paused=is_paused(factory),
        emulated=factory.settings.sandbox,
        visitor=visitor,
        only_looks=only_looks(request),
        tenant=visitor.tenant if visitor else None,
        may_decide=allowed(request, "reviewer"),
        title_of=_titles(factory),
        now=now,
    )
    told = facts_told_to(visitor, factory, facts)
    return bare_page(name, status, shell=shell, **told)


def page_part(request: Request, factory: Factory, name: str, **facts: object) -> HTMLResponse:
    """Show a template by itself: a part of a page that is shown anew, or a page without the desk around it."""
    return bare_page(name, 200, **facts_told_to(visitor_of(request), factory, facts))


def _titles(factory: Factory) -> Callable[[str], str]:
    """Return what tells channels' titles; their files are read once, and only for pages that ask."""

    @cache
    def titles() -> Mapping[str, str]:
        return {name: channel.title for name, channel in factory.channels.all().items()}

    return lambda name: titles().get(name, name)


def bare_page(name: str, status: int, **facts: object) -> HTMLResponse:
    """Show a template by itself, of which nothing is kept from anybody: a refusal."""
    return HTMLResponse(_templates.get_template(name).render(**facts), status_code=status)


def only_looks(request: Request) -> bool:
    """Whether who asks may make and change nothing."""
    return not allowed(request, "operator")


def allowed(request: Request, role: Role) -> bool:
    """Whether who asks may do what this role may."""
    visitor = visitor_of(request)
    return visitor is not None and may(visitor.role, role)


def person_of(request: Request) -> str:
    """Return the name under which something is recorded."""
    visitor = visitor_of(request)
    return visitor.name if visitor else "nobody"


def media(video_id: str, name: str) -> str:
    """Return the address of a video's file."""
    return f"/media/{video_id}/{quote(name)}"


def small(video_id: str, name: str) -> str:
    """Return the address of one of a video's pictures, made to fit a page."""
    return f"{media(video_id, name)}?preview"


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {
    "length": formatting.length,
    "span": formatting.span,
    "waited": formatting.waited,
    "watched": formatting.watched,
    "money": formatting.money,
    "digits": digits,
    "moment": formatting.moment,
    "count": formatting.count,
    "whole": formatting.whole,
    "size": len,
    "outlet_name": outlet_name,
    "language": language_name,
    "without_key": formatting.without_key,
    "typed": formatting.typed,
    "listed": formatting.listed,
    "choice_of": lambda value, key: channel_words.choice_word(key, value),
}
_templates.tests["said_of"] = formatting.said_of
_templates.globals |= {
    "state": displayed_names.state,
    "outlet_name": outlet_name,
    "broke_words": displayed_names.broke_words,
    "made_by": displayed_names.made_by,
    "maker": displayed_names.maker,
    "provider_name": provider_name,
    "choice_word": channel_words.choice_word,
    "question_words": channel_words.question_words,
    "picked": channel_words.picked,
    "offered": channel_words.offered,
    "voice_word": channel_words.voice_word,
    "section_words": channel_words.section_words,
    "who": displayed_names.who,
    "stage_name": displayed_names.stage_name,
    "part_of_price": displayed_names.part_of_price,
    "maker_of": displayed_names.maker_of,
    "stage_at_work": displayed_names.stage_at_work,
    "reason": displayed_names.reason,
    "step_word": displayed_names.STEP_WORDS.__getitem__,
    "decided": displayed_names.decided,
    "found": displayed_names.found,
    "launched": displayed_names.launched,
    "reason_for": lambda name: displayed_names.REASONS_FOR.get(name, name),
    "format_name": lambda name: FORMAT_NAMES.get(name, name),
    "media": media,
    "small": small,
    "file": address_of,
    "script_parts": script_parts,
}
