"""OpenAI's client for every OpenAI-compatible endpoint, its errors in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from factory.errors import AnswerLost, FactoryError, NoAccess, PermanentError
from factory.records import Provider
from resources.machine.credentials import (
    address_of,
    hidden,
    is_emulated,
    key_of,
    licence_of,
    missing_key,
    version_of,
)
from resources.provider_register import VENDORS
from resources.vendors.http_errors import LONGEST_SAID, refusal_of, unanswered, understood
from resources.vendors.openai.ollama import OLLAMA
from resources.vendors.openai.vendor import OPENAI
from resources.vendors.transport.guarded import CONNECT_SECONDS, JSON, Limits, guarded_client
from resources.vendors.vendor_description import VendorDescription

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

OLLAMA_PORT = urlsplit(OLLAMA.usual_address).port
HOSTS = {
    urlsplit(vendor.usual_address).hostname or "": vendor
    for vendor in VENDORS
    if vendor.key_is_wanted
}
"""Whose address is known, whatever variable names it: there a key is wanted and prices hold."""
MEDIA = (*JSON, "audio/", "application/octet-stream", "binary/octet-stream")
"""What an answer is: an object, or speech."""
ANSWER_SECONDS = 180.0
"""Timeout, after which a request is given up: a picture of the best quality takes two minutes."""
NO_QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
GONE = frozenset({"model_not_found", "model_deprecated"})
UNSAFE = frozenset(
    {"moderation_blocked", "content_policy_violation", "image_generation_user_error"}
)


@dataclass(frozen=True)
class Endpoint:
    """One OpenAI-compatible address: who answers there, and under which key."""

    named: VendorDescription
    """Whom a channel names; another may answer at the address."""
    address: str

    @property
    def vendor(self) -> VendorDescription | None:
        """Who answers there; None of a stranger."""
        if is_emulated(self.address) or self.named is not OPENAI:
            return self.named
        parts = urlsplit(self.address)
        return OLLAMA if parts.port == OLLAMA_PORT else HOSTS.get(parts.hostname or "")

    @property
    def name(self) -> str:
        """Whose prices hold there; of a stranger, its host and port."""
        return self.vendor.name if self.vendor else urlsplit(self.address).netloc.rpartition("@")[2]

    @property
    def missing(self) -> str:
        """What a person has to do before it can be asked; empty when nothing."""
        wanted = self.vendor is not None and self.vendor.key_is_wanted
        return missing_key(self.named) if wanted else ""

    def provider(self, role: str, model: str) -> Provider:
        """Return who makes things there, in a role."""
        own = urlsplit(self.address).hostname in HOSTS
        return Provider(
            role=role,
            name=self.name,
            model=model,
            version="" if own else version_of(self.address, self.named.usual_address),
            licence=licence_of(self.address, (self.vendor or OPENAI).licence),
            remote=True,
        )

    def client(self) -> "OpenAI":
        """Return a client that tries once: the step retries, and a repeated POST is paid twice.

        Raises:
            NoAccess: the key is missing.
        """
        import httpx2
        from openai import OpenAI

        if self.missing:
            raise NoAccess(self.missing)
        key = "none" if missing_key(self.named) else key_of(self.named)
        limits = Limits(ANSWER_SECONDS, media=MEDIA)
        return OpenAI(
            api_key=key,
            base_url=self.address,
            max_retries=0,
            timeout=httpx2.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            http_client=guarded_client(limits),
            organization=None,
        )

    @contextmanager
    def asking(self, doing: str) -> Iterator[None]:
        """Turn the client's errors into ours; keys in them are hidden, and so is their chain.

        Raises:
            TransientError: a rate limit, a server's fault, no connection.
            AnswerLost: the request left and no answer came.
            NoAccess: the key is refused, or no quota is left.
            PermanentError: the request is refused as it is, or the model is gone.
        """
        import openai

        try:
            yield
        except openai.APIConnectionError as error:
            raise unanswered(error, self.address, doing) from None
        except openai.APIStatusError as error:
            raise _refused(error, self, doing) from None
        except openai.OpenAIError as error:  # an answer that its own parser cannot read
            raise AnswerLost(f"could not {doing}: {hidden(error)[:200]}") from None

    def model_facts(self, model: str) -> str:
        """Return what it says of a model, for `factory doctor`; costs nothing.

        Raises:
            PermanentError: there is no such model.
        """
        doing = f"ask for model {model!r}"
        with self.client() as client, self.asking(doing), understood(doing):
            found = client.models.retrieve(model)
        ends = getattr(found, "shutdown_date", None)
        where = "emulated" if is_emulated(self.address) else hidden(self.address)
        return f"{model} at {where}" + (f", shut down on {ends}" if ends else "")


def endpoint(vendor: VendorDescription = OPENAI) -> Endpoint:
    """Return where one of them is asked: at what its variable names, else as usual."""
    return Endpoint(vendor, address_of(vendor))


class AtEndpoint:
    """What all who ask an endpoint have in common: a client, opened when it is first asked."""

    def __init__(self, at: Endpoint, role: str, model: str) -> None:
        self._endpoint = at
        self.provider = at.provider(role, model)

    @cached_property
    def _client(self) -> "OpenAI":
        return self._endpoint.client()

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    def missing(self) -> str:
        """Return what a person has to do before it can be asked; empty when nothing."""
        return self._endpoint.missing

    def healthcheck(self) -> str:
        """Return what the vendor says of the model; costs nothing."""
        return self._endpoint.model_facts(self.provider.model)


def _refused(error: "APIStatusError", at: Endpoint, doing: str) -> FactoryError:
    said, code = hidden(error.message)[:LONGEST_SAID], error.code or ""
    about = f"could not {doing}: {hidden(at.address)} answered {error.status_code}: {said}"
    if code in NO_QUOTA:
        return NoAccess(f"{about}; add credit or raise the limit of the account")
    if code in GONE or (error.status_code == 404 and "model" in said.lower()):
        return PermanentError(f"{about}; name another model in the channel file")
    if code in UNSAFE:
        return PermanentError(f"{about}; the words of this scene must change")
    return refusal_of(at.named, doing, error.status_code, said, error.response.headers)
