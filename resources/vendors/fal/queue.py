"""fal's queue: a job is submitted once, its ID noted before anything else, and then waited for.

`fal-client` submits up to ten times when an answer is late or lost, and each time the job is paid.
Here it submits once; whoever asks for the same unit of work again goes on with the job that the
journal noted, in this process or the next.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import httpx2

from factory.documents.foreign_json import parsed_json
from factory.errors import AnswerLost, FactoryError, PermanentError, TransientError
from factory.units_of_work import Notes
from resources.machine.credentials import (
    address_of,
    hidden,
    is_emulated,
    key_of,
    missing_key,
    version_of,
)
from resources.vendors.download import MAX_FILE_BYTES, download
from resources.vendors.fal.errors import failure_of
from resources.vendors.fal.job_answers import (
    is_gone,
    job_of,
    object_of,
    result_of,
    still_going,
    units_of,
)
from resources.vendors.fal.vendor import FAL
from resources.vendors.http_errors import refusal_of, understood
from resources.vendors.transport.adapters import HttpxTransport
from resources.vendors.transport.guarded import JSON, Limits, guarded_client

API = "https://api.fal.ai"
START_SECONDS = 600.0
"""How long a job may wait in fal's queue before fal gives it up, unbilled."""
ANSWER_SECONDS = 30.0
"""Timeout: after so long without an answer a request is given up."""
PATIENCE_SECONDS = 900.0
"""How long one step waits for a job; the job goes on, and the next attempt finds it."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a finished job made."""

    body: Mapping[str, Any]
    file: Mapping[str, Any]
    """Of the picture or clip: `url`, and `file_size` where fal says it."""
    units: float | None
    """How many of the model's own units fal bills, where it says so."""


