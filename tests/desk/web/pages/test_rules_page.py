"""The page of rules shows of each what it holds, its version and formats, and the text it stands on."""

from desk.actions.rules import list_rules
from factory.rules.registry import RULES
from factory.video_formats.format_names import FORMAT_NAMES
from tests.desk.opened_desk import Desk


def test_every_rule_stands_on_the_page_with_its_version_formats_and_text(desk: Desk):
    page = desk.pages.get("/rules").text
    told = {one.rule: one for one in list_rules().rules}
    assert list(told) == [*RULES.names]
    for one in told.values():
        assert f"<code>{one.rule}</code> {one.version}, " in page
        assert one.note in page
    pace = told["pace_of_speech_is_natural"]
    assert (
        f'data-label="Formats">{", ".join(FORMAT_NAMES[name] for name in pace.formats)}</td>'
        in page
    )
    assert 'href="/rules" aria-current="page"' in page


def test_a_program_is_told_the_same(desk: Desk):
    told = list_rules()
    assert told.version == RULES.version
    kids = next(one for one in told.rules if one.rule == "made_for_kids_is_answered")
    assert (kids.platforms, kids.every_format, len(kids.note)) == (("youtube",), True, 12)
