"""Exports of figures are read whole, or refused whole with every line that is wrong."""

from datetime import date

import pytest

from factory.analytics.imported_figures import read_rows
from factory.analytics.posted_videos import PostedVideo, PostedVideos
from factory.errors import BadInput

STUDIO = (
    "Date,Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,"
    "Impressions,Impressions click-through rate (%)\n"
    'Total,,,,,"1,310",40.5,3,"20,000",5.1\n'
    '2026-11-26,dQw4w9WgXcQ,The tower,"Nov 20, 2026",58,"1,234",38.5,2,"19,000",5.2\n'
    "2026-11-27,dQw4w9WgXcQ,The tower,,58,76,2,1,1000,\n"
)


def test_an_export_of_studio_is_read_with_its_units():
    totals_left_out = STUDIO.replace("Total,,", "2026-11-27,Total,")
    first, second = read_rows(totals_left_out.encode(), "Table data.csv")
    assert (first.day, first.outlet, first.post) == (date(2026, 11, 26), "youtube", "dQw4w9WgXcQ")
    assert first.figures.known() == {
        "views": 1234,
        "watch_seconds": pytest.approx(38.5 * 3600),
        "impressions": 19000,
        "click_rate": pytest.approx(0.052),
    }
    assert second.figures.click_rate is None, "an empty cell is unknown, not zero"


def test_an_export_with_a_byte_order_mark_and_windows_line_ends_is_the_same():
    plain = "day,video,outlet,views\n2026-11-27,a-video,youtube,7\n"
    dressed = "\ufeff" + plain.replace("\n", "\r\n")
    assert read_rows(dressed.encode(), "x.csv") == read_rows(plain.encode(), "x.csv")


def test_a_table_without_days_wants_one_named():
    table = b"Content,Video title,Views\ndQw4w9WgXcQ,The tower,5\n"
    with pytest.raises(BadInput, match="--day"):
        read_rows(table, "Table data.csv")
    (row,) = read_rows(table, "Table data.csv", date(2026, 11, 27))
    assert (row.day, row.figures.views) == (date(2026, 11, 27), 5)


def test_everything_that_is_wrong_is_told_with_its_line():
    wrong = (
        "day,video,outlet,views,click_rate\n"
        "2026-11-27,a,youtube,many,0.1\n"
        "27/11/2026,b,youtube,1.5,0.1\n"
        "2026-11-27,c,,-3,4\n"
        "2026-11-27,d\n"
    )
    with pytest.raises(BadInput) as refused:
        read_rows(wrong.encode(), "mine.csv")
    words = str(refused.value)
    for said in (
        "mine.csv",
        "line 2: views: 'many' is no number",
        "line 3: '27/11/2026' is no day",
        "line 3: views: 1.5 is not a whole number",
        "line 4: views: -3 is below zero",
        "line 4: click_rate: 4 is above 1",
        "line 4: outlet: is empty",
        "line 5: has not as many cells",
    ):
        assert said in words, words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("a,b\n1,2\n", "wanted those of an export of YouTube Studio"),
        ("day,video,outlet,views,mood\n2026-11-27,a,youtube,1,good\n", "'mood': is no figure"),
        ("day,video,outlet\n2026-11-27,a,youtube\n", "no column of figures"),
        ("day,video,outlet,views\n", "no row of a video"),
        (
            "day,video,outlet,views\n2026-11-27,a,x,1\n2026-11-27,a,x,2\n",
            "line 3: 'a' on 2026-11-27 stands in line 2 too",
        ),
        ("day,video,outlet,views\n2026-11-27,a,x,1e9\n", "'1e9' is no number"),
        ("day,video,outlet,views\n2026-11-27,a,x,nan\n", "'nan' is no number"),
        ("day,video,outlet,views\n2026-11-27,a,x," + "9" * 40 + "\n", "too large"),
        ("day,video,outlet,views\n2026-11-27,a,x,\uff11\n", "is no number"),
    ],
)
def test_a_file_that_says_nothing_of_use_is_refused_in_words(text: str, said: str):
    with pytest.raises(BadInput) as refused:
        read_rows(text.encode(), "x.csv")
    assert said in str(refused.value)


