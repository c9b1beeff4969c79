"""The AI label is legible, in the safe area and true."""

from typing import Any

import pytest

from factory.channel.branding import AiLabel
from factory.graphics.ai_label import LabelPlace, label_events, label_place, label_words
from factory.pictures.visuals import Visuals
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.typography.ass_script import write_ass
from factory.video_formats.formats import formats
from resources.images import fonts
from tests.fakes.manifests import (
    PICTURES,
    a_channel,
    a_narration,
    a_profile,
    an_accepted_brief,
    an_asset,
    some_visuals,
)
from tests.fakes.render_manifests import a_render, so_far

LABEL = "ai_label_is_seen_and_true"
GENERATED = AiLabel(kind="generated")


def a_place(label: AiLabel = GENERATED, **changes: Any) -> LabelPlace:
    profile = a_profile()
    place = label_place(label, profile.captions, profile.picture, fonts, "en")
    return place.model_copy(update=changes)


def judged(
    *, visuals: Visuals | None = None, place: LabelPlace | None = None, **channel: Any
) -> Finding:
    render = a_render().model_copy(update={"ai_label": place})
    accepted = an_accepted_brief(a_channel(**channel))
    evidence = so_far(a_narration(), visuals or some_visuals(), render, accepted=accepted)
    return next(one for one in RULES.rules if one.name == LABEL).judge(evidence)


@pytest.mark.parametrize("name", sorted(formats()))
@pytest.mark.parametrize("corner", ["bottom-left", "bottom-right"])
def test_the_label_is_drawn_inside_the_safe_area_of_every_format(name: str, corner: str):
    profile = formats()[name]
    label = AiLabel(kind="generated", corner=corner)  # pyright: ignore[reportArgumentType]
    place = label_place(label, profile.captions, profile.picture, fonts, "de")
    picture, safe = profile.picture, profile.captions
    assert place.left >= (1 - safe.safe_width) / 2 * picture.width - 1
    assert place.left + place.width <= (1 + safe.safe_width) / 2 * picture.width + 1
    assert place.top + place.height <= safe.safe_bottom * picture.height + 1
    script = write_ass(label_events(place, 90, fonts), picture, 0, 90)
    assert script and "KI GENERIERT" in script.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en-GB", "AI MODIFIED"), ("fr", "IA MODIFIÉ"), ("ja", "AI MODIFIED")],
)
def test_the_label_speaks_the_language_of_the_video_where_it_is_known(language: str, words: str):
    assert label_words(AiLabel(kind="modified"), language) == words


def test_a_channel_without_a_label_is_not_asked_and_one_that_wants_it_must_have_it():
    assert not judged().asked
    assert judged(ai_label=GENERATED).found == "no label on the picture"
    assert judged(ai_label=GENERATED, place=a_place()).passed


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"left": 3.0}, "of 1080 pixels"),
        ({"top": 1800.0}, "of 1920 pixels down"),
        ({"em": 20.0}, "letters have 20 pixels"),
    ],
)
def test_a_label_under_buttons_or_too_small_is_refused(changes: dict[str, Any], said: str):
    found = judged(ai_label=GENERATED, place=a_place(**changes))
    assert found.refuses
    assert said in found.found


def test_a_label_that_says_modified_is_refused_where_everything_shown_is_generated():
    label = AiLabel(kind="modified")
    found = judged(ai_label=label, place=a_place(label))
    assert "it says modified, and every picture is generated" in found.found
    own = PICTURES.model_copy(update={"synthetic": False})
    assets = (an_asset("s001", provider=own), *some_visuals().assets[1:])
    visuals = some_visuals(assets=assets)
    assert judged(ai_label=label, place=a_place(label), visuals=visuals).passed


@pytest.mark.parametrize("name", sorted(formats()))
@pytest.mark.parametrize("ratio", [1.0, 6.5])
def test_a_picture_in_place_of_the_lettering_keeps_to_the_safe_area_too(name: str, ratio: float):
    profile = formats()[name]
    label = AiLabel(kind="generated", file="/icon.png", ratio=ratio)
    place = label_place(label, profile.captions, profile.picture, fonts, "en")
    assert not place.drawn and label_events(place, 90, fonts) == ()
    assert place.width == pytest.approx(ratio * place.height)
    margin = (1 - profile.captions.safe_width) / 2 * profile.picture.width
    assert (
        margin - 1 <= place.left <= place.left + place.width <= profile.picture.width - margin + 1
    )
    assert judged(place=a_place(label), ai_label=label).passed
