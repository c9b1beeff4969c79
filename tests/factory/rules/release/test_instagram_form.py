"""Forms that Instagram does not pay for are warned of."""

from typing import Any

from factory.pictures.clips import ClipFacts
from factory.pictures.visuals import Visuals
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from tests.fakes.manifests import a_channel, a_narration, an_accepted_brief, an_asset, some_visuals
from tests.fakes.render_manifests import a_render, so_far

FORM = "instagram_pays_for_the_form"


def judged(visuals: Visuals | None = None, **channel: Any) -> Finding:
    accepted = an_accepted_brief(a_channel(**channel))
    evidence = so_far(a_narration(), visuals or some_visuals(), a_render(), accepted=accepted)
    return next(one for one in RULES.rules if one.name == FORM).judge(evidence)


def test_a_slideshow_for_instagram_is_warned_of_and_elsewhere_nobody_asks():
    assert not judged().asked
    found = judged(outlets=("outbox", "instagram"))
    assert (found.outcome, found.found) == ("warns", "a slideshow of pictures")


def test_one_picture_for_all_of_it_is_a_static_picture():
    same = tuple(
        an_asset(one.scene_id, file=an_asset("s001").file) for one in some_visuals().assets
    )
    found = judged(outlets=("instagram",), visuals=some_visuals(assets=same))
    assert "a static picture" in found.found


def test_clips_beside_pictures_are_paid_for():
    clip = ClipFacts.model_construct(width=1080, height=1920, seconds=5.0)
    assets = (an_asset("s001", type="video", clip=clip), *some_visuals().assets[1:])
    assert judged(outlets=("instagram",), visuals=some_visuals(assets=assets)).passed
