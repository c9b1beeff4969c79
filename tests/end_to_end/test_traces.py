"""A video's work is one trace at a collector of OpenTelemetry, from its brief to its post, and says nothing of what it tells."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from resources.tracing.trace_ids import root_of, trace_of
from tests.end_to_end.factory_process import environment, start_copy
from tests.fakes.trace_collector import facts_of, trace_collector
from tests.fakes.vendors import Vendors

SECRET = "planted7Q3xW9"
CANARY = "kanarienvogel"
CHANNEL = """
name: traced
title: Traced
format: draft
review: automatic
words: {provider: brief}
voice: {provider: openai, name: onyx}
pictures: {provider: scenery}
music: {kind: none}
compliance: {made_for_kids: false, synthetic_media: true}
"""
BRIEF = f"""---
channel: traced
title: The clock that lost a day
description: The {CANARY} is what this is about.
notes: The {CANARY} told me this.
---
Parliament had changed the calendar, and a {CANARY} sang for eleven days.
In one small town a clockmaker refused to move the hands of his best clock.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "channels").mkdir(parents=True)
    (home / "channels" / "traced.yaml").write_text(CHANNEL, encoding="utf-8")
    (home / "clock.md").write_text(BRIEF, encoding="utf-8")
    return home


def test_a_draft_is_one_trace_from_brief_to_post_and_a_collector_that_hangs_costs_nothing(
    home: Path, database_url: str, vendors: Vendors
):
    variables = {**environment(home, database_url), **vendors.variables}
    with trace_collector() as collector:
        said = made(home, variables, collector.address)
        spans = collector.spans()
    assert {one["authorization"] for one in collector.headers} == {f"Bearer {SECRET}"}
    for hidden in (SECRET, CANARY):
        assert hidden.encode() not in collector.said()
    assert SECRET not in said

    named = (facts_of(one).get("factory.video.id") for one in spans)
    (video_id,) = {str(one) for one in named if one}
    assert {one.trace_id for one in spans} == {trace_of(video_id).to_bytes(16)}
    assert len({one.span_id for one in spans}) == len(spans)
    (root,) = (one for one in spans if not one.parent_span_id)
    assert (root.name, root.span_id) == ("brief", root_of(video_id).to_bytes(8))

    assert paths(spans, "POST") == {("brief", "run plan", "stage audio", "unit speech", "POST")}
    drawn = ("brief", "run render", "stage renders", "unit segment")
    assert paths(spans, "unit segment") == {drawn}
    posted = ("brief", "run publish", "stage uploads/outbox", "post outbox")
    assert paths(spans, "post outbox") == {posted}
    runs = sorted((one.start_time_unix_nano, one.name) for one in spans if one.name[:4] == "run ")
    assert [name for _, name in runs] == ["run plan", "run render", "run publish"]
    assert {facts_of(one)["server.address"] for one in spans if one.name == "POST"} == {"127.0.0.1"}
    spoken = [facts_of(one) for one in spans if one.name == "unit speech"]
    assert {one["factory.vendor"] for one in spoken} == {"openai"}
    assert all(float(str(one["factory.cost_usd"])) > 0 for one in spoken)

    with trace_collector() as collector:
        collector.hangs = True
        (home / "clock.md").write_text(BRIEF.replace("one small", "a small"), encoding="utf-8")
        said = made(home, variables, collector.address)
        assert (collector.came.is_set(), collector.answered) == (True, 0)
    assert SECRET not in said


def made(home: Path, variables: Mapping[str, str], endpoint: str) -> str:
    """Make the video, told to a collector; return what was printed."""
    told = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint,
        "OTEL_EXPORTER_OTLP_HEADERS": f"authorization=Bearer%20{SECRET}",
        "OPENAI_API_KEY": f"sk-{SECRET}",
    }
    words = home.parent / "said.txt"
    process = start_copy({**variables, **told}, words, "make", str(home / "clock.md"))
    process.join()
    said = words.read_text(encoding="utf-8")
    assert process.exitcode == 0, said
    return said


def paths(spans: Sequence[Span], name: str) -> set[tuple[str, ...]]:
    """Return the names of the spans above those of a name, from the first on."""
    by_id = {one.span_id: one for one in spans}
    found: set[tuple[str, ...]] = set()
    for one in (one for one in spans if one.name == name):
        names = [one.name]
        while one.parent_span_id:
            one = by_id[one.parent_span_id]
            names.append(one.name)
        found.add(tuple(reversed(names)))
    return found
