"""Keys of requests: who asks again with the same `Idempotency-Key` gets the first answer again."""

import hashlib
import json
from collections.abc import Callable

from desk.api.protocol.action import Action, Call
from desk.api.protocol.problem import Fault, Unfit
from factory.errors import PermanentError
from factory.records import Payload
from wiring.desk_imports import Answer

HEADER = "Idempotency-Key"
MOST_KEY_CHARS = 200


def once(
    action: Action, call: Call, key: str | None, asked: Payload, do: Callable[[], Answer]
) -> Answer:
    """Return the answer to a request, done once for its key.

    Raises:
        Unfit: the key was another request's, or is no key.
        PermanentError: the first request with it is being answered at this moment.
    """
    if key is None or not action.makes:
        return do()
    if not 1 <= len(key) <= MOST_KEY_CHARS or not key.isprintable():
        found = f"{len(key)} characters" if key.isprintable() else "characters that do not print"
        raise Unfit(Fault(field=HEADER, found=found, wanted=f"1 to {MOST_KEY_CHARS} that print"))
    answers = call.factory.catalogue.api_answers
    claim = answers.claim(call.by, key, fingerprint(action, asked))
    if claim.answer:
        return claim.answer
    if claim.is_ == "another request":
        raise Unfit(
            Fault(
                field=HEADER,
                found="this key came with another request before",
                wanted="the same request, or a key of its own",
                remedy="send it with a new key",
            )
        )
    if claim.is_ == "being answered":
        raise PermanentError("the first request with this key is being answered; ask again soon")
    try:
        answer = do()
    except BaseException:
        answers.forget(call.by, key)
        raise
    answers.keep(call.by, key, answer)
    return answer


def fingerprint(action: Action, asked: Payload) -> str:
    """Return the hash of everything that a request asks, in whatever order it was written."""
    said = json.dumps([action.name, asked.model_dump(mode="json")], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
