"""The first load of a page: few and small answers, the most of which no browser asks for again."""

import re

import pytest

from tests.desk.server.guarded_desk import KEYS, GuardedDesk

PAGES = ("/", "/videos", "/review", "/new", "/money")
MOST_BYTES = 50_000
"""On a line of 4 Mbit/s it is there in a tenth of a second."""
SIGNED_IN = {"Authorization": f"Bearer {KEYS['operator']}"}


@pytest.mark.parametrize("page", PAGES)
def test_a_first_load_is_small_and_what_the_pages_share_is_kept_for_good(
    looked_at: GuardedDesk, page: str
):
    with looked_at.program() as http:
        answer = http.get(page, headers=SIGNED_IN)
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["cache-control"] == "no-store"
        taken = int(answer.headers["content-length"])
        named = set(re.findall(r'"(/static/[^"]+)"', answer.text))
        assert named
        for address in named:
            part = http.get(address)
            assert part.headers["cache-control"] == "public, max-age=31536000, immutable"
            taken += int(part.headers["content-length"])
            assert len(part.content) < 1400 or part.headers["content-encoding"] == "gzip"
            for other in re.findall(r'from "\./(\w+\.js)"|import "\./(\w+\.js)"', part.text):
                beside = f"{address.rpartition('/')[0]}/{''.join(other)}"
                assert beside in named, "found out only when another part of the script is there"
    assert taken <= MOST_BYTES


def test_a_film_goes_out_as_it_is_whole_and_in_parts(looked_at: GuardedDesk):
    folder = looked_at.factory.store.folder("a-video")
    folder.mkdir(parents=True)
    film = b"film" * 2_000
    (folder / "master.mp4").write_bytes(film)
    with looked_at.program() as http:
        whole = http.get("/media/a-video/master.mp4", headers=SIGNED_IN)
        part = http.get("/media/a-video/master.mp4", headers={**SIGNED_IN, "Range": "bytes=4-11"})
    for answer, content in ((whole, film), (part, b"filmfilm")):
        assert "content-encoding" not in answer.headers
        assert answer.content == content
