"""What an upload is gone on with is sealed: whoever reads the database, or a copy of it, sends nothing there."""

from collections.abc import Iterator
from uuid import UUID

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from factory.errors import OutcomeUnknown
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.posts.post_notes import PostNotes
from resources.machine.environment_variables import Settings
from resources.machine.secret_encryption import Seal
from tests.fakes.catalogued import MASTER, accepted

SESSION = {"session": "https://upload.example/resumable?upload_id=a-bearer-secret"}
CLAIMED = """
    INSERT INTO factory.posts (video_id, outlet, master_sha256, token, owner, notes)
    VALUES ('a-video', :outlet, :master, gen_random_uuid(), 'me', CAST(:notes AS jsonb)) RETURNING token
"""


@pytest.fixture
def catalogue(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    monkeypatch.setenv("FACTORY_GRANTS_KEY", Fernet.generate_key().decode())
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(accepted("a-video"))
    yield catalogue
    catalogue.engine.dispose()


def claimed(catalogue: Catalogue, outlet: str, notes: str | None = None) -> UUID:
    asked = {"outlet": outlet, "master": MASTER, "notes": notes}
    with catalogue.engine.begin() as connection:
        return connection.scalar(sa.text(CLAIMED), asked)


def kept(catalogue: Catalogue) -> str:
    with catalogue.engine.connect() as connection:
        return str(connection.scalars(sa.text("SELECT notes FROM factory.posts ORDER BY id")).all())


def test_an_uploads_session_is_kept_sealed_and_gone_on_with(catalogue: Catalogue):
    notes = PostNotes(catalogue.engine, claimed(catalogue, "youtube"), Seal(Settings.from_env()))
    assert notes.get() == {}
    notes.put(SESSION)
    assert notes.get() == SESSION
    assert "upload.example" not in kept(catalogue) and "bearer" not in kept(catalogue)
    notes.put({})
    assert (notes.get(), kept(catalogue)) == ({}, "[{}]")


def test_sessions_that_an_earlier_version_kept_open_are_sealed_once_and_gone_on_with(
    catalogue: Catalogue,
):
    youtube = claimed(catalogue, "youtube", '{"session": "https://upload.example/a-bearer-secret"}')
    tiktok = claimed(catalogue, "tiktok", '{"publish_id": "p1", "address": "https://bearer"}')
    claimed(catalogue, "instagram", "{}")
    claimed(catalogue, "outbox")
    assert (catalogue.posts.seal_what_is_open(), catalogue.posts.seal_what_is_open()) == (2, 0)
    assert "bearer" not in kept(catalogue)
    seal = Seal(Settings.from_env())
    assert PostNotes(catalogue.engine, youtube, seal).get()["session"].endswith("a-bearer-secret")
    assert PostNotes(catalogue.engine, tiktok, seal).get()["publish_id"] == "p1"


def test_what_was_sealed_with_another_key_is_asked_of_a_person_unless_the_post_is_known_to_be_out(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
):
    token = claimed(catalogue, "youtube")
    PostNotes(catalogue.engine, token, Seal(Settings.from_env())).put(SESSION)
    monkeypatch.setenv("FACTORY_GRANTS_KEY", Fernet.generate_key().decode())
    notes = PostNotes(catalogue.engine, token, Seal(Settings.from_env()))
    with pytest.raises(OutcomeUnknown, match="`factory posts resolve a-video youtube`"):
        notes.get()
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text("UPDATE factory.posts SET post_id = 'abc'"))
    assert notes.get() == {"post_id": "abc"}
