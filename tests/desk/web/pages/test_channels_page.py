"""The page of a channel: form and file say the same, and every change can be taken back."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.opened_desk import Desk, opened_desk
from wiring.factory import Factory

PAGE = "/channels/demo"
OPENED = r'<details data-section="([^"]+)" open>'


@pytest.fixture
def admin(idle_factory: Factory) -> Iterator[Desk]:
    with opened_desk(idle_factory, "admin") as opened:
        yield opened


def fields(page: str) -> dict[str, str]:
    """Return what the page's form, or a part of it, would send, nothing typed."""
    form = page[max(page.find('<form id="edit"'), 0) :]
    found = dict(re.findall(r'<input (?:[^>]* )?name="([^"]+)" value="([^"]*)"', form))
    for name, inside in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'<option value="([^"]*)" selected>', inside)
        found[name] = chosen[1] if chosen else ""
    found |= dict(re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
    return {name: html.unescape(value) for name, value in found.items()}


def test_a_field_that_is_changed_is_saved_into_the_file_and_brought_back(admin: Desk):
    typed = fields(admin.pages.get(PAGE).text)
    assert admin.pages.post(PAGE, data={**typed, "f.voice.speed": "1.2"}).status_code == 303
    file = admin.factory.settings.home / "channels" / "demo.yaml"
    assert "# Multiplies the format's own pace: 0.5 to 2.0.\n  speed: 1.2\n" in file.read_text()
    page = admin.pages.get(PAGE).text
    assert "voice.speed from &#39;1.0&#39; to &#39;1.2&#39;" in page
    (number,) = re.findall(r'name="number" value="(\d+)"', page)
    back = {"number": number, "seen": fields(page)["seen"]}
    assert admin.pages.post(f"{PAGE}/back", data=back).status_code == 303
    assert file.read_text() == typed["text"]


def test_a_field_that_is_put_back_is_put_back_in_the_file_too(admin: Desk):
    typed = fields(admin.pages.get(PAGE).text)
    faster = fields(admin.pages.post(f"{PAGE}/file", data={**typed, "f.voice.speed": "1.2"}).text)
    assert (faster["was.voice.speed"], "speed: 1.2" in faster["text"]) == ("1.2", True)
    back = {**typed, **faster, "f.voice.speed": typed["f.voice.speed"]}
    assert fields(admin.pages.post(f"{PAGE}/file", data=back).text)["text"] == typed["text"]


def test_a_field_and_the_file_that_were_both_changed_are_both_shown_anew(admin: Desk):
    shown = fields(admin.pages.get(PAGE).text)
    slower = shown["text"].replace("  speed: 1.0\n", "  speed: 0.9\n")
    typed = {**shown, "text": slower, "f.title": "Tides"}
    for part in ("file", "form"):
        anew = fields(admin.pages.post(f"{PAGE}/{part}", data=typed).text)
        assert "title: Tides\n" in anew["text"] and "  speed: 0.9\n" in anew["text"]
        assert (anew["f.title"], anew["f.voice.speed"]) == ("Tides", "0.9")


def test_a_field_stays_as_it_was_typed_while_the_file_cannot_be_read(admin: Desk):
    shown = fields(admin.pages.get(PAGE).text)
    typed = {**shown, "text": "title: [\n", "f.voice.speed": "1.2"}
    for part in ("file", "form"):
        told = admin.pages.post(f"{PAGE}/{part}", data=typed)
        assert "line 2" in told.text and 'id="fields"' not in told.text
    assert told.headers["HX-Reswap"] == "none"


def test_what_is_wrong_is_told_beside_its_field_as_it_was_typed(admin: Desk):
    typed = fields(admin.pages.get(PAGE).text)
    typed["text"] = typed["text"].replace("kind: pad", "kind: rian <b>")
    refused = admin.pages.post(PAGE, data=typed)
    assert refused.status_code == 409
    assert "kind: rian &lt;b&gt;" in refused.text
    assert re.search(r'field wrong[^>]*><label [^>]*for="f-music-kind"', refused.text)
    assert not list((admin.factory.settings.home / "channels").glob("*"))
    form = admin.pages.post(f"{PAGE}/form", data=typed).text
    assert "music.kind: &#39;rian &lt;b&gt;&#39; is not allowed" in form


def test_sections_are_folded_but_the_first_and_those_with_something_wrong(admin: Desk):
    typed = fields(admin.pages.get(PAGE).text)
    assert re.findall(OPENED, admin.pages.get(PAGE).text) == ["What it is"]
    typed["text"] = typed["text"].replace("kind: pad", "kind: rian")
    form = admin.pages.post(f"{PAGE}/form", data=typed).text
    assert re.findall(OPENED, form) == ["Music"]


def test_a_file_that_changed_meanwhile_is_never_overwritten(admin: Desk):
    typed = fields(admin.pages.get(PAGE).text)
    folder = admin.factory.settings.home / "channels"
    folder.mkdir(parents=True)
    (folder / "demo.yaml").write_text(typed["text"] + "# mine\n")
    late = admin.pages.post(PAGE, data={**typed, "f.title": "Late"})
    assert late.status_code == 409
    assert "was changed by somebody else" in late.text and 'value="Late"' in late.text
    assert (folder / "demo.yaml").read_text().endswith("# mine\n")


def test_a_channel_can_be_made_and_rests_while_somebody_wishes(admin: Desk):
    made = {"name": "harbour", "title": "Harbour: Tales", "like": "demo"}
    assert admin.pages.post("/channels", data=made).headers["location"] == "/channels/harbour"
    assert admin.factory.channels.named("harbour").title == "Harbour: Tales"
    again = admin.pages.post("/channels", data=made)
    assert (again.status_code, "already" in again.text) == (400, True)
    admin.pages.post("/channels/harbour/pause", data={"wish": "pause"})
    assert "Paused" in admin.pages.get("/channels").text
    assert "by test" in admin.pages.get("/channels/harbour").text
    admin.pages.post("/channels/harbour/pause", data={"wish": "resume"})
    assert "Paused" not in admin.pages.get("/channels").text
    assert admin.pages.get("/channels/no-such").status_code == 404


def test_a_channel_from_nothing_speaks_and_is_headed_by_its_title(admin: Desk):
    admin.pages.post("/channels", data={"name": "tiny-tales", "title": "Tiny Tales", "like": ""})
    assert admin.factory.channels.named("tiny-tales").format == "short"
    assert "<h1>Tiny Tales</h1>" in admin.pages.get("/channels/tiny-tales").text


def test_a_preview_says_its_price_first_and_is_made_at_that_price_alone(admin: Desk):
    typed = fields(admin.pages.get(PAGE).text) | {"sentence": "The sea came."}
    typed["text"] = typed["text"].replace("\nformat: short\n", "\nformat: draft\n")
    price = admin.pages.post(f"{PAGE}/preview/price", data=typed).text
    assert "Make a preview for $0.00" in price and "Voice, spoken on this machine: $0.00" in price
    other = admin.pages.post(f"{PAGE}/preview", data={**typed, "usd": "0.5"}).text
    assert "costs $0.00 by now" in other and "<img" not in other
    made = admin.pages.post(f"{PAGE}/preview", data={**typed, "usd": "0"}).text
    for name in re.findall(r'src="(/media/[^"?]+)', made):
        assert admin.pages.get(name).status_code == 200
    assert "caption" in made and made.count("/media/preview-demo/") == 3
    unsaid = admin.pages.post(f"{PAGE}/preview/price", data={**typed, "sentence": " "}).text
    assert "wanted 1 to 300" in unsaid


def own_file(admin: Desk, text: str = "") -> Path:
    """Make the channel's file one of the user's own; return where it lies."""
    file = admin.factory.settings.home / "channels" / "demo.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text or fields(admin.pages.get(PAGE).text)["text"])
    return file


def with_folders(text: str, *places: str) -> str:
    return re.sub(r"(?m)^brief_folders: .*", f"brief_folders: [{', '.join(places)}]", text)


@pytest.mark.parametrize("place", ["/etc", "../.factory/door", "../../elsewhere", ".."])
def test_the_desk_gives_a_channel_no_folder_beyond_the_home_nor_any_of_the_factorys_own(
    admin: Desk, place: str
):
    file = own_file(admin)
    typed = fields(admin.pages.get(PAGE).text)
    refused = admin.pages.post(PAGE, data={**typed, "text": with_folders(typed["text"], place)})
    assert refused.status_code == 409
    assert "this lies beyond" in refused.text
    assert file.read_text() == typed["text"]


def test_a_preview_shows_no_file_from_beyond_the_home(admin: Desk, tmp_path: Path):
    own_file(admin)
    typed = fields(admin.pages.get(PAGE).text)
    beyond = tmp_path / "letters"
    beyond.mkdir()
    for path, more in (("preview/price", {}), ("preview", {"usd": "0"})):
        text = with_folders(typed["text"], str(beyond))
        asked = {**typed, "text": text, "sentence": "The sea came.", **more}
        refused = admin.pages.post(f"{PAGE}/{path}", data=asked).text
        assert "this lies beyond" in refused
        assert "<img" not in refused and "Make a preview for" not in refused


def test_a_folder_that_was_named_in_a_terminal_stays(admin: Desk):
    file = own_file(admin, with_folders(fields(admin.pages.get(PAGE).text)["text"], "/etc"))
    typed = fields(admin.pages.get(PAGE).text)
    more = with_folders(typed["text"], "/etc", "../pictures")
    assert admin.pages.post(PAGE, data={**typed, "text": more}).status_code == 303
    assert file.read_text() == more


def test_voices_of_this_machine_are_listed_and_heard_and_one_that_is_not_there_is_refused(
    admin: Desk,
):
    page = admin.pages.get("/channels").text
    assert "Joe speaks English where a channel names no voice" in page
    assert 'action="/voices/am_michael"' in page
    assert admin.pages.get("/voices/am_michael/sample").status_code == 404
    refused = admin.pages.post("/voices/am_nobody")
    assert refused.status_code == 400
    assert "cannot be added; there are: am_michael" in refused.text
    folder = admin.factory.settings.home / "voices" / "kokoro"
    folder.mkdir(parents=True)
    (folder / "am_michael.wav").write_bytes(b"RIFF")
    heard = admin.pages.get("/voices/am_michael/sample")
    assert (heard.content, heard.headers["content-type"]) == (b"RIFF", "audio/wav")
    assert 'src="/voices/am_michael/sample"' in admin.pages.get("/channels").text


def test_sections_that_are_open_stay_so_while_somebody_types_into_the_file(admin: Desk):
    typed = fields(admin.pages.get(PAGE).text)
    shown = admin.pages.post(f"{PAGE}/form", data={**typed, "open.Voice": "on"}).text
    assert re.findall(OPENED, shown) == ["Voice"]


def test_outlets_and_languages_are_chosen_by_name_and_kept_as_codes_with_every_comment(admin: Desk):
    path = own_file(admin)
    text = re.sub(r"(?m)^languages:.*\n", "", path.read_text())
    path.write_text(f"{text}# Who listens:\nlanguages:\n  - de  # the first leads\n  - en\n")
    page = admin.pages.get(PAGE).text
    typed = fields(page)
    assert [typed[f"f.languages+{n}"] for n in range(3)] == ["de", "en", ""]
    assert '<option value="de" selected>German</option>' in page and ">Japanese</option>" in page
    assert ">YouTube</option>" in page and 'type="text" name="f.outlets' not in page
    changed = {**typed, "f.languages+2": "ja", "f.outlets+0": "youtube", "f.outlets+1": "outbox"}
    part = admin.pages.post(f"{PAGE}/file", data=changed).text
    assert 'name="f.languages+3"' in part, "one more may be chosen"
    saved = fields(part)["text"]
    assert "- de  # the first leads\n" in saved and "# Who listens:" in saved and "ja" in saved
    assert "outlets: [youtube, outbox]" in saved
    assert path.read_text().count("#") == saved.count("#"), "no comment is lost"
    fewer = fields(admin.pages.post(f"{PAGE}/file", data={**typed, "f.languages+0": ""}).text)
    assert fewer["was.languages"] == "en"
