"""Chinese, Japanese and Thai are cut where a reader sees a new word begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.text.unspaced import joined, pieces_of


@pytest.mark.parametrize(
    ("language", "pieces"),
    [
        ("ja", ["1999年の夏、", "灯台は", "散歩に", "出かけました。"]),
        ("ja", ["岬の", "灯台は、", "百年以上の", "あいだ船を", "守ってきた。"]),
        ("zh", ["1999年", "的夏天，", "一座", "灯塔", "去散步了。"]),
        ("zh-CN", ["工程师们", "把它", "抬起来，", "放在", "钢轨上。"]),
        ("zh", ["使用", "GPT-4", "模型，", "价格", "是19.99元。"]),
        ("zh-TW", ["工程師們", "把燈塔", "抬起來，", "放在", "鋼軌上，", "一次", "推五", "英尺。"]),
        ("th", ["ประภาคาร", "ออกไป", "เดินเล่น"]),
        ("th", ["ทะเล", "กำลัง", "ใกล้เข้า", "มาเรื่อยๆ"]),
        ("ja", ["はい。"]),
    ],
)
def test_a_sentence_is_cut_between_its_words(language: str, pieces: list[str]):
    assert pieces_of("".join(pieces), language) == pieces


def test_languages_that_write_spaces_are_left_as_they_are():
    assert pieces_of("lighthouse", "en") == ["lighthouse"]
    assert pieces_of("灯塔去散步了。", "ko") == ["灯塔去散步了。"]
    assert pieces_of("word", "no language") == ["word"]


text = st.text(
    "海水离塔只有三十六米灯台は散歩に、。「」（）ー々っ19.5%GPTประภาคาร์ไปๆ", min_size=1, max_size=40
)


@given(text, st.sampled_from(["ja", "zh", "zh-TW", "th"]))
def test_nothing_is_lost_and_no_piece_begins_with_a_closing_mark(whole: str, language: str):
    pieces = pieces_of(whole, language)
    assert "".join(pieces) == whole
    assert not any(piece[0] in "、。」）ー々っๆ์" for piece in pieces[1:])
    assert not any(piece[-1] in "「（" for piece in pieces[:-1])


def test_pieces_are_joined_without_spaces_and_words_with_them():
    assert (
        joined(["ปี", "1999", "ประภาคาร", "ออกไป"], [False, False, False, True])
        == "ปี 1999 ประภาคารออกไป"
    )
    assert joined(["灯塔", "去散步了。"], [True, True]) == "灯塔去散步了。"
    assert joined(["two", "words"], []) == "two words"
