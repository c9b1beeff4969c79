"""Whatever goes wrong inside a decoder is one sentence about the file that a person gave."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager

from factory.errors import BadInput, FactoryError


@contextmanager
def reading(subject: str, wanted: str) -> Iterator[None]:
    """Turn what a decoder raises into a refusal that names the file and is never retried.

    Decoders of damaged files raise whatever their own code trips over (struct.error,
    ZeroDivisionError, KeyError, UnicodeError were all seen), so no list of errors is complete.

    Args:
        subject: what is read, with the file's name: `picture 'a.jpg'`.
        wanted: what would do instead.

    Raises:
        BadInput: it cannot be read.
    """
    try:
        yield
    except FactoryError:
        raise
    except MemoryError as error:
        raise BadInput(
            f"{subject} needs more memory than there is; wanted: a smaller one"
        ) from error
    except Exception as error:
        said = str(error) or type(error).__name__
        if isinstance(error, struct.error | KeyError | IndexError | TypeError | UnicodeError):
            said = f"its inner table is damaged ({type(error).__name__}: {said})"
        raise BadInput(f"{subject} cannot be read: {said}; wanted: {wanted}") from error
