import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from factory.errors import PermanentError
from factory.release.verdict import decide_release
from factory.rules.evidence import Evidence
from factory.rules.finding import Count, Finding
from factory.rules.page import rules_page
from factory.rules.registry import FILES, RULES, RuleBook
from factory.script.script import Script
from factory_assets.stage.checks import check_specs
from tests.fakes.manifests import (
    NOW,
    a_file,
    a_listing,
    a_narration,
    a_profile,
    a_script,
    an_accepted_brief,
    an_asset,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import a_render, failed, finding, so_far, some_evidence

TOY = '''"""Rules for toys."""

from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged, rule
from factory.script.script import Script


@rule(stage="scripts", needs=(Script,), description="The title is a question.")
def title_is_a_question(evidence: Evidence) -> Judgement:
    title = evidence.script.title
    return judged(title.endswith("?"), wanted="a `?`", found=title, advice="ask something")
'''


@pytest.fixture
def toy(tmp_path: Path) -> Iterator[ModuleType]:
    """Give a file with one rule more."""
    path = tmp_path / "toy_rules.py"
    path.write_text(TOY, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("toy_rules", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["toy_rules"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["toy_rules"]


def test_the_whole_evidence_breaks_no_rule():
    assert failed(RULES.assess_everything(some_evidence())) == set()


def test_every_rule_is_judged_once_in_the_order_of_the_book():
    assert tuple(f.rule for f in RULES.assess_everything(some_evidence())) == RULES.names


def test_rule_names_are_unique_and_sayable():
    assert len(set(RULES.names)) == len(RULES.names)
    for rule in RULES.rules:
        assert re.fullmatch(r"[a-z][a-z0-9_]+", rule.name)
        assert rule.description.endswith(".") and rule.description[0].isupper()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.__name__)
def test_a_file_of_rules_is_about_one_stage(file: ModuleType):
    assert len(RuleBook.written_in(file).stages) == 1


def test_a_findings_severity_is_the_rules():
    severity = {rule.name: rule.severity for rule in RULES.rules}
    assert all(f.severity == severity[f.rule] for f in RULES.assess_everything(some_evidence()))


def test_one_function_in_one_file_is_part_of_a_check_a_row_and_part_of_the_verdict(toy: ModuleType):
    book = RuleBook.written_in(*FILES, toy)
    (spec,) = check_specs("scripts", book)
    assert "title_is_a_question" in str(spec.description)
    assert "| `title_is_a_question` | error | every | " in (page := rules_page(book))
    assert "` | The title is a question. |" in page
    evidence = some_evidence()
    findings = book.assess_everything(evidence)
    verdict = decide_release(
        evidence, findings, (a_file("dossier.json"),), decided_at=NOW, book=book
    )
    assert [reason.split(":")[0] for reason in verdict.reasons] == ["Not title_is_a_question"]
    assert verdict.rules_version == book.version != RULES.version


def test_a_rule_judges_what_it_needs_and_no_more():
    whole = some_evidence()
    for rule in RULES.rules:
        needed = tuple(m for m in whole.manifests if isinstance(m, rule.needs))
        assert rule.judge(whole.model_copy(update={"manifests": needed})) == rule.judge(whole)


def test_the_rules_of_a_stage_need_only_what_is_made_by_then():
    script, narration, visuals, captions, listing, render = some_evidence().manifests
    made = {
        "scripts": (script,),
        "audio": (script, narration),
        "visuals": (script, visuals),
        "captions": (narration, captions),
        "listings": (narration, listing),
        "renders": (narration, render),
    }
    for stage, manifests in made.items():
        assert failed(RULES.assess(stage, so_far(*manifests))) == set()


def test_a_rule_that_is_asked_too_early_says_what_is_missing():
    with pytest.raises(
        PermanentError, match=r"there is no Narration among what is made \(Script\)"
    ):
        RULES.assess("audio", so_far(a_script()))


def with_clips() -> Evidence:
    clips = tuple(
        an_asset(a.scene_id, type="video", width=1080, height=1920) for a in some_visuals().assets
    )
    return some_evidence(visuals=some_visuals(assets=clips))


CLIPS_AND_STILLS = {
    "clips_are_sharp_enough",
    "pictures_are_as_large_as_the_frame",
    "pictures_leave_room_to_move",
}


def asked(evidence: Evidence) -> set[str]:
    return {f.rule for f in RULES.assess_everything(evidence) if f.asked}


def test_a_short_without_clips_counts_no_rule_for_clips_and_one_of_clips_none_for_stills():
    assert asked(some_evidence()) & CLIPS_AND_STILLS == CLIPS_AND_STILLS - {
        "clips_are_sharp_enough"
    }
    assert asked(with_clips()) & CLIPS_AND_STILLS == {"clips_are_sharp_enough"}


def test_what_judged_nothing_passes_without_a_number_and_is_counted_apart():
    findings = RULES.assess_everything(some_evidence())
    silent = finding(findings, "clips_are_sharp_enough")
    assert (silent.passed, silent.asked, silent.found) == (True, False, "no clips")
    assert silent.outcome == "not asked"
    count = Count.of(findings)
    assert count.passed == count.asked == len(findings) - count.not_asked
    assert count.not_asked == sum(not f.asked for f in findings) > 5


COUNTED = {"master_decodes_without_error", "packets_are_those_that_were_measured"}
"""Rules that look for faults in something that is there, and say how many they found."""


def of_nothing(judged: Finding) -> bool:
    return bool(re.search(r"(?<![\d.:])0 [a-z]{2}", judged.found))


@pytest.mark.parametrize(
    "evidence",
    [
        some_evidence(),
        with_clips(),
        some_evidence(profile=a_profile().model_copy(update={"name": "clip"})),
        some_evidence(
            script=a_script(scenes=()),
            narration=a_narration(sentences=(), scenes=(), bed=None),
            visuals=some_visuals(assets=()),
            captions=some_captions(cues=(), burned=()),
            listing=a_listing(tags=(), description=""),
            render=a_render(),
        ),
    ],
    ids=["stills", "clips", "another format", "nothing"],
)
def test_no_rule_that_holds_says_so_of_nothing(evidence: Evidence):
    holds = [f for f in RULES.assess_everything(evidence) if f.passed and f.asked]
    assert [f for f in holds if of_nothing(f) and f.rule not in COUNTED] == []


def test_a_finding_written_before_rules_could_be_unasked_was_asked():
    old = b'{"rule": "a", "passed": true, "wanted": "b", "found": "c"}'
    assert Finding.from_json(old).asked


def test_evidence_grows_with_the_stages():
    accepted = an_accepted_brief()
    evidence = Evidence.of(accepted)
    assert not evidence.has(Script)
    assert evidence.video_seconds is None
    assert Evidence.of(accepted, a_narration()).video_seconds == 30
    assert some_evidence().video_seconds == 30
