"""C2PA in a process of its own: `python -m resources.provenance.c2pa_worker`.

What is read may come from anybody, and the library is native code: a file that it dies of ends
this process and nothing else. One request as JSON on standard input, one answer on standard output:

    {"do": "sign", "file": "...", "manifest": {...}, "algorithm": "ES256", "key": "...",
     "certificates": "..."}                            -> {"store": "<base64>"}
    {"do": "read", "file": "...", "anchors": "..."}    -> {"state": "Trusted", "signed": true,
                                                           "faults": [...], "manifest": {...}}

What cannot be done is answered by `{"refused": "kind", "why": "..."}`.
"""

import base64
import json
import resource
import sys
from pathlib import Path
from typing import Any

import c2pa

MP4 = "video/mp4"
LONGEST_WHY = 500
MOST_FAULTS = 20
SIGNED = {"signingCredential.trusted", "claimSignature.validated"}
"""Whether somebody known signed the claim, whatever became of the file."""
ADDRESS_SPACE_BYTES = 8 << 30
"""The library hashes through two buffers of 256 MB, whatever the size of the file: 0.6 GB in all."""


class Discarded:
    """A stream that keeps nothing: the library copies what it does not change."""

    def __init__(self) -> None:
        self._at = self._end = 0

    def write(self, data: bytes) -> int:
        """Count it."""
        self._at += len(data)
        self._end = max(self._end, self._at)
        return len(data)

    def read(self, _: int = -1) -> bytes:
        """Have nothing to give."""
        raise OSError("nothing is kept here")

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place, and return it."""
        self._at = (0, self._at, self._end)[whence] + offset
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def flush(self) -> None:
        """Nothing waits to be written."""


def sign(request: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest store of a file, which is only read."""
    info = c2pa.C2paSignerInfo(
        alg=getattr(c2pa.C2paSigningAlg, request["algorithm"].upper()),
        sign_cert=request["certificates"].encode(),
        private_key=request["key"].encode(),
        ta_url=None,
    )
    with (
        c2pa.Signer.from_info(info) as signer,
        c2pa.Builder(json.dumps(request["manifest"]), _context("")) as builder,
        Path(request["file"]).open("rb") as source,
    ):
        builder.set_no_embed()
        store = builder.sign(signer, MP4, source, Discarded())
    return {"store": base64.b64encode(store).decode()}


def read(request: dict[str, Any]) -> dict[str, Any]:
    """Return what is signed in a file, and whether it holds."""
    path, context = Path(request["file"]), _context(request["anchors"])
    with path.open("rb") as file:
        form = MP4 if file.read(8)[4:] == b"ftyp" else ""
        file.seek(0)
        # Anything else is told by its name's ending, as the library does.
        with (
            c2pa.Reader(form, file, context=context)
            if form
            else c2pa.Reader(str(path), context=context)
        ) as reader:
            return _told(reader)


def _told(reader: c2pa.Reader) -> dict[str, Any]:
    """Return the little of a report that is used: others may be as long as somebody likes."""
    manifest = reader.get_active_manifest() or {}
    results = (reader.get_validation_results() or {}).get("activeManifest", {})
    return {
        "state": reader.get_validation_state(),
        "signed": SIGNED <= {one.get("code") for one in results.get("success", [])},
        "faults": [str(one.get("code"))[:100] for one in results.get("failure", [])][:MOST_FAULTS],
        "manifest": {
            "signature_info": manifest.get("signature_info", {}),
            "claim_generator_info": manifest.get("claim_generator_info", [])[:1],
            "assertions": [
                one
                for one in manifest.get("assertions", [])
                if not str(one.get("label", "")).startswith("c2pa.hash")
            ],
        },
    }


def _context(anchors: str) -> c2pa.Context:
    settings: dict[str, Any] = {
        "builder": {"thumbnail": {"enabled": False}},
        "verify": {"verify_after_sign": False, "remote_manifest_fetch": False},
    }
    if anchors:
        settings["trust"] = {"user_anchors": anchors}
    return c2pa.Context.from_dict(settings)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked; return its answer, or why there is none."""
    try:
        return sign(request) if request["do"] == "sign" else read(request)
    except c2pa.C2paError as error:
        kind = type(error).__name__.removeprefix("_C2pa")
        return {"refused": kind, "why": str(error)[:LONGEST_WHY]}
    except (OSError, ValueError) as error:
        return {"refused": type(error).__name__, "why": str(error)[:LONGEST_WHY]}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
