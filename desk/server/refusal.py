"""Refusals: the status and the words with which the door stays closed."""


class Refused(Exception):
    """The door stays closed; the words are for whoever knocked and repeat nothing of theirs."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


UNKNOWN = "Nobody is known here by that. Sign in, or take the link of `factory up`."
"""Said to programs; a person is shown where one signs in."""
