"""What one check saw, in words an operator can act on."""

from typing import Literal

from factory.payload import Payload


class Finding(Payload):
    """The outcome of one rule over one subject."""

    rule: str
    """Name of the property that holds when passed, e.g. `loudness_is_on_target`."""
    passed: bool
    wanted: str
    found: str
    advice: str = ""
    """What to do next when it failed."""
    severity: Literal["error", "warning"] = "error"
    """An error refuses the release; a warning is only shown."""

    @property
    def refuses(self) -> bool:
        """Whether this finding alone keeps the video from being released."""
        return not self.passed and self.severity == "error"

    @property
    def sentence(self) -> str:
        """What was found, what is wanted and what to do, in one line for people."""
        advice = f" ({self.advice})" if self.advice else ""
        return f"Not {self.rule}: found {self.found}, wanted {self.wanted}{advice}."