def test_a_post_is_known_by_its_id_its_address_or_a_title_that_one_video_alone_has():
    known = PostedVideos.of(
        [
            PostedVideo(video_id="tower", title="The  Tower", post_id="dQw4w9WgXcQ"),
            PostedVideo(video_id="bell", title="Bell", url="https://youtu.be/AAAAAAAAAAA"),
            PostedVideo(video_id="one", title="Twice"),
            PostedVideo(video_id="two", title="Twice"),
        ]
    )
    rows = read_rows(
        (
            b"day,video,outlet,title,views\n"
            b"2026-11-27,dQw4w9WgXcQ,youtube,,1\n"
            b"2026-11-27,https://www.youtube.com/watch?v=AAAAAAAAAAA,youtube,,2\n"
            b"2026-11-27,zzz,youtube,the tower,3\n"
            b"2026-11-27,one,youtube,,4\n"
            b"2026-11-27,yyy,youtube,Twice,5\n"
        ),
        "x.csv",
    )
    ours, others = known.sorted_out(rows)
    assert [one.video_id for one in ours] == ["tower", "bell", "tower", "one"]
    assert [row.post for row in others] == ["yyy"]


@pytest.mark.parametrize("outlet", ["=cmd|' /C calc'!A0", "@x", "-x", "x" * 41, ""])
def test_an_outlet_is_named_as_platforms_are(outlet: str):
    with pytest.raises(BadInput, match="outlet: .*wanted the platform, such as youtube"):
        read_rows(f"day,video,outlet,views\n2026-11-27,v-1,{outlet},5\n".encode(), "x.csv")


def test_days_that_nobody_means_are_refused():
    for day in ("0001-01-01", "9999-12-31"):
        with pytest.raises(BadInput, match="is no day"):
            read_rows(f"day,video,outlet,views\n{day},v-1,youtube,5\n".encode(), "x.csv")


def test_a_row_of_a_day_before_its_video_was_out_is_known_as_such():
    out = date(2026, 11, 20)
    known = PostedVideos.of(
        [
            PostedVideo(video_id="tower", title="Tower", outlet="tiktok", posted_on=out),
            PostedVideo(
                video_id="tower", title="Tower", outlet="outbox", posted_on=date(2026, 12, 1)
            ),
            PostedVideo(video_id="bell", title="Bell"),
        ]
    )
    csv = (
        b"day,video,outlet,views\n2026-11-18,tower,x,1\n2026-11-19,tower,x,2\n2021-01-01,bell,x,3\n"
    )
    ours, _ = known.sorted_out(read_rows(csv, "x.csv"))
    assert [known.was_out(one) for one in ours] == [False, True, True]


def test_an_export_is_read_to_the_size_that_is_named_where_it_is_too_large():
    title = "The tower " * 40
    rows = "".join(f"2026-11-27,video-{n},{title},youtube,{n}\n" for n in range(8_000))
    table = f"day,video,title,outlet,views\n{rows}".encode()
    assert len(table) > 3_000_000 and len(read_rows(table, "x.csv")) == 8_000
    with pytest.raises(BadInput, match="wanted at most 10,000,000"):
        read_rows(table * 4, "x.csv")


def test_a_sheet_of_which_more_was_not_read_is_of_more_bytes_and_an_empty_one_wants_rows():
    with pytest.raises(BadInput, match="found more than 10,000,000 bytes"):
        read_rows(b"x" * 10_000_001, "x.csv")
    with pytest.raises(BadInput, match="it is empty; wanted a line of headings"):
        read_rows(b"\xef\xbb\xbf\n", "x.csv")
