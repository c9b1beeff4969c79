"""Content credentials: what somebody who opens a file finds signed in it."""

from typing import Literal

from factory.records import Payload

State = Literal["absent", "unreadable", "altered", "stranger", "whole"]


class Credentials(Payload):
    """What is signed in a file, and whether it still holds."""

    state: State
    """absent: nothing is signed in it.
    unreadable: damaged, or no kind of file that can be signed.
    altered: signed, and changed since.
    stranger: signed and unchanged, by somebody this factory does not know.
    whole: signed and unchanged, by this factory."""
    ours: bool = False
    """Whether what is signed was signed by this factory, be the file changed since or not."""
    signer: str = ""
    """The name on the certificate, and whose it is."""
    video_id: str = ""
    """The video that it says it is; worth nothing unless it is ours."""
    source_type: str = ""
    """The last part of its IPTC term: `compositeSynthetic`."""
    generator: str = ""
    """The program that signed it."""
    faults: tuple[str, ...] = ()
    """Codes of C2PA, such as `assertion.bmffHash.mismatch`, or the reader's own words."""

    @property
    def described(self) -> str:
        """In a few words, for findings."""
        said = {
            "absent": "nothing is signed in it",
            "unreadable": "damaged, or no file that can be signed",
            "altered": "changed after it was signed",
            "stranger": f"signed by {self.signer or 'somebody unknown'}",
            "whole": f"signed by {self.signer}",
        }[self.state]
        return f"{said} ({', '.join(self.faults[:3])})" if self.faults else said
