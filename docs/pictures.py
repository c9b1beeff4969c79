"""Take the pictures that README opens with: `make pictures VIDEO=the-id-of-a-finished-video`.

A factory runs in the home (`factory up`). The desk's page of the video is photographed in a real
browser, and a frame of each scene of its master laid beside the next.
"""

import io
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import av
from PIL import Image
from playwright.sync_api import sync_playwright

from desk.actions.making.scenes import scenes_of
from factory.errors import PermanentError
from tests.browser import INSTALL, installed
from wiring.factory import open_factory
from wiring.home import this_home

DOCS = Path(__file__).parent
DESK, STRIP = DOCS / "desk.webp", DOCS / "demo.webp"
WINDOW_PX = (1440, 900)
DESK_WIDTH_PX = 1200
FRAMES = 9
FRAME_HEIGHT_PX = 300
GAP_PX = 6
MOST_BYTES = 300_000
"""Of both together: README is read on slow lines too."""


def main(video_id: str) -> None:
    """Write both pictures; refuse to leave them larger than a reader should load."""
    if not video_id:
        raise SystemExit(
            "no video was named; wanted `make pictures VIDEO=ID`, as `factory list` says IDs"
        )
    if installed() is None:
        raise SystemExit(
            f"no browser is here to photograph the desk; `{' '.join(INSTALL)}` brings one"
        )
    home = this_home()
    card = home.card.read()
    if card is None:
        raise SystemExit("no factory runs in this home; start one with `factory up`")
    with open_factory() as factory:
        try:
            master = factory.store.local(video_id, "master.mp4")
            begins = [one.start_seconds or 0.0 for one in scenes_of(factory, video_id)]
        except PermanentError as error:
            raise SystemExit(
                f"no finished film of {video_id}: {error}; `factory list` says which have one"
            ) from None
    page = photographed(card["desk"], home.door_keys.token("operator"), f"/videos/{video_id}")
    page.thumbnail((DESK_WIDTH_PX, DESK_WIDTH_PX))
    page.save(DESK, quality=78, method=6)
    strip_of(master, begins).save(STRIP, quality=70, method=6)
    found = DESK.stat().st_size + STRIP.stat().st_size
    sys.stdout.write(f"{DESK.name} and {STRIP.name}: {found:,} bytes together\n")
    if found > MOST_BYTES:
        raise SystemExit(f"wanted at most {MOST_BYTES:,} bytes; lower the quality or the sizes")


def photographed(desk: str, token: str, path: str) -> Image.Image:
    """Return a page of the desk as a person sees it."""
    width, height = WINDOW_PX
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        window = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="light"
        )
        page = window.new_page()
        page.goto(f"{desk}/?token={token}")
        page.goto(f"{desk}{path}")
        page.wait_for_function("[...document.images].every((one) => one.complete || one.loading)")
        page.wait_for_timeout(1_500)  # the player shows its poster
        shot = page.screenshot()
        browser.close()
    return Image.open(io.BytesIO(shot)).convert("RGB")


def strip_of(master: Path, begins: Sequence[float]) -> Image.Image:
    """Return a frame from the middle of each scene, of at most `FRAMES` of them, side by side on white."""
    with av.open(str(master)) as film:
        stream = film.streams.video[0]
        length = float((stream.duration or 0) * stream.time_base) if stream.time_base else 0.0
        frames: list[Image.Image] = []
        middles = [(begin + end) / 2 for begin, end in pairwise([*begins, length])]
        for middle in middles[:: -(-len(middles) // FRAMES)]:
            film.seek(int(middle * av.time_base))
            shown = (one for one in film.decode(stream) if (one.time or 0.0) >= middle)
            frame = next(shown).to_image()
            frame.thumbnail((FRAME_HEIGHT_PX * 4, FRAME_HEIGHT_PX))
            frames.append(frame)
    width = sum(frame.width + GAP_PX for frame in frames) - GAP_PX
    strip = Image.new("RGB", (width, FRAME_HEIGHT_PX), "white")
    left = 0
    for frame in frames:
        strip.paste(frame, (left, 0))
        left += frame.width + GAP_PX
    return strip


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
