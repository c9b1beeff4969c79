"""What a program is told to do about a refusal is a sentence that it can follow."""

import pytest

from desk.api.protocol.problem import Fault, problem_of
from factory.errors import BadInput, PermanentError


@pytest.mark.parametrize(
    ("said", "found", "remedy"),
    [
        (
            "line 2: channel: 'dmeo' is not allowed; the channels are: demo, tales",
            "'dmeo'",
            "change `channel`: wanted one of demo, tales",
        ),
        (
            "format: 'carousel' is unknown; there are: clip, short",
            "'carousel' is unknown",
            "change `format`: wanted one of clip, short",
        ),
        (
            "days: 900; wanted 1 to 62",
            "900",
            "change `days`: wanted 1 to 62",
        ),
        (
            "no brief was sent; wanted a file",
            "no brief was sent",
            "mend it and send it again: wanted a file",
        ),
        ("title: it is empty", "it is empty", "change `title`"),
    ],
)
def test_a_fault_says_what_to_change_and_into_what(said: str, found: str, remedy: str):
    fault = Fault.of(said)
    assert (fault.found, fault.remedy) == (found, remedy)
    assert problem_of(BadInput(said)).errors == (fault,)


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        (
            "v-1: the phase plan is being run by somebody else at this moment; follow it with `factory show v-1`",
            "follow it with `factory show v-1`",
        ),
        (
            "v-1 cannot be approved: its title is empty. Nothing was decided; mend it in the brief, and make the video again",
            "mend it in the brief, and make the video again",
        ),
        (
            "a video is made of it already",
            "change what stands in the way, which `detail` says; then ask again",
        ),
    ],
)
def test_what_cannot_be_done_as_things_stand_says_what_to_do(said: str, remedy: str):
    assert problem_of(PermanentError(said)).errors[0].remedy == remedy
