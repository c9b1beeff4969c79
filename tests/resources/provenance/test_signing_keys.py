"""Masters are signed under a key that only this user reads, made once or given."""

import stat
from datetime import UTC, datetime, timedelta
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from factory.errors import PermanentError
from resources.machine.environment_variables import Settings
from resources.provenance.certificates import LIFETIME, issue
from resources.provenance.signing_keys import SigningKeys
from tests.resources.provenance.signed_file import CLAIM, a_film, credentials_in

KEYS = ("root.key", "signer.key")


def keys_in(home: Path, **given: object) -> SigningKeys:
    return SigningKeys(Settings(FACTORY_HOME=home, **given))  # pyright: ignore[reportCallIssue]


def a_given_key(folder: Path) -> dict[str, Path]:
    issued = issue()
    chain, key = folder / "chain.pem", folder / "key.pem"
    chain.write_text(issued.signer + issued.root)
    key.write_text(issued.signer_key)
    key.chmod(0o600)
    return {"FACTORY_SIGNING_CERTIFICATES": chain, "FACTORY_SIGNING_KEY_FILE": key}


def test_an_authority_is_made_once_and_read_by_nobody_else(tmp_path: Path):
    first = keys_in(tmp_path).current
    folder = tmp_path / ".factory" / "signing"
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in KEYS} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert keys_in(tmp_path).current == first
    assert first.own
    assert first.valid_until > datetime.now(UTC) + timedelta(days=20 * 365)


def test_a_folder_that_a_server_passes_through_stays_passable(tmp_path: Path):
    internals = tmp_path / ".factory"
    internals.mkdir(mode=0o711)
    internals.chmod(0o711)
    assert keys_in(tmp_path).current
    assert stat.S_IMODE(internals.stat().st_mode) == 0o711


def test_of_many_that_ask_at_once_all_get_the_same_authority(tmp_path: Path):
    with ThreadPool(8) as pool:
        made = pool.map(lambda _: keys_in(tmp_path).current.identity, range(8))
    assert len(set(made)) == 1
    assert not list((tmp_path / ".factory").glob("signing-*"))


def test_given_certificates_sign_and_own_masters_are_still_known(tmp_path: Path):
    home = tmp_path / "home"
    own, film = credentials_in(home), a_film(tmp_path)
    own.sign(film, CLAIM)
    given = credentials_in(home, **a_given_key(tmp_path))
    assert given.signer != own.signer
    assert given.read(film).state == "whole"
    later = a_film(tmp_path, name="later.mp4")
    given.sign(later, CLAIM)
    assert credentials_in(home).read(later).state == "whole"


def test_who_signs_is_the_same_under_a_renewed_certificate_of_the_same_authority(tmp_path: Path):
    given = a_given_key(tmp_path)
    chain = given["FACTORY_SIGNING_CERTIFICATES"]
    before = keys_in(tmp_path / "home", **given).current
    chain.write_text(chain.read_text() + "\n")
    assert keys_in(tmp_path / "home", **given).current.identity == before.identity


def test_a_key_that_others_can_read_is_refused(tmp_path: Path):
    given = a_given_key(tmp_path)
    given["FACTORY_SIGNING_KEY_FILE"].chmod(0o644)
    with pytest.raises(PermanentError, match=r"others can read it \(mode 644\), wanted 600"):
        _ = keys_in(tmp_path / "home", **given).current


def test_a_key_of_another_certificate_is_refused_without_being_shown(tmp_path: Path):
    given, other = a_given_key(tmp_path), issue().signer_key
    chain = {"FACTORY_SIGNING_CERTIFICATES": given["FACTORY_SIGNING_CERTIFICATES"]}
    with pytest.raises(PermanentError, match="belongs to another certificate") as refused:
        _ = keys_in(tmp_path / "home", **chain, FACTORY_SIGNING_KEY=other).current
    assert "PRIVATE" not in str(refused.value)
    with pytest.raises(PermanentError, match="wanted certificates and an unencrypted") as refused:
        _ = keys_in(tmp_path / "home", **chain, FACTORY_SIGNING_KEY="sesame").current
    assert "sesame" not in str(refused.value)


def test_an_expired_certificate_is_named_with_its_end(tmp_path: Path):
    issued = issue(datetime.now(UTC) - LIFETIME - timedelta(days=1))
    given = a_given_key(tmp_path)
    given["FACTORY_SIGNING_CERTIFICATES"].write_text(issued.signer + issued.root)
    given["FACTORY_SIGNING_KEY_FILE"].write_text(issued.signer_key)
    with pytest.raises(PermanentError, match="was valid until"):
        _ = keys_in(tmp_path / "home", **given).current
