"""Google Sheets v4, values alone, with the token endpoint that a service account asks."""

import base64
import json
import re
import secrets
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.request_log import Refusal, fault_of

ACCOUNT = "factory@sandbox.iam.gserviceaccount.com"
SPREADSHEET = "sandbox-spreadsheet-of-the-factory"
SHEET = "Log"
RANGE = re.compile(r"(\w+)!A(\d*):[A-Z]+(\d*)")


def _error(code: int, status: str, message: str) -> Refusal:
    return Refusal(code, {"error": {"code": code, "message": message, "status": status}})


REFUSALS: Mapping[str, Refusal] = {
    "rate_limit": _error(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric."),
    "not_shared": _error(403, "PERMISSION_DENIED", "The caller does not have permission"),
    "unavailable": _error(503, "UNAVAILABLE", "The service is currently unavailable."),
}


@cache
def service_account(base: str) -> str:
    """Return the JSON key of an account that this emulator knows, made for this process alone.

    Args:
        base: where the emulator answers.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    facts = {
        "type": "service_account",
        "client_email": ACCOUNT,
        "private_key": key.decode(),
        "token_uri": f"{base}/token",
    }
    return json.dumps(facts)


class Sheets:
    """One spreadsheet with one sheet."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self.tokens: set[str] = set()

    async def token(self, request: Request) -> Response:
        """Give an access token for an assertion of the account."""
        form = parse_qs((await request.body()).decode())
        parts = form.get("assertion", [""])[0].split(".")
        known = len(parts) == 3 and ACCOUNT in _decoded(parts[1])
        if not known or fault_of(request, "key_refused"):
            said = {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
            return JSONResponse(said, 400)
        token = f"ya29.{secrets.token_urlsafe(24)}"
        self.tokens.add(token)
        return JSONResponse({"access_token": token, "expires_in": 3600, "token_type": "Bearer"})

    async def values(self, request: Request) -> Response:
        """Read, append or change values."""
        body = await request.body()
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return _error(401, "UNAUTHENTICATED", "Request had invalid credentials.").response({})
        name, _, verb = request.path_params["range"].partition(":append")
        appends = request.path_params["range"].endswith(":append")
        found = RANGE.fullmatch(name)
        if request.path_params["id"] != SPREADSHEET:
            missing = "Requested entity was not found."
            return _error(404, "NOT_FOUND", missing).response({})
        if found is None or found[1] != SHEET or verb:
            return _error(400, "INVALID_ARGUMENT", f"Unable to parse range: {name}").response({})
        if request.method == "GET":
            answer = {"range": name, "majorDimension": "ROWS", "values": self.rows}
            return JSONResponse(answer if self.rows else {**answer, "values": []})
        if request.query_params.get("valueInputOption") != "RAW":
            return _error(400, "INVALID_ARGUMENT", "this sandbox takes RAW alone").response({})
        given: list[list[Any]] = json.loads(body)["values"]
        if appends:
            self.rows += given
        else:
            self.rows[int(found[2]) - 1] = given[0]
        return JSONResponse({"spreadsheetId": SPREADSHEET, "updates": {"updatedRows": len(given)}})

    async def everything(self, request: Request) -> Response:
        """Tell a test, or a person, what stands there; DELETE empties it."""
        if request.method == "DELETE":
            self.rows.clear()
        return JSONResponse(self.rows)


def _decoded(part: str) -> str:
    return base64.urlsafe_b64decode(part + "==").decode(errors="replace")


def app() -> Starlette:
    """Return the vendor."""
    here = Sheets()
    where = "/v4/spreadsheets/{id}/values/{range:path}"
    return Starlette(
        routes=[
            Route("/token", here.token, methods=["POST"]),
            Route(where, here.values, methods=["GET", "POST", "PUT"]),
            Route("/__rows", here.everything, methods=["GET", "DELETE"]),
        ]
    )
