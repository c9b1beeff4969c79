"""What the journal keeps of a unit's result, whichever version wrote it."""

import json
from decimal import Decimal

import pytest

from factory.errors import PermanentError
from factory.pictures.visuals import PictureDetail
from factory.script.model_answers import AnswerDetail
from factory.speech.narration import BedDetail, NarrationDetail, SpokenDetail
from factory.units_of_work import Done, UnitDetail

CLIP = """{"width": 1280, "height": 720, "seconds": 5.04, "fps": 25.0, "sound": true,
"pixel_format": "yuv420p", "colour": "bt709", "full_range": false, "interlaced": false,
"square": true, "alpha": false, "stream": 0, "decoder": "", "resized": false}"""

STORED: list[tuple[type[UnitDetail], str]] = [
    (
        SpokenDetail,
        """{"sample_rate": 22050, "samples": 40213, "timing": "phoneme-alignment",
        "words": [["The", 0, 3110], ["sea.", 3110, 40213]]}""",
    ),
    (
        SpokenDetail,
        """{"sample_rate": 24000, "samples": 4800, "timing": "engine-marks",
        "words": [["Sea.", 0, 4800]], "cost_usd": "0.000480"}""",
    ),
    (NarrationDetail, '{"integrated_lufs": -23.4, "true_peak_dbtp": -3.1}'),
    (
        BedDetail,
        """{"samples": 1920000, "integrated_lufs": -24.0, "kind": "rain", "attribution": "",
        "licence": "CC0-1.0"}""",
    ),
    (
        BedDetail,
        """{"samples": 1920000, "integrated_lufs": -24.0, "kind": "folder",
        "attribution": "A. Player", "licence": "CC-BY-4.0", "file": "calm.mp3"}""",
    ),
    (
        PictureDetail,
        """{"width": 2496, "height": 1404, "blank": false, "attribution": "",
        "licence": "CC0-1.0", "kind": "coast", "palette": "storm"}""",
    ),
    (
        PictureDetail,
        """{"width": 2496, "height": 1404, "blank": false, "attribution": "", "licence": "fal",
        "made": [1280, 720], "request_id": "r-1", "cost_usd": "0.003"}""",
    ),
    (
        PictureDetail,
        f"""{{"width": 1280, "height": 720, "blank": false, "clip": {CLIP}, "attribution": "",
        "licence": "fal", "request_id": "r-2", "actual_prompt": "a sea", "cost_usd": "0.5"}}""",
    ),
    (
        PictureDetail,
        f"""{{"width": 1280, "height": 720, "blank": false, "clip": {CLIP},
        "licence": "Pexels", "attribution": "Video by A on Pexels (u)", "source_id": 7,
        "source_url": "u"}}""",
    ),
    (
        AnswerDetail,
        '{"calls": 1, "input_tokens": 900, "output_tokens": 210, "cost_usd": "0.00042"}',
    ),
    (UnitDetail, "{}"),
]


def done(stored: str) -> Done:
    return Done("f" * 64, None, "a" * 64, 1, True, detail=json.loads(stored))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(("kind", "stored"), STORED)
def test_what_earlier_versions_stored_is_read_and_would_be_stored_the_same(
    kind: type[UnitDetail], stored: str
):
    read = done(stored).read(kind)
    wanted = json.loads(stored)
    cost = wanted.get("cost_usd")
    again = read.model_copy(update={"cost_usd": Decimal(cost)}) if cost else read
    assert again.stored() == wanted


@pytest.mark.parametrize("cost", ["many", "NaN", None, [1]])
def test_a_bill_that_makes_no_sense_does_not_spoil_what_was_made(cost: object):
    stored = {"calls": 1, "input_tokens": 9, "output_tokens": 2, "cost_usd": cost}
    assert done(json.dumps(stored)).read(AnswerDetail).calls == 1


def test_facts_that_nobody_reads_any_more_are_passed_over():
    stored = '{"integrated_lufs": -23.4, "true_peak_dbtp": -3.1, "range_lu": 4.0}'
    assert done(stored).read(NarrationDetail).integrated_lufs == -23.4


def test_a_detail_of_another_kind_is_refused_by_the_unit_and_what_is_missing():
    with pytest.raises(PermanentError, match=r"unit f{12}: .* as a SpokenDetail(.|\n)*sample_rate"):
        done("{}").read(SpokenDetail)


def test_a_level_that_is_no_number_is_not_hidden_in_a_word():
    """The journal refuses what JSON has no number for; a word would be kept."""
    silence = NarrationDetail(integrated_lufs=float("-inf"), true_peak_dbtp=-3.0)
    assert silence.stored()["integrated_lufs"] == float("-inf")
