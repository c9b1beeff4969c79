"""Copies are refused with what is alike and in which video; a varied series passes."""

import pytest

from factory.brief.excerpt import Excerpt
from factory.brief.planned_changes import LaterChange
from factory.copy_detection.likeness_record import LikenessRecord
from factory.copy_detection.sentence_sketches import packed
from factory.rules.evidence import Evidence
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from tests.factory.copy_detection.labelled import stories, templates
from tests.fakes.manifests import an_accepted_brief
from tests.fakes.render_manifests import finding, some_evidence

COPY = "video_is_no_copy_of_an_earlier_one"
ELSEWHERE = "video_is_no_copy_of_another_channels"
FORM = "form_is_not_used_over_and_over"


def found(likeness_record: LikenessRecord, *earlier: LikenessRecord) -> dict[str, Finding]:
    evidence = some_evidence(likeness_record=likeness_record, earlier=earlier)
    every = RULES.assess("releases", evidence)
    return {name: finding(every, name) for name in (COPY, ELSEWHERE, FORM)}


def refused(judged: dict[str, Finding]) -> set[str]:
    return {name for name, one in judged.items() if one.refuses}


def test_ten_copies_of_one_template_are_refused_all_but_the_first():
    ship = templates()["ship"]
    ten = [
        one.model_copy(update={"video_id": f"copy-{n}", "family": f"copy-{n}"})
        for n, one in enumerate([*ship, *ship])
    ]
    outcomes = [refused(found(one, *reversed(ten[:n]))) for n, one in enumerate(ten)]
    assert outcomes == [set(), *([{COPY}] * 9)]
    told = found(ten[1], ten[0])[COPY].sentence
    assert "100% of the words" in told
    assert "the form of the title" in told
    assert "copy-0 'The last voyage of the Marlow'" in told


@pytest.mark.parametrize("framed", [False, True])
def test_a_varied_series_passes_also_with_the_same_opening_and_closing(framed: bool):
    series = stories(framed)
    assert not any(refused(found(one, *series[:n])) for n, one in enumerate(series))


def test_a_copy_on_another_channel_of_the_tenant_is_refused_there():
    first, second, *_ = templates()["city"]
    elsewhere = first.model_copy(update={"channel": "second-channel"})
    assert refused(found(second, elsewhere)) == {ELSEWHERE}


def test_the_same_pictures_music_and_structure_are_refused_the_fourth_time_whatever_is_said():
    shape = {"words": (12,) * 6, "scene_seconds": (9.2,) * 3, "music": "rain"}
    night = [
        one.model_copy(
            update={**shape, "pictures": stories()[0].pictures, "sketches": _six_of(one)}
        )
        for one in stories()[:4]
    ]
    assert refused(found(night[2], *night[:2])) == set()
    judged = found(night[3], *night[:3])
    assert refused(judged) == {FORM}
    assert "100% of the pictures, the music" in judged[FORM].found


def _six_of(one: LikenessRecord) -> str:
    return packed((one.sentences * 2)[:6])


def test_what_nobody_compared_is_refused():
    judged = RULES.assess("releases", some_evidence(likeness_record=None))
    assert {f.rule for f in judged if f.refuses} == {COPY, ELSEWHERE, FORM}


def test_the_first_video_of_a_channel_has_nothing_to_be_compared_with():
    evidence: Evidence = some_evidence()
    judged = RULES.assess("releases", evidence)
    assert not any(finding(judged, name).asked for name in (COPY, ELSEWHERE, FORM))


def test_passages_of_a_longer_video_are_no_copy_of_it():
    first, second, *_ = templates()["city"]
    evidence = some_evidence(likeness_record=second, earlier=(first,))
    excerpt = Excerpt(video_id=first.video_id, format="longform", scenes=("s001",))
    accepted = evidence.accepted.model_copy(update={"excerpt": excerpt})
    every = RULES.assess("releases", evidence.model_copy(update={"accepted": accepted}))
    assert not finding(every, COPY).refuses
    assert finding(RULES.assess("releases", evidence), COPY).refuses


def test_a_title_that_is_wanted_later_counts_as_the_first_one_does():
    earlier, other, *_ = stories()
    two_of_six = packed([other.sentences[0], *earlier.sentences[1:3], *other.sentences[3:]])
    timed = {"words": earlier.words, "scene_seconds": earlier.scene_seconds}
    ours = LikenessRecord.model_validate({**other.model_dump(), **timed, "sketches": two_of_six})
    assert refused(found(ours, earlier)) == set()
    later = (LaterChange(what="title", to="The tower that walked", after_seconds=0),)
    evidence = some_evidence(
        likeness_record=ours, earlier=(earlier,), accepted=an_accepted_brief(changes=later)
    )
    copy = finding(RULES.assess("releases", evidence), COPY)
    assert copy.refuses
    assert "the form of the title" in copy.sentence
