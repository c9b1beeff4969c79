"""API tokens: shown once, and what ends them."""

import pytest

from factory.errors import BadInput, PermanentError
from resources.catalogue.catalogue import Catalogue
from resources.people.api_tokens import PostgresApiTokens


@pytest.fixture
def tokens(catalogue: Catalogue) -> PostgresApiTokens:
    return PostgresApiTokens(catalogue.engine)


def test_a_token_is_known_by_its_secret_until_it_is_revoked(tokens: PostgresApiTokens):
    token, secret = tokens.make("nightly", "operator", days=7, by="Mara", tenant="north")
    visitor = tokens.visitor(secret)
    assert visitor is not None
    assert (visitor.name, visitor.role, visitor.tenant) == ("token nightly", "operator", "north")
    (listed,) = tokens.all()
    assert listed.used_at is not None and listed.made_by == "Mara"
    assert secret not in repr(listed) and secret not in repr(token)
    tokens.revoke("Nightly", by="Mara")
    assert tokens.visitor(secret) is None
    with pytest.raises(PermanentError, match="no token with the name 'nightly' is in use"):
        tokens.revoke("nightly", by="Mara")


def test_a_token_ends_by_itself(tokens: PostgresApiTokens, catalogue: Catalogue):
    _, secret = tokens.make("nightly", "viewer", days=1, by="Mara")
    with catalogue.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE factory.api_tokens SET expires_at = expires_at - interval '1 day'"
        )
    assert tokens.visitor(secret) is None


def test_a_name_is_used_once_at_a_time(tokens: PostgresApiTokens):
    tokens.make("nightly", "viewer", days=None, by="Mara")
    with pytest.raises(BadInput, match="in use; revoke it first"):
        tokens.make("Nightly", "viewer", days=1, by="Mara")
    tokens.revoke("nightly", by="Mara")
    tokens.make("nightly", "viewer", days=1, by="Mara")
    for wrong in ("guest", "owner", ""):
        with pytest.raises(BadInput, match="wanted one of viewer, reviewer, operator, admin"):
            tokens.make("other", wrong, days=1, by="Mara")
    with pytest.raises(BadInput, match="0 days|-1 days"):
        tokens.make("other", "viewer", days=-1, by="Mara")
