"""Content credentials by C2PA: signed and read back by a process of its own, under our keys."""

import base64
import json
import os
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from factory.errors import PermanentError
from factory.provenance.claim import VIDEO_LABEL, Claim
from factory.provenance.credentials import Credentials, State
from factory.provenance.source_types import SCHEME
from resources.machine.credentials import environment_without_keys
from resources.provenance.mp4_room import BOX_BYTES, fill_room
from resources.provenance.signing_keys import SigningKey, SigningKeys, pem

OWN = "own"
"""Who signs where nobody else is named: a restored factory has other keys, and signs nothing anew."""
FIXED_BYTES, PART_BYTES = 12_288, 1_536
"""Of a manifest store: measured 2,600 and 700, and what long names may add."""
CERTIFICATE_TIMES = 2
"""DER takes three quarters of PEM; signatures leave room for as much again."""
START_SECONDS, BYTES_PER_SECOND = 120.0, 4_000_000
"""Longest wait: on a slow, busy disk."""


class C2paCredentials:
    """See `factory.ports.ContentCredentials`.

    Args:
        keys: who signs, and who is known to have.
    """

    def __init__(self, keys: SigningKeys) -> None:
        self._keys = keys

    @cached_property
    def _key(self) -> SigningKey:
        return self._keys.current

    @property
    def signer(self) -> str:
        """See `factory.ports.ContentCredentials.signer`."""
        return OWN if self._key.own else self._key.identity

    def room_bytes(self, claim: Claim) -> int:
        """See `factory.ports.ContentCredentials.room_bytes`."""
        parts = len(claim.parts) + len(claim.models)
        certificates = CERTIFICATE_TIMES * len(self._key.certificates)
        return BOX_BYTES + FIXED_BYTES + PART_BYTES * parts + certificates

    def sign(self, master: Path, claim: Claim) -> None:
        """See `factory.ports.ContentCredentials.sign`; it is read back before it is believed."""
        key = self._key
        request = {"manifest": claim.manifest(), "algorithm": key.algorithm, "key": key.key}
        said = _asked("sign", master, {**request, "certificates": key.certificates})
        if "refused" in said:
            raise PermanentError(
                f"could not sign {master.name}: {said['why']}; `factory doctor` says under which "
                "certificate it is tried"
            )
        fill_room(master, base64.b64decode(said["store"]))
        found = self.read(master)
        if found.state != "whole":
            raise PermanentError(
                f"could not sign {master.name}: read back, it is {found.described}; the "
                "certificate may lack what C2PA asks of it: digitalSignature, emailProtection"
            )

    def read(self, file: Path) -> Credentials:
        """See `factory.ports.ContentCredentials.read`."""
        chains = list(self._keys.known())
        anchors = "".join(pem(chain[1:]) for chain in chains)
        said = _asked("read", file, {"anchors": anchors})
        if "refused" in said:
            return _unsigned(file, said)
        return _signed(said, {str(chain[0].serial_number) for chain in chains})


def _unsigned(file: Path, said: dict[str, Any]) -> Credentials:
    kind, why = said["refused"], said["why"]
    if kind in ("FileNotFoundError", "PermissionError", "IsADirectoryError"):
        raise PermanentError(f"could not read {file}: {why}")
    if kind == "ManifestNotFound":
        return Credentials(state="absent")
    return Credentials(state="unreadable", faults=(why,))


def _signed(said: dict[str, Any], known: set[str]) -> Credentials:
    manifest = said["manifest"]
    signature, serial = (
        manifest["signature_info"],
        manifest["signature_info"].get("cert_serial_number"),
    )
    ours = said["signed"] and str(serial) in known
    names = (signature.get("common_name"), signature.get("issuer"))
    generator = next(iter(manifest["claim_generator_info"]), {}).get("name", "")
    return Credentials(
        state=_state(said["state"], said["faults"], ours),
        ours=ours,
        signer=", ".join(_plain(name) for name in names if name),
        video_id=_plain(_told(manifest, VIDEO_LABEL).get("video_id", "")),
        source_type=_plain(_source_type(manifest)).removeprefix(SCHEME),
        generator=_plain(generator),
        faults=tuple(said["faults"]),
    )


def _state(state: str, faults: list[str], ours: bool) -> State:
    """Say what the library's verdict means here: under a certificate of ours, or whole at least."""
    if state == "Trusted" and ours:
        return "whole"
    if state in ("Trusted", "Valid"):
        return "stranger"
    untrusted = {"signingCredential.untrusted"}
    return "stranger" if faults and set(faults) <= untrusted else "altered"


def _told(manifest: dict[str, Any], label: str) -> dict[str, Any]:
    found = (one for one in manifest["assertions"] if one.get("label") == label)
    data = next(found, {}).get("data", {})
    return data if isinstance(data, dict) else {}


def _source_type(manifest: dict[str, Any]) -> str:
    actions = _told(manifest, "c2pa.actions.v2").get("actions", [])
    first = actions[0] if isinstance(actions, list) and actions else {}
    return first.get("digitalSourceType", "") if isinstance(first, dict) else ""


def _plain(value: object) -> str:
    """Return what a stranger wrote as one short printable line."""
    return "".join(c for c in str(value)[:120] if c.isprintable())


def _asked(do: str, file: Path, more: dict[str, Any]) -> dict[str, Any]:
    """Ask a worker; what kills it, or keeps it busy for too long, is an answer of its own."""
    seconds = START_SECONDS
    try:
        seconds += file.stat().st_size / BYTES_PER_SECOND
        done = subprocess.run(
            [sys.executable, "-m", "resources.provenance.c2pa_worker"],
            input=json.dumps({"do": do, "file": str(file.absolute()), **more}).encode(),
            capture_output=True,
            check=False,
            timeout=seconds,
            env={**environment_without_keys(), "PYTHONPATH": _paths()},
        )
    except OSError as error:
        return {"refused": type(error).__name__, "why": str(error)}
    except subprocess.TimeoutExpired:
        return {"refused": "TimeoutExpired", "why": f"no answer after {seconds:.0f} s"}
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["nothing"]
        return {
            "refused": "Died",
            "why": f"the reader ended with code {done.returncode}, saying {words[0][:200]}",
        }
    return json.loads(done.stdout)


def _paths() -> str:
    root = str(Path(__file__).parents[2])
    return os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
