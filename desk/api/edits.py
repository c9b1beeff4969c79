"""Edits by hand: a listing's fields and a scene's picture, and giving them back to the factory."""

from typing import Any, Literal

from pydantic import Field

from desk.actions.making.edits import TypedListing, edit_listing, take_back_field
from desk.actions.making.scene_pictures import (
    PictureChoice,
    choose_picture,
    give_picture,
    picture_choice,
    redraw_picture,
    take_back_picture,
)
from desk.actions.making.scenes import listing_of
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from desk.api.protocol.problem import Fault, Unfit, base64_bytes
from factory.errors import NotFound
from factory.listing.listing import opening_of
from factory.listing.listing_edits import as_typed
from factory.records import Payload

PICTURE = "/videos/{video_id}/scenes/{scene_id}/picture"
SOME_SCENE = {**SOME_VIDEO, "scene_id": "s002"}


class ListingFields(OneVideo):
    """What a listing shall say; what is left out stays as it is."""

    title: str | None = None
    description: str | None = None
    """Its opening; chapters, credits and disclosures follow by themselves."""
    tags: list[str] | None = None


class OneField(OneVideo):
    """One field of a listing."""

    field: Literal["title", "description", "tags"]


class OneScene(OneVideo):
    """One scene of a video."""

    scene_id: str


class NewPicture(OneScene):
    """Another picture for a scene: drawn anew, a file of the channel's folder, or bytes of one's own."""

    redraw: bool = False
    file: str = ""
    """Name of a file in the channel's own folder of pictures; or of the bytes in `data`."""
    data: str = Field(default="", repr=False)
    """The file as base64."""
    licence: str = ""
    """Of one's own file."""
    attribution: str = ""


class Edited(Payload):
    """What was edited; it is made anew now, and stays until somebody gives it back."""

    video_id: str
    changed: bool


def _edit_listing(call: Call, asked: ListingFields) -> Edited:
    listing = listing_of(call.factory, asked.video_id)
    if listing is None:
        raise NotFound(f"{asked.video_id} has no listing yet; it comes after the pictures")
    typed = TypedListing(
        title=listing.title if asked.title is None else asked.title,
        description=opening_of(listing) if asked.description is None else asked.description,
        tags=as_typed(listing.tags if asked.tags is None else asked.tags),
    )
    changed = edit_listing(call.factory, asked.video_id, typed, call.by)
    return Edited(video_id=asked.video_id, changed=changed)


def _give_back_field(call: Call, asked: OneField) -> Edited:
    take_back_field(call.factory, asked.video_id, asked.field, call.by)
    return Edited(video_id=asked.video_id, changed=True)


def _choices(call: Call, asked: OneScene) -> PictureChoice:
    return picture_choice(call.factory, asked.video_id, asked.scene_id)


def _price(call: Call, asked: Any) -> float:
    return _choices(call, asked).redraw_usd if asked.redraw else 0.0


def _change_picture(call: Call, asked: NewPicture) -> Edited:
    ways = [asked.redraw, bool(asked.data), bool(asked.file and not asked.data)]
    if sum(ways) != 1:
        wanted = (
            "`redraw`, or the `file` of the channel's folder, or `data` with its name as `file`"
        )
        raise Unfit(Fault(field="redraw", found=f"{sum(ways)} ways at once", wanted=wanted))
    factory, video, scene = call.factory, asked.video_id, asked.scene_id
    if asked.redraw:
        redraw_picture(factory, video, scene, call.by)
    elif asked.data:
        name, data = asked.file or "picture", base64_bytes("data", asked.data)
        give_picture(factory, video, scene, name, data, asked.licence, asked.attribution, call.by)
    else:
        choose_picture(factory, video, scene, asked.file, call.by)
    return Edited(video_id=video, changed=True)


def _give_back_picture(call: Call, asked: OneScene) -> Edited:
    take_back_picture(call.factory, asked.video_id, asked.scene_id, call.by)
    return Edited(video_id=asked.video_id, changed=True)


ACTIONS = (
    Action(
        name="edit_listing",
        method="PATCH",
        path="/videos/{video_id}/listing",
        role="operator",
        about="Change a listing's title, opening or tags; it stays so, whatever runs again.",
        asks=ListingFields,
        answers=Edited,
        do=_edit_listing,
        example={**SOME_VIDEO, "title": "The clock that lost eleven days"},
    ),
    Action(
        name="give_back_listing",
        method="DELETE",
        path="/videos/{video_id}/listing/{field}",
        role="operator",
        about="Give a field of a listing back to the factory.",
        asks=OneField,
        answers=Edited,
        do=_give_back_field,
        example={**SOME_VIDEO, "field": "title"},
    ),
    Action(
        name="list_picture_choices",
        method="GET",
        path=PICTURE,
        role="viewer",
        about="Say what can be done about a scene's picture, what that makes anew and costs.",
        asks=OneScene,
        answers=PictureChoice,
        do=_choices,
        example=SOME_SCENE,
    ),
    Action(
        name="change_picture",
        method="PATCH",
        path=PICTURE,
        role="operator",
        about="Show another picture in a scene: drawn anew, of the channel's folder, or given here.",
        asks=NewPicture,
        answers=Edited,
        do=_change_picture,
        example={**SOME_SCENE, "redraw": True},
        costs_usd=_price,
    ),
    Action(
        name="give_back_picture",
        method="DELETE",
        path=PICTURE,
        role="operator",
        about="Give a scene's picture back to the channel's own way of making it.",
        asks=OneScene,
        answers=Edited,
        do=_give_back_picture,
        example=SOME_SCENE,
    ),
)
