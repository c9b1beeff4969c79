"""Money, settings and orders on the desk: what they show is what holds, what they change is kept."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from desk.web.pages.settings_page import NUMBERS, PAUSED, SWITCHES
from tests.desk.opened_desk import BRIEF, Desk, opened_desk
from wiring.factory import Factory

CHARGE = sa.text("""
    INSERT INTO factory.charges (token, video_id, stage, fingerprint, provider, model, role, label,
        channel, tenant, estimated_usd, state)
    VALUES (:token, 'a-video', 'audio', 'f', 'openai', 'tts', 'voice', 'sentence 3', 'demo',
        'default', 0.25, 'in_doubt')
""")


@pytest.fixture
def admin(idle_factory: Factory) -> Iterator[Desk]:
    with opened_desk(idle_factory, "admin") as opened:
        yield opened


def test_spending_is_told_by_day_channel_layer_and_vendor_and_a_doubt_is_settled(admin: Desk):
    assert "Nothing was spent in 31 days." in admin.pages.get("/money").text
    with admin.factory.catalogue.engine.begin() as connection:
        connection.execute(CHARGE, {"token": uuid.uuid4()})
    page = admin.pages.get("/money?days=92").text
    assert "$0.25 in 92 days; most on" in page and 'class="bar"' in page
    for name in ("Small True Stories", "Voice", "OpenAI"):
        assert re.search(rf'<th scope="row">{name}\s*<', page)
    (charge,) = admin.factory.doubts.open()
    said = {"charged": "no", "back": "money"}
    done = admin.pages.post(f"/money/doubts/{charge.id}", data=said)
    assert done.headers["location"] == "/money"
    assert "the answer to a paid call was lost" not in admin.pages.get("/money").text


def test_every_page_says_so_where_the_vendors_are_emulated(admin: Desk):
    assert "EMULATED" not in admin.pages.get("/money").text
    sandbox = admin.factory.settings.model_copy(update={"sandbox": "http://127.0.0.1:8900"})
    with opened_desk(replace(admin.factory, settings=sandbox), "admin") as emulated:
        page = emulated.pages.get("/calendar").text
    assert "EMULATED" in page and 'href="http://127.0.0.1:8900/slack/"' in page


def test_a_limit_of_all_channels_is_told_as_one_only_where_there_is_one_tenant(admin: Desk):
    assert "<h3>All channels</h3>" in admin.pages.get("/money").text
    folder = admin.factory.settings.channel_folders[0]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "far.yaml").write_text("name: far\ntitle: Far\nformat: short\ntenant: acme\n")
    page = admin.pages.get("/money").text
    assert "<h3>Tenant acme</h3>" in page and "<h3>Tenant default</h3>" in page
    assert "All channels" not in page
    typed = {"channel": "far", "title": "The clock", "words": BRIEF.rpartition("---\n")[2]}
    price = admin.pages.post("/new/price", data=typed).text
    assert "<span>Tenant acme, this month</span>" in price and "All channels" not in price


def test_a_limit_is_set_and_given_back(admin: Desk):
    admin.video()
    limit = {"scope": "channel", "name": "demo", "usd": "7.5"}
    assert admin.pages.post("/money/limits", data=limit).status_code == 303
    assert "$7.50</span> a day" in admin.pages.get("/money").text
    admin.pages.post("/money/limits", data={**limit, "usd": ""})
    assert "$7.50" not in admin.pages.get("/money").text
    assert admin.pages.post("/money/limits", data={**limit, "scope": "world"}).status_code == 409
    assert admin.pages.post("/money/limits", data={**limit, "usd": "much"}).status_code == 409


def test_every_setting_has_its_words_and_is_changed_by_its_button(admin: Desk):
    known = admin.factory.catalogue.settings.all()
    assert {PAUSED, *SWITCHES, *NUMBERS} == set(known)
    admin.pages.post("/settings", data={"key": "distribution", "value": "true"})
    admin.pages.post("/settings", data={"key": "usd_per_day", "value": "12.5"})
    admin.pages.post("/settings/pause", data={"wish": "pause"})
    now = admin.factory.catalogue.settings.all()
    assert (now["distribution"], now["usd_per_day"], now["paused"]) == (True, 12.5, True)
    assert "Let everything go on" in admin.pages.get("/settings").text
    wrong = admin.pages.post("/settings", data={"key": "usd_per_day", "value": "true"})
    assert (wrong.status_code, "true or false for switches" in wrong.text) == (400, True)


def test_what_a_model_asks_for_stands_on_the_page_of_money(admin: Desk):
    asked = {"title": "<b>Clock</b>"}
    admin.factory.catalogue.orders.place("make_video", asked, Decimal("0.42"), "claude")
    assert "1 order of models" in admin.pages.get("/money").text
