"""The list of posts says how it stands with each."""

import pytest
import sqlalchemy as sa

from desk.actions.publishing.posts import newest_post
from tests.fakes.catalogued import accepted
from wiring.factory import Factory

POST = sa.text(
    "INSERT INTO factory.posts (video_id, outlet, master_sha256, files_sha256, token, post_id, error)"
    " VALUES ('a-video', 'youtube', 'm', 'f', gen_random_uuid(), :post_id, :error)"
)


@pytest.mark.parametrize(
    ("post_id", "error", "state"),
    [
        ("abc", None, "appointed"),
        ("abc", "the time was not taken", "failed"),
        (None, "refused", "failed"),
        (None, None, "not sent"),
    ],
)
def test_a_video_that_its_platform_shows_at_its_time_is_appointed(
    idle_factory: Factory, post_id: str | None, error: str | None, state: str
):
    idle_factory.catalogue.briefs.accept(accepted("a-video"))
    with idle_factory.catalogue.engine.begin() as connection:
        connection.execute(POST, {"post_id": post_id, "error": error})
    post = newest_post(idle_factory, "a-video", "youtube")
    assert post and post.state == state
