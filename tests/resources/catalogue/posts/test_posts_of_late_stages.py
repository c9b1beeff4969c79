"""What a platform gave or did in a stage that another process has begun since is kept, and nothing more is shown."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from factory.errors import OutcomeUnknown, TakenOver
from factory.ports import FollowUp, Grant
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.posts.account_grants import PostgresGrants
from resources.catalogue.posts.post_notes import PostNotes
from resources.machine.environment_variables import Settings
from resources.machine.secret_encryption import Seal
from tests.fakes.catalogued import accepted
from tests.fakes.late_stages import begun_anew
from tests.fakes.outlets import FakeOutlet, a_publication, nothing


@pytest.fixture
def seal(monkeypatch: pytest.MonkeyPatch) -> Seal:
    monkeypatch.setenv("FACTORY_GRANTS_KEY", Fernet.generate_key().decode())
    return Seal(Settings.from_env())


def test_what_a_platform_gave_in_a_late_stage_is_kept_and_nothing_more_is_shown(
    catalogue: Catalogue, seal: Seal
):
    publication, outlet = a_publication(), FakeOutlet()
    grants = PostgresGrants(catalogue.engine, seal)
    now = datetime.now(UTC)
    grants.connect(Grant("tiktok", "north", "North", (), "mara", now, "first", "client"))
    session = {"session": "it"}

    def post() -> PostNotes:
        with catalogue.engine.connect() as connection:
            token = connection.scalar(sa.text("SELECT token FROM factory.posts"))
        return PostNotes(catalogue.engine, token, seal)

    def sent() -> None:
        begin_elsewhere()
        post().put(session)
        grants.used("tiktok", "north", new_token="rotated")

    with begun_anew(catalogue, "uploads/outbox") as (begin_elsewhere, elsewhere):
        outlet.beginning = sent
        with pytest.raises(TakenOver):
            catalogue.posts.post(publication, outlet, nothing)
        assert outlet.finished == 0
        assert elsewhere.run(lambda: post().get()) == session
        assert elsewhere.run(grants.grant, "tiktok", "north").refresh_token == "rotated"
        outlet.beginning = nothing
        elsewhere.run(catalogue.posts.post, publication, outlet, nothing)
    assert outlet.finished == 1


def test_an_upload_of_a_late_stage_of_which_nobody_knows_whether_it_is_out_is_told_as_one(
    catalogue: Catalogue, seal: Seal
):
    def lost() -> None:
        begin_elsewhere()
        raise OutcomeUnknown("the answer got lost")

    with (
        begun_anew(catalogue, "uploads/outbox") as (begin_elsewhere, _),
        pytest.raises(OutcomeUnknown, match="got lost"),
    ):
        catalogue.posts.post(a_publication(), FakeOutlet(beginning=lost), nothing)
    (unknown,) = catalogue.posts.listed(unknown=True)
    assert (unknown["video_id"], unknown["outlet"]) == ("a-video", "outbox")


def test_what_a_late_stage_did_to_a_post_that_is_out_is_not_done_again(
    catalogue: Catalogue, seal: Seal
):
    done: list[str] = []
    catalogue.briefs.accept(accepted())
    catalogue.posts.post(a_publication(), FakeOutlet(), nothing)

    def captions() -> str:
        done.append("sent")
        begin_elsewhere()
        return "sent"

    due = [FollowUp("captions", "1", captions)]
    with begun_anew(catalogue, "uploads/outbox") as (begin_elsewhere, elsewhere):
        catalogue.posts.follow_up(a_publication(), FakeOutlet(), due)
        elsewhere.run(catalogue.posts.follow_up, a_publication(), FakeOutlet(), due)
    assert done == ["sent"]
