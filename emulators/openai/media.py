"""OpenAI's speech and pictures."""

import asyncio
import base64
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from emulators.content import pictures, speech
from emulators.openai.errors import CREATED, SHUTDOWNS, refused
from emulators.request_log import fault_of

SPEECH_CHARACTERS = 4096
PROMPT_CHARACTERS = 32_000
VOICES = frozenset(
    [
        "alloy",
        "ash",
        "ballad",
        "coral",
        "echo",
        "fable",
        "onyx",
        "nova",
        "sage",
        "shimmer",
        "verse",
        "marin",
        "cedar",
    ]
)
SPEECH_MODELS = frozenset({"tts-1", "tts-1-hd", "gpt-4o-mini-tts"})
IMAGE_TOKENS = {"low": 200, "medium": 460, "high": 1760, "xhigh": 3130, "max": 7030}
"""Output tokens by megapixel."""


async def spoken(request: Request, body: dict[str, Any]) -> Response:
    """Answer /audio/speech: raw bytes in the form that was asked for."""
    text, voice = body.get("input", ""), body.get("voice")
    form, speed = body.get("response_format", "mp3"), float(body.get("speed", 1.0))
    if body.get("model") not in SPEECH_MODELS:
        raise refused(f"The model `{body.get('model')}` does not exist.", "model_not_found", 404)
    if not text:
        raise refused("Input should be a non-empty string.")
    if len(text) > SPEECH_CHARACTERS:
        raise refused(
            f"String should have at most {SPEECH_CHARACTERS} characters; got {len(text)}.",
            "string_above_max_length",
        )
    if not isinstance(voice, dict) and voice not in VOICES:
        raise refused(f"Input should be one of {', '.join(sorted(VOICES))}; got {voice!r}.")
    if not 0.25 <= speed <= 4.0:
        raise refused("speed must be between 0.25 and 4.0.")
    if form not in {"wav", "pcm", *speech.MUXERS}:
        raise refused(f"response_format {form!r} is not supported.")
    if body.get("instructions") and str(body["model"]).startswith("tts-1"):
        raise refused("instructions are not supported by this model.")
    request.state.entry.bill("character", len(text))
    fault = fault_of(request, "silence", "empty_audio")
    if fault and fault.kind == "empty_audio":
        return Response(b"", media_type="audio/wav")
    pitch = sorted(VOICES).index(voice) if voice in VOICES else 0
    sound = await asyncio.to_thread(speech.say, text, speed=speed, pitch=pitch)
    if fault:
        sound = sound * 0
    if form in ("wav", "pcm"):
        data = speech.wav(sound) if form == "wav" else speech.pcm(sound)
    else:
        data = await asyncio.to_thread(speech.encoded, sound, form)
    return Response(data, media_type=f"audio/{form}")


async def images(request: Request, body: dict[str, Any]) -> Response:
    """Answer /images/generations: base64, with usage in tokens."""
    model, prompt = str(body.get("model", "")), str(body.get("prompt", ""))
    if model not in SHUTDOWNS or "image" not in model:
        raise refused(f"The model `{model}` does not exist.", "model_not_found", 404)
    if "response_format" in body:
        raise refused("Unknown parameter: 'response_format'.", "unknown_parameter")
    if not prompt or len(prompt) > PROMPT_CHARACTERS:
        raise refused(f"prompt must have 1 to {PROMPT_CHARACTERS} characters.")
    if not 1 <= int(body.get("n") or 1) <= 10:
        raise refused("n must be between 1 and 10.")
    width, height = _image_size(model, str(body.get("size") or "auto"))
    quality, form = body.get("quality", "auto"), body.get("output_format", "png")
    if quality not in {"auto", *IMAGE_TOKENS} or form not in {"png", "jpeg", "webp"}:
        raise refused(f"quality {quality!r} or output_format {form!r} is not supported.")
    count = int(body.get("n") or 1)
    tokens = IMAGE_TOKENS["medium" if quality == "auto" else quality] * width * height / 1e6
    request.state.entry.bill("output_token", round(tokens) * count)
    request.state.entry.asked = {"size": f"{width}x{height}", "quality": quality, "prompt": prompt}
    fault = fault_of(request, "wrong_size", "broken_picture", "no_picture")
    if fault and fault.kind == "wrong_size":
        width, height = width // 2, height // 2
    made = [
        await asyncio.to_thread(
            pictures.picture, f"{prompt}{index or ''}", width, height, form.upper()
        )
        for index in range(0 if fault and fault.kind == "no_picture" else count)
    ]
    if fault and fault.kind == "broken_picture":
        made = [data[: len(data) // 3] for data in made]
    return JSONResponse(
        {
            "created": CREATED,
            "background": "opaque",
            "output_format": form,
            "quality": quality,
            "size": f"{width}x{height}",
            "data": [{"b64_json": base64.b64encode(data).decode()} for data in made],
            "usage": {
                "input_tokens": max(1, len(prompt) // 4),
                "input_tokens_details": {
                    "image_tokens": 0,
                    "text_tokens": max(1, len(prompt) // 4),
                },
                "output_tokens": round(tokens) * count,
                "total_tokens": round(tokens) * count + max(1, len(prompt) // 4),
            },
        }
    )


def _image_size(model: str, size: str) -> tuple[int, int]:
    if size == "auto":
        return 1024, 1024
    found = re.fullmatch(r"(\d+)x(\d+)", size)
    if not found:
        raise refused(f"Invalid size {size!r}.", "invalid_value")
    width, height = int(found[1]), int(found[2])
    fixed = {(1024, 1024), (1536, 1024), (1024, 1536)}
    free = (
        model.startswith("gpt-image-2")
        and width % 16 == height % 16 == 0
        and 1 / 3 <= width / height <= 3
        and max(width, height) <= 3840
        and min(width, height) <= 2160
        and min(width, height) > 0
    )
    if (width, height) not in fixed and not free:
        raise refused(f"Invalid size '{size}' for {model}.", "invalid_value")
    return width, height
