"""Captions of languages that write no spaces: cut by words, within what a reader of them takes in."""

import pytest

from factory.captions.burned_in import caption_events
from factory.captions.cues import CaptionWord, Cue, burned_cues, reading_cues
from factory.captions.reading_limits_by_language import in_language
from factory.captions.subtitle_files import write_srt
from factory.captions.word_layout import set_words
from factory.presets.caption_styles import caption_style_of
from factory.text.sentences import sentences
from factory.text.unspaced import joined, pieces_of
from factory.video_formats.formats import format_named
from resources.images import fonts
from tests.factory.captions.test_cues import spoken
from tests.fakes.subtitle_reader import read_srt

SHORT, LONG = format_named("short"), format_named("longform")
STORIES = {
    "zh": "1999年的夏天，一座灯塔去散步了。一百多年来，它的光一直在提醒船只远离哈特拉斯角，那里被称为大西洋的坟墓。"
    "工程师们把塔从地基上切下来，用一百个千斤顶把它抬起，再在沙地上铺好钢轨。“它会倒吗？”人们问。",
    "zh-TW": "工程師們把燈塔抬起來，放在鋼軌上，一次推五英尺。二十三天之後，它停在離海半英里遠的地方。",
    "ja": "1999年の夏、灯台は散歩に出かけました。百年以上のあいだ、その光はハッテラス岬の沖を通る船に危険を知らせてきたのです。"
    "技師たちは塔を根元から切り離し、百台のジャッキで持ち上げ、砂の上に鋼のレールを敷きました。「倒れないのか」と人々は尋ねた。",
    "th": "ในฤดูร้อนปี 1999 ประภาคารออกไปเดินเล่น วิศวกรจึงยกหอคอยขึ้นวางบนรางเหล็ก แล้วดันไปทีละห้าฟุต",
}
MARKS = "，。！？；：、」）”ๆ"


def told(language: str) -> tuple[str, ...]:
    return tuple(sentences(STORIES[language], language, 40))


def test_full_width_marks_end_sentences():
    assert [text[-1] for text in told("zh")] == ["。", "。", "。", "”", "。"]
    assert [text[-1] for text in told("ja")] == ["。"] * 4
    assert "".join(told("ja")) == STORIES["ja"]


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("cut", [reading_cues, burned_cues])
def test_every_cue_begins_and_ends_where_a_word_does(language: str, cut):
    narration = spoken(told(language), letter_seconds=0.18)
    cues = cut(narration, SHORT.captions, language)
    edges = {
        "".join(pieces[:n])
        for sentence in narration.sentences
        for pieces in [[p for w in sentence.words for p in pieces_of(w.text, language)]]
        for n in range(len(pieces) + 1)
    }
    said = ""
    for cue in cues:
        said += "".join(word.text for word in cue.words)
        here = next((s for s in narration.sentences if s.text.replace(" ", "") in said), None)
        if here is not None and said.endswith(here.text.replace(" ", "")):
            said = ""
        assert said in edges, cue.text
        assert cue.text[0] not in MARKS
    assert " ".join(s.text for s in narration.sentences).replace(" ", "") == "".join(
        cue.text.replace(" ", "") for cue in cues
    )


@pytest.mark.parametrize(("language", "line"), [("zh", 16), ("zh-TW", 16), ("ja", 13), ("th", 35)])
def test_cues_keep_to_the_lines_of_their_language(language: str, line: int):
    narration = spoken(told(language), letter_seconds=0.18)
    cues = reading_cues(narration, LONG.captions, language)
    limit = in_language(LONG.captions, language).max_chars_per_line
    assert limit == min(line, LONG.captions.max_chars_per_line)
    assert max(len(cue.text) for cue in cues) <= 2 * limit
    for _, _, text in read_srt(write_srt(cues, limit)):
        assert all(len(part) <= limit for part in text.splitlines())
        assert not any(part[0] in MARKS for part in text.splitlines())


def test_chinese_cues_break_at_a_pause():
    narration = spoken(told("zh"), letter_seconds=0.18)
    texts = [cue.text for cue in reading_cues(narration, LONG.captions, "zh")]
    assert texts[0] == "1999年的夏天，一座灯塔去散步了。"
    assert any(text.endswith("，") for text in texts)


def test_burned_cues_of_wide_letters_are_as_short_as_they_are_wide():
    for language in ("zh", "ja"):
        narration = spoken(told(language), letter_seconds=0.18)
        lengths = [len(cue.text) for cue in burned_cues(narration, SHORT.captions, language)]
        assert max(lengths) <= 16
        assert sum(lengths) / len(lengths) <= 11


def test_spaces_that_thai_writes_are_kept():
    narration = spoken(told("th"), letter_seconds=0.12)
    whole = " ".join(cue.text for cue in reading_cues(narration, LONG.captions, "th"))
    assert "ปี 1999 ประภาคารออกไป" in whole.replace("  ", " ")


def test_pieces_of_a_word_share_its_time_in_order():
    narration = spoken(("灯塔去散步了。",), letter_seconds=0.2)
    (cue,) = reading_cues(narration, LONG.captions, "zh")
    times = [at for word in cue.words for at in (word.start, word.end)]
    assert times == sorted(times)
    assert [word.glued for word in cue.words] == [False, True]
    assert cue.model_dump()["words"][0].keys() == {"text", "start", "end"}, (
        "as before, unless glued"
    )


def test_burned_pieces_stand_side_by_side():
    words = ["灯塔", "去散步了。"]
    look = caption_style_of(None, SHORT.captions)
    glued = set_words(words, look, SHORT.captions, SHORT.picture, fonts, "zh", [False, True])
    apart = set_words(words, look, SHORT.captions, SHORT.picture, fonts, "zh")
    gap = [b.x - b.width / 2 - (a.x + a.width / 2) for a, b in (glued.placed, apart.placed)]
    assert gap[0] == pytest.approx(0, abs=0.01)
    assert gap[1] > 1
    pieces = tuple(
        CaptionWord(text=text, start=n, end=n + 1, glued=n > 0) for n, text in enumerate(words)
    )
    cue = Cue(start=0, end=2, words=pieces)
    assert caption_events([cue], look, SHORT.captions, SHORT.picture, fonts, "zh")
    assert joined(words, [False, True]) == cue.text
