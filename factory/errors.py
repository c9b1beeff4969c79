"""Every error the factory raises on purpose.

* FactoryError
  - TransientError     another attempt may succeed (429, 5xx, a lost connection)
  - PermanentError     another attempt cannot; a person or a new input must intervene first
    + BadInput         what was handed in cannot be accepted (a brief, a channel, a picture)
    + BudgetExceeded   a spending limit stands in the way; nothing was spent
    + Refused          the release verdict, or an upload without one
"""


class FactoryError(Exception):
    """Root of the tree: catch this to catch ours and nobody else's."""


class TransientError(FactoryError):
    """Worth another attempt."""


class PermanentError(FactoryError):
    """A person or a new input must intervene first."""


class BadInput(PermanentError):
    """Something handed in cannot be accepted; the message says what was found and wanted."""


class BudgetExceeded(PermanentError):
    """A spending limit would be passed; the message names it and by how much."""


class Refused(PermanentError):
    """A video may not be released or published; the message gives every reason."""
