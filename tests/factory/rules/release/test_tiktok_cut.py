"""What TikTok gets in place of a marked master is judged as the master is, and was seen by who decided."""

from datetime import timedelta
from typing import Any

import pytest

from factory.master.render import Cut
from factory.provenance.credentials import Credentials
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from tests.fakes.manifests import NOW, VIDEO_ID, a_listing, a_narration, an_accepted_brief
from tests.fakes.render_manifests import a_measurement, a_render, a_review, so_far

RULE = "tiktok_gets_a_cut_without_the_channels_mark"
SEEN = "tiktok_cut_is_signed_and_was_seen"
SIGNED = Credentials(state="whole", ours=True, video_id=VIDEO_ID)


def judged(
    name: str,
    *,
    hashed: str = "",
    signed: Credentials = SIGNED,
    review: dict[str, Any] | None = None,
    **cut: Any,
) -> Finding:
    render = a_render()
    facts: dict[str, Any] = {
        "outlet": "tiktok",
        "without": ("watermark",),
        "file": render.master.model_copy(update={"name": "tiktok.mp4"}),
        "segments": render.segments,
        "measurement": a_measurement(),
        "made_at": NOW - timedelta(hours=1),
    }
    render = render.model_copy(update={"cut": Cut(**{**facts, **cut})})
    evidence = so_far(a_narration(), a_listing(), render, accepted=an_accepted_brief())
    told = {
        "hashes": {"tiktok.mp4": hashed or render.master.sha256},
        "cut_credentials": signed,
        "review": a_review(decided_at=NOW, reviewer="mara", **(review or {})),
    }
    rule = next(one for one in RULES.rules if one.name == name)
    return rule.judge(evidence.model_copy(update=told if rule.at_release else {}))


def test_a_sound_cut_that_was_there_before_the_decision_passes():
    for name in (RULE, SEEN):
        finding = judged(name)
        assert finding.passed, finding.sentence


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        (RULE, {"without": ()}, "shows the channel's mark"),
        (SEEN, {"hashed": "f" * 64}, "another one by now"),
        (RULE, {"segments": ()}, "not the master's length"),
        (SEEN, {"made_at": NOW + timedelta(hours=1)}, "made after mara decided"),
        (SEEN, {"signed": Credentials(state="absent")}, "nothing is signed"),
        (RULE, {"measurement": a_measurement(decode_errors=3)}, "3 errors"),
    ],
)
def test_what_is_wrong_with_a_cut_refuses_the_release(name: str, said: dict[str, Any], why: str):
    finding = judged(name, **said)
    assert finding.refuses and why in finding.sentence


def test_a_master_without_a_cut_is_not_asked():
    evidence = so_far(a_narration(), a_listing(), a_render(), accepted=an_accepted_brief())
    for rule in (one for one in RULES.rules if one.name in (RULE, SEEN)):
        assert not rule.judge(evidence).asked
