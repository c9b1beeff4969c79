"""What fal makes of a job: a clip or a picture of the size asked for, and what it costs."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from emulators.content import clips, pictures
from emulators.fal.storage import Keep

IMAGE_SIZES = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}


ASPECTS = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "4:3": (4, 3), "3:4": (3, 4)}


SHORT_SIDES = {"720p": 720, "1080p": 1080}


@dataclass
class Job:
    """One job, from its submission on."""

    request_id: str
    endpoint: str
    arguments: dict[str, Any]
    fault: str = ""
    options: dict[str, Any] = field(default_factory=dict[str, Any])
    polls: int = 0
    cancelled: bool = False


async def video(keep: Keep, job: Job, base: str) -> tuple[dict[str, Any], float]:
    """Return the answer for a clip, and how many seconds are billed."""
    given = job.arguments
    across, down = ASPECTS[given.get("aspect_ratio", "16:9")]
    short = SHORT_SIDES[given.get("resolution", "1080p")]
    if job.fault == "wrong_size":
        short //= 2
    unit = short / min(across, down)
    width, height = (round(side * unit / 2) * 2 for side in (across, down))
    seconds = int(given.get("duration", "5"))
    length = seconds / 2 if job.fault == "wrong_length" else seconds
    data = await asyncio.to_thread(
        clips.clip,
        json.dumps([given["prompt"], given.get("seed")]),
        width,
        height,
        length,
        sound=job.fault != "silent",
    )
    name = keep(data, "output.mp4", "video/mp4")
    return {
        "video": {
            "url": f"{base}/files/b/{name}",
            "content_type": "video/mp4",
            "file_name": name,
            "file_size": len(data),
            "duration": float(length),
            "fps": 24.0,
            "width": width,
            "height": height,
            "num_frames": round(length * 24),
        },
        "seed": given.get("seed", 42),
        "actual_prompt": given["prompt"],
    }, seconds


async def image(keep: Keep, job: Job, base: str) -> tuple[dict[str, Any], float]:
    """Return the answer for a picture, and how many megapixels are billed."""
    given = job.arguments
    size = given.get("image_size", "landscape_4_3")
    width, height = IMAGE_SIZES[size] if isinstance(size, str) else (size["width"], size["height"])
    if job.fault == "wrong_size":
        width, height = width // 2, height // 2
    form = "PNG" if given.get("output_format", "jpeg") == "png" else "JPEG"
    flagged = job.fault == "flagged"
    seeded = json.dumps([given["prompt"], given.get("seed")])
    made = (
        pictures.black(width, height, form)
        if flagged
        else await asyncio.to_thread(pictures.picture, seeded, width, height, form)
    )
    kind = f"image/{form.lower()}"
    name = keep(made, f"image.{form.lower()}", kind)
    megapixels = max(1, -(-width * height // 1_000_000))
    image = {"url": f"{base}/files/b/{name}", "width": width, "height": height}
    return {
        "images": [{**image, "content_type": kind}],
        "timings": {"inference": 0.4},
        "seed": given.get("seed", 42),
        "has_nsfw_concepts": [flagged],
        "prompt": given["prompt"],
    }, megapixels