class FalQueue:
    """One connection to fal.

    Args:
        poll_seconds: between two questions after a job.
        patience_seconds: how long to wait for one.
        wait: sleeps; a test may look at the clock instead.
    """

    def __init__(
        self,
        *,
        poll_seconds: float | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address_of(FAL)
        self._poll_seconds = poll_seconds or (0.05 if is_emulated(self.address) else 2.0)
        self._patience_seconds = patience_seconds
        self._wait = wait

    @property
    def version(self) -> str:
        """Return what tells this address's results from another's."""
        return version_of(self.address, FAL.usual_address)

    @cached_property
    def _client(self) -> Any:
        import fal_client
        import fal_client.client as settings

        settings.MAX_ATTEMPTS = 1
        if self.address != FAL.usual_address:
            settings.QUEUE_URL_FORMAT = settings.RUN_URL_FORMAT = f"{self.address}/"
            settings.REST_URL = settings.CDN_URL = self.address
        client = fal_client.SyncClient(key=key_of(FAL))
        # In place of its own connection, which follows redirects and reads without bound.
        client.__dict__["_client"] = httpx.Client(
            transport=HttpxTransport(Limits(ANSWER_SECONDS, media=JSON)),
            headers={"Authorization": f"Key {key_of(FAL)}"},
        )
        return client

    @property
    def _http(self) -> httpx.Client:
        """The client's own connection, which knows the key and repeats nothing."""
        return self._client.get_handle("fal-ai/any", "any").client

    def missing(self) -> str:
        """Return what a person has to do before fal can be asked; empty when nothing."""
        return missing_key(FAL)

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in self.__dict__:
            self._http.close()

    def price_facts(self, endpoint: str) -> str:
        """Return what fal says an endpoint costs; asking costs nothing.

        Raises:
            PermanentError: there is no such endpoint.
        """
        api = API if self.address == FAL.usual_address else self.address
        doing = f"ask fal for the price of {endpoint}"
        headers = {"authorization": f"Key {key_of(FAL)}"}
        limits = Limits(ANSWER_SECONDS, media=JSON)
        try:
            with guarded_client(limits) as client:
                answer = client.get(
                    f"{api}/v1/models/pricing", params={"endpoint_id": endpoint}, headers=headers
                )
        except (httpx2.TransportError, AnswerLost) as error:
            raise TransientError(f"could not {doing}: {hidden(error)}") from None
        if answer.status_code >= 400:
            raise refusal_of(FAL, doing, answer.status_code, answer.text, answer.headers)
        with understood(doing):
            prices = parsed_json(answer.content).get("prices") or []
            price = f"{prices[0]['unit_price']:g} USD by {prices[0]['unit']}" if prices else ""
        if not price:
            raise PermanentError(
                f"fal knows no model {endpoint!r}; name another in the channel file"
            )
        where = "emulated" if is_emulated(self.address) else "fal"
        return f"{endpoint} at {where}, {price}"

    def made(
        self,
        endpoint: str,
        arguments: Mapping[str, Any],
        file_of: Callable[[Mapping[str, Any]], object],
        notes: Notes,
        doing: str,
    ) -> Made:
        """Return what a job made: the noted one's, or a new one's.

        Args:
            endpoint: fal's ID of the model.
            arguments: the model's own.
            file_of: finds the file in the model's answer.
            notes: kept beside the unit of work.
            doing: for messages, after `could not`: `make the clip of s001`.

        Raises:
            TransientError: it goes on and is not done yet, or failed unbilled; try again.
            AnswerLost: nobody knows whether the job was taken.
            NoAccess: the key is refused, or the account is locked.
            PermanentError: the model refuses the arguments, or made no file.
        """
        noted = notes.get()
        if "request_id" not in noted:
            noted = self._submit(endpoint, arguments, doing)
            notes.put(noted)
        failure = self._finish(noted, doing)
        answer = self._get(noted["response_url"], doing)
        if answer.status_code < 400 and not failure:
            body = result_of(answer, noted, doing)
            file = file_of(body)
            if not isinstance(file, dict) or not isinstance(file.get("url"), str):
                notes.put({})  # a job that is done answers the same for ever
                raise PermanentError(
                    f"could not {doing}: fal's job {noted['request_id']} is done, but names no "
                    f"file: {hidden(answer.text)[:300]}; name another model in the channel file",
                    charged=True,
                )
            return Made(body, cast(Mapping[str, Any], file), units_of(answer))
        if answer.status_code in (401, 403, 408, 429):
            raise still_going(self._refusal(answer, doing))
        notes.put({})
        raise failure_of(answer, failure, noted["request_id"], doing)

    def fetch(
        self,
        file: Mapping[str, Any],
        target: Path,
        notes: Notes,
        doing: str,
        most_bytes: int = MAX_FILE_BYTES,
    ) -> None:
        """Download what a job made, at once and whole.

        A file that stays longer or shorter than fal says is taken in the end: whoever decodes it
        sees whether it is whole.

        Raises:
            TransientError: it came incomplete or not at all; the job is noted, so it costs nothing
                to try again.
            PermanentError: it is gone for good; the job is charged.
        """
        size = file.get("file_size")
        size = size if type(size) is int and size > 0 else None
        status, found = download(file["url"], target, doing, self.address, most_bytes)
        gone = is_gone(notes.get())
        if status < 400 and (size in (None, found) or gone):
            return
        said = f"HTTP {status}, {found:,} bytes" + (f" of {size:,}" if size else "")
        if status in (403, 404, 410) and gone:
            notes.put({})
            raise PermanentError(
                f"could not {doing}: fal keeps the file no longer ({said}); materialise visuals "
                "again to buy it once more",
                charged=True,
            )
        raise TransientError(f"could not {doing}: fal sent {said}")

    def _submit(self, endpoint: str, arguments: Mapping[str, Any], doing: str) -> dict[str, Any]:
        from fal_client.client import FalClientHTTPError

        client = self._client
        try:
            with understood(doing):
                handle = client.submit(endpoint, dict(arguments), start_timeout=START_SECONDS)
                job = job_of(handle, endpoint)
        except FalClientHTTPError as error:
            raise self._refusal(error.response, doing) from None
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise TransientError(
                f"could not {doing}: {hidden(self.address)} cannot be reached: {hidden(error)}"
            ) from None
        except httpx.HTTPError as error:
            raise AnswerLost(
                f"could not {doing}: the job was sent, but fal's answer got lost: {hidden(error)}; "
                "look at https://fal.ai/dashboard for a job that nobody waits for"
            ) from None
        return job

    def _finish(self, noted: Mapping[str, Any], doing: str) -> Mapping[str, Any]:
        """Wait until a job is done; return its error, if it ended in one."""
        waited = 0.0
        while True:
            answer = self._get(f"{noted['status_url']}?logs=false", doing)
            if answer.status_code == 404:
                return {}  # what the job left, or that it is unknown, its result says
            if answer.status_code >= 400:
                raise still_going(self._refusal(answer, doing))
            state = object_of(answer, doing)
            if state.get("status") == "COMPLETED":
                return state if state.get("error") else {}
            if waited >= self._patience_seconds:
                raise TransientError(
                    f"could not {doing}: fal's job {noted['request_id']} is {state.get('status')} "
                    f"after {waited:.0f} s; it goes on and will be asked for again",
                    retry_after_seconds=self._poll_seconds,
                )
            self._wait(self._poll_seconds)
            waited += self._poll_seconds

    def _get(self, url: str, doing: str) -> httpx.Response:
        """Ask once; a job that is noted is never lost by a question that fails."""
        host, own = urlsplit(url).netloc, urlsplit(self.address).netloc
        if host != own:
            raise PermanentError(
                f"could not {doing}: fal's answer leads to {host}, wanted {own}; the key was not "
                "sent there. Look at https://fal.ai/dashboard whether the job was charged",
                charged=True,
            )
        try:
            return self._http.get(url, timeout=ANSWER_SECONDS)
        except (httpx.HTTPError, AnswerLost) as error:
            raise TransientError(
                f"could not {doing}: fal did not answer: {hidden(error)}"
            ) from None

    def _refusal(self, answer: httpx.Response, doing: str) -> FactoryError:
        return refusal_of(FAL, doing, answer.status_code, answer.text, answer.headers)
