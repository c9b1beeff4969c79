"""Forms: what a page of ours sends back, as the browser writes it."""

import base64
import binascii
from collections.abc import Mapping
from math import isfinite, nan
from urllib.parse import parse_qsl

from starlette.requests import Request

from factory.documents.error_words import shown
from factory.errors import BadInput

MOST_FIELDS = 300


async def form_of(request: Request) -> Mapping[str, str]:
    """Return the fields; of a name that is there twice, the last one. The guard bounds the size.

    Raises:
        BadInput: it is no form.
    """
    try:
        text = (await request.body()).decode("utf-8")
        fields = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise BadInput("the form could not be read; wanted fields in UTF-8") from error
    for name, value in fields:
        if "\0" in value:  # which no database keeps
            raise BadInput(f"{shown(name)} holds a NUL character; leave it out and send it again")
    return dict(fields)


def shown_usd(form: Mapping[str, str]) -> float:
    """Return the price that was shown, in dollars, to which its button agrees.

    Raises:
        BadInput: the form names none.
    """
    try:
        usd = float(form.get("usd", ""))
    except ValueError:
        usd = nan
    if not isfinite(usd):
        raise BadInput("the form names no price; load the page again and agree to the one it shows")
    return usd


def field(form: Mapping[str, str], name: str) -> str:
    """Return a field that must be there.

    Raises:
        BadInput: it is missing.
    """
    if name not in form:
        raise BadInput(f"the form has no field {name!r}; load the page again and send it once more")
    return form[name]


def file_in(form: Mapping[str, str], name: str) -> bytes:
    """Return a file that came as base64 in a field.

    Raises:
        BadInput: it is missing, or did not arrive whole.
    """
    try:
        return base64.b64decode(field(form, name), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput("the file did not arrive whole; choose it again") from error
