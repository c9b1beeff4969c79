"""A thumbnail is drawn once for the same picture, title and layout."""

from pathlib import Path

import sqlalchemy as sa
from PIL import Image

from factory.pictures.visuals import Visuals
from factory.presets.thumbnail_layouts import layouts
from factory_assets.listings.thumbnail import keep_thumbnail
from resources.catalogue.catalogue import Catalogue
from resources.journal.journal import PostgresJournal
from resources.rendering.thumbnail import ThumbnailDesigner
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import VIDEO_ID, an_accepted_brief, some_visuals

DRAWN = "SELECT recipe ->> 'title', recipe -> 'layout' FROM factory.work WHERE kind = 'thumbnail' ORDER BY 1"


def with_a_poster(store: DiskStore, tmp_path: Path) -> Visuals:
    given, pictures = tmp_path / "given.jpg", some_visuals()
    Image.new("RGB", (90, 160), "teal").save(given)
    first, *others = pictures.assets
    kept = store.keep(VIDEO_ID, first.poster.name, given)
    first = first.model_copy(update={"poster": kept})
    return pictures.model_copy(update={"assets": (first, *others)})


def test_it_is_drawn_anew_for_another_title_and_knows_its_whole_layout(
    catalogue: Catalogue, tmp_path: Path
):
    catalogue.briefs.accept(an_accepted_brief())
    store, accepted = DiskStore(tmp_path / "media"), an_accepted_brief()
    pictures = with_a_poster(store, tmp_path)
    with PostgresJournal(catalogue.engine, store) as journal:
        first, again, other = (
            keep_thumbnail(accepted, title, pictures, ThumbnailDesigner(), store, journal)
            for title in ("Roads", "Roads", "Lamps")
        )
    assert first.sha256 == again.sha256 != other.sha256
    with catalogue.engine.connect() as connection:
        drawn = connection.execute(sa.text(DRAWN)).all()
    whole = layouts()[accepted.channel.thumbnail.layout].model_dump(mode="json")
    assert [tuple(row) for row in drawn] == [("Lamps", whole), ("Roads", whole)]
