"""Every page, part of a page and command of the desk, and who may ask for it."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.web import buttons, edit_buttons
from desk.web.browser_files import browser_file
from desk.web.forms import form_of
from desk.web.guarded import Guarded, need, visitor_of
from desk.web.live import live
from desk.web.outbox_files import outbox_file
from desk.web.pages import (
    channel_parts,
    channels_page,
    guest_page,
    money_page,
    people_page,
    settings_page,
)
from desk.web.pages import ideas_page as ideas
from desk.web.pages.analytics_page import analytics_page, answer_still, growth_still
from desk.web.pages.calendar_page import calendar_page, change_time
from desk.web.pages.campaigns_page import add_to_campaign, begin_one, campaigns_page, end_campaign
from desk.web.pages.experiments_page import decide_one, end_one, experiments_page, register_one
from desk.web.pages.new_page import given_file, make_it, new_page, price_part
from desk.web.pages.planned_changes_page import decide_ticked, planned_changes_page
from desk.web.pages.review_page import review_page
from desk.web.pages.rules_page import rules_page
from desk.web.pages.service_levels_page import levels_page
from desk.web.pages.shorts_page import shorts_page, take_passage
from desk.web.pages.tenants_page import tenants_page
from desk.web.pages.tiktok_page import compose_tiktok, tiktok_page
from desk.web.pages.today_page import today_page
from desk.web.pages.versions_page import versions_page
from desk.web.pages.video_page import progress_part, video_page
from desk.web.pages.videos_page import bulk_acts, videos_page
from desk.web.pages.weekly_report_page import report_page
from desk.web.post_change_buttons import ask_change, decide_later, end_change
from desk.web.stored_elsewhere import folder_of, here, link_of
from desk.web.video_files import file_response, preview_response
from desk.web.video_titles import title_of
from factory.people.access import Need
from wiring.factory import Factory

FOR_GUESTS = frozenset(
    {"master.mp4", "poster.jpg", "thumbnail.jpg", "captions.vtt", "captions.srt"}
)
"""Files of a video; the others say what it cost and how it was made."""


def media(factory: Factory, request: Request) -> Response:
    """Hand out a file of a video; with `?preview` its picture, made to fit a page."""
    name = request.path_params["name"]
    visitor = visitor_of(request)
    if visitor and visitor.role == "guest" and name.partition("/")[2] not in FOR_GUESTS:
        raise HTTPException(404)
    if "preview" in request.query_params:
        here(factory, name)
        return preview_response(
            *folder_of(factory, name),
            factory.preview,
            lambda: title_of(factory, name.partition("/")[0]),
        )
    elsewhere = link_of(factory, name)
    return RedirectResponse(elsewhere) if elsewhere else file_response(*folder_of(factory, name))


Page = Callable[[Factory, Request], Response]
Command = Callable[[Factory, Request, Mapping[str, str]], Response]

OWN = need("viewer", "own")
VIEWERS_OF_IT = need("viewer", "video")
OPERATORS_OF_IT = need("operator", "video")
DECIDES = need("guest", "video", decides=True)
"""By a link that was made so; whoever may only look may not."""

PAGES: Mapping[str, tuple[Need, Page]] = {
    "/": (OWN, today_page),
    "/tenants": (OWN, tenants_page),
    "/videos": (OWN, videos_page),
    "/videos/{video_id}": (VIEWERS_OF_IT, video_page),
    "/videos/{video_id}/outbox/{name}": (VIEWERS_OF_IT, outbox_file),
    "/videos/{video_id}/versions": (VIEWERS_OF_IT, versions_page),
    "/videos/{video_id}/progress": (VIEWERS_OF_IT, progress_part),
    "/videos/{video_id}/scenes/{scene_id}/picture": (VIEWERS_OF_IT, edit_buttons.picture_part),
    "/videos/{video_id}/shorts": (VIEWERS_OF_IT, shorts_page),
    "/videos/{video_id}/growth/{outlet}": (VIEWERS_OF_IT, growth_still),
    "/videos/{video_id}/tiktok": (VIEWERS_OF_IT, tiktok_page),
    "/review": (OWN, review_page),
    "/review/{video_id}": (VIEWERS_OF_IT, review_page),
    "/ideas": (need("viewer"), ideas.ideas_page),
    "/ideas/made": (need("viewer"), ideas.made_part),
    "/ideas/{idea}/price": (need("viewer"), ideas.price_part),
    "/campaigns": (need("viewer"), campaigns_page),
    "/analytics": (need("viewer"), analytics_page),
    "/analytics/stills/{channel}/{outlet}/{day}/{answer}": (need("viewer"), answer_still),
    "/experiments": (need("viewer"), experiments_page),
    "/report": (need("viewer"), report_page),
    "/service-levels": (need("viewer"), levels_page),
    "/rules": (need("viewer"), rules_page),
    "/calendar": (need("viewer"), calendar_page),
    "/later": (need("viewer"), planned_changes_page),
    "/money": (need("viewer"), money_page.money_page),
    "/settings": (need("viewer"), settings_page.settings_page),
    "/channels": (need("viewer"), channels_page.channels_page),
    "/channels/{channel}": (need("viewer"), channels_page.channel_page),
    "/voices/{voice}/sample": (need("viewer"), channels_page.voice_sample),
    "/new": (need("viewer"), new_page),
    "/watch/{video_id}": (need("guest", "video"), guest_page.watch_page),
    "/settings/people": (need("admin"), people_page.people_page),
    "/settings/password": (need("viewer", "own"), people_page.password_page),
    "/media/": (need("viewer"), lambda factory, request: RedirectResponse("/videos")),
    "/media/{name:path}": (need("guest", "video"), media),
}

COMMANDS: Mapping[str, tuple[Need, Command]] = {
    "/new": (need("operator"), make_it),
    "/new/price": (need("viewer"), price_part),
    "/new/file": (need("operator"), given_file),
    "/videos": (need("operator"), bulk_acts),
    "/videos/{video_id}/decision": (need("reviewer", "video"), buttons.decide_it),
    "/videos/{video_id}/waiver": (need("reviewer", "video"), buttons.waive_it),
    "/videos/{video_id}/price": (OPERATORS_OF_IT, buttons.agree),
    "/videos/{video_id}/again": (OPERATORS_OF_IT, buttons.try_again),
    "/videos/{video_id}/next": (OPERATORS_OF_IT, buttons.next_step),
    "/videos/{video_id}/mode": (OPERATORS_OF_IT, buttons.change_mode),
    "/videos/{video_id}/cancel": (OPERATORS_OF_IT, buttons.call_off),
    "/videos/{video_id}/words": (OPERATORS_OF_IT, buttons.correct),
    "/videos/{video_id}/words/price": (VIEWERS_OF_IT, buttons.price_of_correction),
    "/videos/{video_id}/listing": (OPERATORS_OF_IT, edit_buttons.change_listing),
    "/videos/{video_id}/listing/back": (OPERATORS_OF_IT, edit_buttons.give_back_field),
    "/videos/{video_id}/scenes/{scene_id}/picture/redraw": (OPERATORS_OF_IT, edit_buttons.redraw),
    "/videos/{video_id}/scenes/{scene_id}/picture/choose": (OPERATORS_OF_IT, edit_buttons.choose),
    "/videos/{video_id}/scenes/{scene_id}/picture/give": (OPERATORS_OF_IT, edit_buttons.give),
    "/videos/{video_id}/scenes/{scene_id}/picture/back": (
        OPERATORS_OF_IT,
        edit_buttons.give_back_picture,
    ),
    "/videos/{video_id}/schedule": (OPERATORS_OF_IT, change_time),
    "/videos/{video_id}/shorts": (OPERATORS_OF_IT, take_passage),
    "/videos/{video_id}/tiktok": (OPERATORS_OF_IT, compose_tiktok),
    "/videos/{video_id}/changes": (OPERATORS_OF_IT, ask_change),
    "/videos/{video_id}/changes/{number:int}/end": (OPERATORS_OF_IT, end_change),
    "/videos/{video_id}/changes/{number:int}/decision": (need("reviewer", "video"), decide_later),
    "/later": (need("reviewer"), decide_ticked),
    "/ideas": (need("operator"), ideas.propose_today),
    "/ideas/{idea}": (need("operator"), ideas.decide_idea),
    "/campaigns": (need("operator"), begin_one),
    "/campaigns/{campaign}/end": (need("operator"), end_campaign),
    "/campaigns/{campaign}/videos": (need("operator"), add_to_campaign),
    "/channels": (need("admin"), channels_page.add_channel),
    "/channels/{channel}": (need("admin"), channels_page.save),
    "/voices/{voice}": (need("admin"), channels_page.bring_voice),
    "/channels/{channel}/file": (need("admin"), channel_parts.yaml_part),
    "/channels/{channel}/form": (need("admin"), channel_parts.form_part),
    "/channels/{channel}/back": (need("admin"), channels_page.back),
    "/channels/{channel}/pause": (need("operator"), channels_page.pause),
    "/channels/{channel}/preview": (need("operator"), channels_page.preview),
    "/channels/{channel}/preview/price": (need("operator"), channels_page.preview_price),
    "/experiments": (need("operator"), register_one),
    "/experiments/{experiment}/decision": (need("reviewer"), decide_one),
    "/experiments/{experiment}/end": (need("operator"), end_one),
    "/videos/{video_id}/guests": (OPERATORS_OF_IT, guest_page.ask_guest),
    "/videos/{video_id}/guests/{number:int}/end": (OPERATORS_OF_IT, guest_page.end_guest),
    "/watch/{video_id}/note": (need("guest", "video"), guest_page.note),
    "/watch/{video_id}/decision": (DECIDES, guest_page.decide_as_guest),
    "/settings/people": (need("admin"), people_page.add),
    "/settings/people/change": (need("admin"), people_page.change),
    "/settings/people/password": (need("admin"), people_page.new_password),
    "/settings/tokens": (need("admin"), people_page.new_token),
    "/settings/tokens/revoke": (need("admin"), people_page.end_token),
    "/settings/password": (need("viewer", "own"), people_page.own_password),
    "/money/limits": (need("operator"), money_page.set_limit),
    "/settings": (need("admin"), settings_page.change),
    "/settings/pause": (need("operator"), settings_page.pause),
    "/money/doubts/{charge:int}": (need("operator"), buttons.settle_doubt),
}


def routes(factory: Factory) -> list[Guarded]:
    """Return them all, each with what it wants of whoever asks."""
    return [
        *(Guarded(path, partial(page, factory), wanted) for path, (wanted, page) in PAGES.items()),
        *(
            Guarded(path, _command(factory, command), wanted, methods=["POST"])
            for path, (wanted, command) in COMMANDS.items()
        ),
        Guarded("/events", partial(live, factory), need("viewer")),
        Guarded("/static/{sha256}/{name}", browser_file, need(None)),
    ]


def _command(factory: Factory, command: Command) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(command, factory, request, form)

    return answer
