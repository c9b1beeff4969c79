"""Viewings: what a page tells of how somebody looked at a master."""

from collections.abc import Mapping

from factory.documents.foreign_json import parsed_json, unkeepable
from factory.errors import BadInput
from factory.reviews.viewing import Viewing


def viewing_of(form: Mapping[str, str]) -> Viewing:
    """Return the notes and the played ranges of a form; none of them must be there.

    Raises:
        BadInput: they are not as our own pages write them.
    """
    try:
        told = {key: parsed_json(form[key]) for key in ("notes", "played") if form.get(key)}
        if any(unkeepable(told)):
            raise ValueError("it holds what cannot be kept")
        return Viewing.model_validate(told)
    except ValueError as error:
        raise BadInput(
            "what was noted and played could not be read; wanted at most 200 notes of 1 to 500 "
            "characters, each at a second. Nothing was decided; load the page again"
        ) from error
