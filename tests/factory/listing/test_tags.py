"""Tags and keywords: within the limits, each once, and about the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.listing.keywords import keywords
from factory.listing.platform_limits import youtube_tag_length
from factory.listing.tags import choose_tags
from tests.factory.listing.listed import listed
from tests.fakes.manifests import (
    a_channel,
)


@given(st.lists(st.text(max_size=70), max_size=60))
def test_tags_never_pass_the_limit_and_come_once(candidates: list[str]):
    tags = choose_tags(candidates)
    assert youtube_tag_length(tags) <= 500
    assert len({t.casefold() for t in tags}) == len(tags)
    assert not any(set(t) & set('<>,"#') or not t.strip() for t in tags)


def test_the_persons_tags_come_before_the_keywords():
    listing = listed(tags=("roads",), channel=a_channel(tags=("ancient history",)))
    assert listing.tags[:2] == ("roads", "ancient history")
    assert "empire" in listing.tags


TEXTS = [
    (
        "en-GB",
        "The computer from the sea",
        (
            "Divers off Antikythera found a computer. The Antikythera mechanism could predict "
            "eclipses. Every eclipses table in Derek Price's book came from the mechanism."
        ),
        {"Antikythera", "computer", "mechanism", "eclipses", "Derek Price"},
        {"the", "could", "every", "from"},
    ),
    (
        "de",
        "Der Rechner aus dem Meer",
        (
            "Taucher fanden bei Antikythera einen Rechner. Der Mechanismus war alt. "
            "Niemand verstand den Mechanismus."
        ),
        {"Rechner", "Antikythera", "Mechanismus"},
        {"einen", "Niemand", "niemand"},
    ),
    (
        "fr",
        "La calculatrice de la mer",
        (
            "Des plongeurs trouvent une calculatrice près d'Anticythère. La calculatrice prédit "
            "les éclipses, toujours les éclipses."
        ),
        {"calculatrice", "éclipses"},
        {"toujours", "près"},
    ),
    (
        "es",
        "El ordenador del mar",
        "Unos buzos encontraron un ordenador. El ordenador predecía eclipses; siempre eclipses.",
        {"ordenador", "eclipses"},
        {"siempre", "unos"},
    ),
    (
        "it",
        "Il calcolatore dal mare",
        "Dei sommozzatori trovarono un calcolatore. Anche questo calcolatore era degli antichi, "
        "anche questa tavola degli antichi.",
        {"calcolatore", "antichi"},
        {"anche", "degli", "questo", "questa"},
    ),
    (
        "pl",
        "Komputer z morza",
        "Nurkowie znaleźli komputer. Tylko ten komputer przetrwał, jednak tylko jego część; "
        "jednak mechanizm, dawny mechanizm, przetrwał.",
        {"komputer", "mechanizm"},
        {"tylko", "jednak"},
    ),
    (
        "en",
        "The mill and the fire",
        "The fire took the mill; a mill is soon built. Nobody built another, for fire comes back.",
        {"mill", "fire"},
        {"built", "another"},
    ),
    (
        "en",
        "The Lighthouse That Walked",
        (
            "A lighthouse walked inland. At noon Mrs. Hale walked beside it, and so did Mrs. Brown, "
            "whose garden lay near. It leaned and it leaned, until Mrs. Hale closed her garden."
        ),
        {"lighthouse", "garden"},
        {"walked", "leaned", "Mrs", "mrs", "closed"},
    ),
    (
        "en",
        "The Tower That Went",
        (
            "Storm after storm carried the beach off, grain by grain, each November. The walk of the "
            "tower was slow: a month, one walk, and again November. A village, the village by the lake."
        ),
        {"tower", "village"},
        {"storm", "grain", "walk", "November", "november"},
    ),
    (
        "de",
        "Warum der Turm wanderte",
        (
            "Der Turm wanderte über die Insel. Jeder sah, wie er wanderte. Wanderte er weiter? Die "
            "Insel war klein und blieb klein."
        ),
        {"Turm", "Insel"},
        {"wanderte", "klein", "blieb"},
    ),
]
"""Language, title and text; keywords that are wanted of it, and words that are none."""


@pytest.mark.parametrize(("language", "title", "text", "wanted", "unwanted"), TEXTS)
def test_keywords_are_what_the_text_is_about(
    language: str, title: str, text: str, wanted: set[str], unwanted: set[str]
):
    found = set(keywords(title, text, 12, language))
    assert wanted <= found
    assert not unwanted & found
