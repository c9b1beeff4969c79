"""Take the pictures that README opens with: `make pictures VIDEO=the-id-of-a-finished-video`.

A factory runs in the home (`factory up`). The desk's page of the video is photographed in a real
browser, and frames of its master are laid side by side.
"""

import io
import sys
from pathlib import Path

import av
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import INSTALL, installed
from wiring.parts import this_home

DOCS = Path(__file__).parent
DESK, STRIP = DOCS / "desk.webp", DOCS / "demo.webp"
WINDOW_PX = (1440, 900)
DESK_WIDTH_PX = 1200
FRAMES = 8
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
    master = home.store.local(video_id, "master.mp4")
    if not master.is_file():
        raise SystemExit(
            f"{video_id} has no finished film in this home; `factory list` says which have one"
        )
    page = photographed(card["desk"], home.door_keys.token("operator"), f"/videos/{video_id}")
    page.thumbnail((DESK_WIDTH_PX, DESK_WIDTH_PX))
    page.save(DESK, quality=78, method=6)
    strip_of(master).save(STRIP, quality=70, method=6)
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


def strip_of(master: Path) -> Image.Image:
    """Return frames of a master, spread over it evenly, side by side on white."""
    with av.open(str(master)) as film:
        stream = film.streams.video[0]
        length = float((stream.duration or 0) * stream.time_base) if stream.time_base else 0.0
        frames: list[Image.Image] = []
        for number in range(FRAMES):
            film.seek(int((number + 0.5) / FRAMES * length * av.time_base))
            frame = next(film.decode(stream)).to_image()
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
