"""A Google spreadsheet that holds one row for each video and outlet, whatever is repeated."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

import httpx2
from google.auth.exceptions import GoogleAuthError, RefreshError
from google.oauth2.service_account import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError

from factory.documents.foreign_json import parsed_json
from factory.errors import BadInput, NoAccess, PermanentError, TransientError
from resources.machine.environment_variables import Settings
from resources.machine.private_files import read_private
from resources.production_log.single_requests import SingleRequests

SCOPE = "https://www.googleapis.com/auth/spreadsheets"
ANSWER_SECONDS = 60
"""Timeout: after so long without an answer a request is given up."""
ID = re.compile(r"[A-Za-z0-9_-]{20,}")
SHEET = "Log"
"""The sheet's name in the spreadsheet; the first row holds the heads."""
HEADS = (
    "video",
    "outlet",
    "channel",
    "title",
    "url",
    "seconds",
    "bytes",
    "sha256",
    "logged_at",
)
KEY_COLUMNS = 2
LAST_COLUMN = chr(ord("A") + len(HEADS) - 1)

Row = Sequence[str | int | float]


class Spreadsheet:
    """One spreadsheet, as the service account that it is shared with.

    Args:
        settings: which spreadsheet, the account's key, and where Google is asked.
    """

    def __init__(self, settings: Settings) -> None:
        self._id = spreadsheet_id(settings.sheets_log)
        facts = _account(settings)
        self._email = str(facts.get("client_email", "the service account"))
        try:
            credentials = Credentials.from_service_account_info(facts, scopes=[SCOPE])
        except ValueError:
            raise _no_key() from None
        self._http = AuthorizedHttp(credentials, http=SingleRequests(ANSWER_SECONDS))
        self._api = build_from_document(
            get_static_doc("sheets", "v4"),
            http=self._http,
            client_options={"api_endpoint": settings.sheets_address},
        )

    def __enter__(self) -> Self:
        """Ask by connections that end with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def put(self, row: Row) -> str:
        """Write a row where the one of the same video and outlet stands, else below all others.

        Not repeated by itself: an answer to `append` that got lost is found as a row the next time.

        Returns:
            What was done: `added`, `corrected`, or `stands there already`.

        Raises:
            NoAccess: the spreadsheet is not shared with the account, or its key is refused.
            TransientError: Google is busy or does not answer.
            PermanentError: the spreadsheet or its sheet is not there.
        """
        values: Any = self._api.spreadsheets().values()
        with self._said():
            found = self._read(values)
            written = {tuple(one[:KEY_COLUMNS]): number for number, one in enumerate(found, 1)}
            number = written.get(tuple(map(str, row[:KEY_COLUMNS])))
            if number is None:
                rows = [row] if found else [HEADS, row]
                self._append(values, rows)
                return "added"
            if _same(found[number - 1], row):
                return "stands there already"
            values.update(
                spreadsheetId=self._id,
                range=f"{SHEET}!A{number}:{LAST_COLUMN}{number}",
                valueInputOption="RAW",
                body={"majorDimension": "ROWS", "values": [row]},
            ).execute()
        return "corrected"

    def _read(self, values: Any) -> list[list[str]]:
        asked = values.get(
            spreadsheetId=self._id,
            range=f"{SHEET}!A:{LAST_COLUMN}",
            valueRenderOption="UNFORMATTED_VALUE",
        )
        return [[str(cell) for cell in one] for one in asked.execute().get("values", ())]

    def _append(self, values: Any, rows: Sequence[Row]) -> None:
        # RAW: a title that begins with = is a title and no formula.
        values.append(
            spreadsheetId=self._id,
            range=f"{SHEET}!A:{LAST_COLUMN}",
            valueInputOption="RAW",
            insertDataOption="INSERT_ROWS",
            body={"majorDimension": "ROWS", "values": rows},
        ).execute()

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Say of what goes wrong what it means."""
        about = f"could not write the production log {self._id[:8]}...: "
        try:
            yield
        except HttpError as error:
            status, said = int(error.resp.status), str(error.reason)[:200]
            if status in (401, 403):
                raise NoAccess(
                    f"{about}Google answered {status}: {said}; share the spreadsheet with "
                    f"{self._email} as an editor, and switch on the Google Sheets API"
                ) from None
            if status == 429 or status >= 500:
                raise TransientError(f"{about}Google answered {status}: {said}") from None
            raise PermanentError(
                f"{about}Google answered {status}: {said}; FACTORY_SHEETS_LOG names a spreadsheet "
                f"that has a sheet {SHEET}"
            ) from None
        except RefreshError as error:
            if error.retryable:
                raise TransientError(f"{about}no access token: Google is busy") from None
            raise NoAccess(f"{about}the key of {self._email} is refused; make another") from None
        except (GoogleAuthError, httpx2.TransportError) as error:
            raise TransientError(f"{about}no answer ({type(error).__name__})") from None


def spreadsheet_id(written: str) -> str:
    """Return the ID of a spreadsheet that is named by its ID or its address.

    Raises:
        BadInput: it is neither.
    """
    inside = written.partition("/spreadsheets/d/")[2].partition("/")[0] or written.strip()
    if not ID.fullmatch(inside):
        raise BadInput(
            "FACTORY_SHEETS_LOG names no spreadsheet; wanted its address in the browser, "
            "https://docs.google.com/spreadsheets/d/..."
        )
    return inside


def _same(found: Sequence[str], row: Row) -> bool:
    """Whether a row says the same, but for when it was written."""
    return list(found[: len(HEADS) - 1]) == [str(cell) for cell in row[:-1]]


def _account(settings: Settings) -> dict[str, Any]:
    given, file = settings.sheets_key, settings.sheets_key_file
    if file is not None:
        text = read_private(file)
    elif given is not None:
        text = given.get_secret_value()
    else:
        raise _no_key()
    try:
        facts = parsed_json(text)
    except ValueError:
        raise _no_key() from None
    if not isinstance(facts, dict):
        raise _no_key()
    return facts


def _no_key() -> NoAccess:
    return NoAccess(
        "the production log cannot be written: wanted the JSON key of a service account in the file "
        "that FACTORY_SHEETS_KEY_FILE names, or in FACTORY_SHEETS_KEY; make one at "
        "https://console.cloud.google.com/iam-admin/serviceaccounts"
    )
