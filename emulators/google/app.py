"""Google Cloud Text-to-Speech over REST, v1 and v1beta1, as its Python client asks."""

import asyncio
import base64
import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import numpy as np
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.content import speech
from emulators.request_log import Refusal, fault_of

LIMIT_BYTES = 5000
VOICES = tuple(
    f"{language}-{name}"
    for language in ("en-US", "en-GB", "de-DE", "es-ES", "fr-FR")
    for name in (
        "Chirp3-HD-Charon",
        "Studio-Q",
        *(
            f"{kind}-{letter}"
            for kind in ("Neural2", "Wavenet", "Standard")
            for letter in "ABCDEFGH"
        ),
    )
)
MARK = re.compile(r"<mark [^>]*/>")
"""Not counted: all other markup is billed like words."""
ENCODINGS = {1: "LINEAR16", 2: "MP3", 3: "OGG_OPUS", 7: "PCM"}
FORMS = {"MP3": "mp3", "OGG_OPUS": "opus"}


def _error(code: int, status: str, message: str) -> Refusal:
    return Refusal(code, {"error": {"code": code, "message": message, "status": status}})


REFUSALS: Mapping[str, Refusal] = {
    "rate_limit": _error(
        429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'All requests'."
    ),
    "forbidden": _error(
        403, "PERMISSION_DENIED", "Cloud Text-to-Speech API has not been used in this project."
    ),
    "unavailable": _error(503, "UNAVAILABLE", "The service is currently unavailable."),
    "internal": _error(500, "INTERNAL", "Internal error encountered."),
}


def app() -> Starlette:
    """Return the vendor."""
    return Starlette(
        routes=[
            Route("/v1/text:synthesize", _synthesize, methods=["POST"]),
            Route("/v1beta1/text:synthesize", _synthesize, methods=["POST"]),
            Route("/v1/voices", _voices),
            Route("/v1beta1/voices", _voices),
        ]
    )


class _Refused(Exception):
    pass


async def _voices(request: Request) -> Response:
    if (refusal := _key_fault(request)) is not None:
        return refusal
    code = request.query_params.get("languageCode", "")
    return JSONResponse(
        {
            "voices": [
                {
                    "languageCodes": [name[:5]],
                    "name": name,
                    "ssmlGender": "MALE",
                    "naturalSampleRateHertz": speech.RATE,
                }
                for name in VOICES
                if name.startswith(code)
            ]
        }
    )


def _key_fault(request: Request) -> Response | None:
    key = request.headers.get("x-goog-api-key") or request.query_params.get("key", "")
    if not key:
        return _error(
            403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers."
        ).response({})
    if "wrong" in key:
        return _error(
            400, "INVALID_ARGUMENT", f"API key not valid: {key}. Please pass a valid API key."
        ).response({})
    return None


async def _synthesize(request: Request) -> Response:
    if (refusal := _key_fault(request)) is not None:
        return refusal
    beta = request.url.path.rpartition("/v1beta1/")[1] != ""
    try:
        body = await request.json()
        return await _spoken(request, body, beta=beta)
    except _Refused as refused:
        return _error(400, "INVALID_ARGUMENT", str(refused)).response({})
    except json.JSONDecodeError:
        return _error(400, "INVALID_ARGUMENT", "Invalid JSON payload received.").response({})


async def _spoken(request: Request, body: dict[str, Any], *, beta: bool) -> Response:
    given, audio = body.get("input") or {}, body.get("audioConfig") or {}
    text = given.get("ssml") or given.get("text") or ""
    voice = str((body.get("voice") or {}).get("name", ""))
    request.state.entry.model = voice
    _check(text, voice, body.get("voice") or {}, audio)
    request.state.entry.bill("character", len(MARK.sub("", text)))
    pieces = _pieces(text) if "ssml" in given else [("", text)]
    speed = float(audio.get("speakingRate") or 1.0)
    sound, marks = await asyncio.to_thread(_rendered, pieces, speed, VOICES.index(voice))
    encoding = _encoding_of(audio)
    answer: dict[str, Any] = {"audioContent": await _encoded(sound, encoding)}
    if beta:
        asked = body.get("enableTimePointing") or []
        marked = bool(asked) and "Chirp" not in voice and fault_of(request, "no_timepoints") is None
        answer["timepoints"] = marks if marked else []
        answer["audioConfig"] = {"audioEncoding": encoding, "sampleRateHertz": speech.RATE}
    return JSONResponse(answer)


def _check(text: str, voice: str, chosen: Mapping[str, Any], audio: Mapping[str, Any]) -> None:
    if not text:
        raise _Refused("Either `input.text` or `input.ssml` must be set.")
    if len(text.encode()) > LIMIT_BYTES:
        raise _Refused(
            "Either `input.text` or `input.ssml` is longer than the limit of 5000 bytes. "
            "This limit is different from quotas."
        )
    if voice not in VOICES:
        raise _Refused(f"Voice '{voice}' does not exist. Is it misspelled?")
    if chosen.get("languageCode") != voice[:5]:
        raise _Refused(
            f"Requested language code '{chosen.get('languageCode')}' doesn't match the voice "
            f"'{voice}''s language code '{voice[:5]}'."
        )
    if not 0.25 <= float(audio.get("speakingRate") or 1.0) <= 2.0:
        raise _Refused("speaking_rate must be between 0.25 and 2.0.")
    if _encoding_of(audio) not in ENCODINGS.values():
        raise _Refused("Unsupported audio encoding.")


def _encoding_of(audio: Mapping[str, Any]) -> str:
    """Return an encoding by its name; the client sends its number."""
    asked = audio.get("audioEncoding")
    return ENCODINGS.get(asked, "") if isinstance(asked, int) else str(asked)


def _pieces(ssml: str) -> list[tuple[str, str]]:
    """Return the text in pieces, each with the mark that stands before it, if any."""
    try:
        root = ElementTree.fromstring(ssml)
    except ElementTree.ParseError as error:
        raise _Refused(f"Invalid SSML. {error}") from None
    if root.tag != "speak":
        raise _Refused("Invalid SSML. The root must be <speak>.")
    pieces = [("", root.text or "")]
    for node in root.iter():
        if node is not root:
            name = node.get("name", "") if node.tag == "mark" else ""
            pieces.append((name, f"{node.text or ''} {node.tail or ''}"))
    return pieces


def _rendered(
    pieces: list[tuple[str, str]], speed: float, pitch: int
) -> tuple[speech.Sound, list[dict[str, Any]]]:
    lead = np.zeros(round(0.1 * speech.RATE), np.float32)
    parts, marks, at = [lead], list[dict[str, Any]](), len(lead)
    for mark, text in pieces:
        if mark:
            marks.append({"markName": mark, "timeSeconds": round(at / speech.RATE, 4)})
        if re.search(r"\S", text):
            edge = round(0.08 * speech.RATE)
            part = speech.say(text, speed=speed, pitch=pitch)[edge:-edge]
            parts.append(part)
            at += len(part)
    return np.concatenate([*parts, lead]), marks


async def _encoded(sound: speech.Sound, encoding: str) -> str:
    if encoding == "LINEAR16":
        data = speech.wav(sound)
    elif encoding == "PCM":
        data = speech.pcm(sound)
    else:
        data = await asyncio.to_thread(speech.encoded, sound, FORMS[encoding])
    return base64.b64encode(data).decode()
