"""Circuits for tests in which no vendor is left alone."""


class NobodyIsAway:
    """See `factory.ports.Circuits`."""

    def is_open(self, provider: str) -> bool:
        """Nobody is."""
        return False
