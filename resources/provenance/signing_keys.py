"""Signing keys: whose certificate masters are signed under, and by which they are known again."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from factory.errors import PermanentError
from resources.machine.environment_variables import Settings
from resources.machine.private_files import private_folder, read_private, write_private
from resources.provenance.certificates import issue

ROOT, ROOT_KEY, SIGNER, SIGNER_KEY = "root.pem", "root.key", "signer.pem", "signer.key"
KNOWN = "known"
"""Every chain of certificates that ever signed here, one a file: by them masters are known again."""
CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
"""Algorithms of C2PA by the curve of the key."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs, and the certificates that vouch for it."""

    algorithm: str
    """ES256, ES384, ES512, PS256 or Ed25519."""
    key: str
    """PEM, PKCS 8."""
    chain: tuple[x509.Certificate, ...]
    """The signer's own first, then those that vouch for it."""
    own: bool
    """Made by this factory, rather than given by its settings."""

    @property
    def certificates(self) -> str:
        """The chain as PEM."""
        return pem(self.chain)

    @property
    def identity(self) -> str:
        """A hash of who signs: a certificate renewed by the same authority keeps it."""
        authority = self.chain[-1].public_key()
        spki = authority.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return sha256(spki + self.chain[0].subject.public_bytes()).hexdigest()

    @property
    def name(self) -> str:
        """Whom the certificate is made out to."""
        return self.chain[0].subject.rfc4514_string()

    @property
    def valid_until(self) -> datetime:
        """When the first of its certificates ends."""
        return min(certificate.not_valid_after_utc for certificate in self.chain)


class SigningKeys:
    """The key of the settings, else one of an authority that is made when it is first asked for.

    Args:
        settings: `FACTORY_SIGNING_CERTIFICATES` with its key, and the folder of our own.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.signing

    @cached_property
    def current(self) -> SigningKey:
        """The key that signs now, remembered among those that ever did.

        Raises:
            PermanentError: what the settings name cannot be used; says what to do.
        """
        found = self._given() if self._settings.signing_certificates else self._own()
        if found.valid_until < datetime.now(UTC):
            raise PermanentError(
                f"could not sign: the certificate in {self._named} was valid until "
                f"{found.valid_until:%Y-%m-%d}; renew it, and name the new one"
            )
        self._remember(found)
        return found

    def known(self) -> Iterator[tuple[x509.Certificate, ...]]:
        """Yield every chain that ever signed here."""
        for path in sorted((self._folder / KNOWN).glob("*.pem")):
            yield tuple(x509.load_pem_x509_certificates(path.read_bytes()))

    @property
    def _named(self) -> str:
        return str(self._settings.signing_certificates or self._folder / SIGNER)

    def _own(self) -> SigningKey:
        if not (self._folder / SIGNER).is_file():
            self._make()
        chain = (self._folder / SIGNER).read_bytes() + (self._folder / ROOT).read_bytes()
        return _signing_key(
            (self._folder / SIGNER_KEY).read_text("ascii"), chain, str(self._folder), own=True
        )

    def _make(self) -> None:
        """Make an authority whole or not at all; of two processes at once one makes it."""
        home = self._folder.parent
        if not home.exists():
            private_folder(
                home
            )  # one that is there stays as it is: a server's account may pass through
        issued = issue()
        scratch = Path(tempfile.mkdtemp(prefix="signing-", dir=self._folder.parent))
        try:
            write_private(scratch / ROOT_KEY, issued.root_key)
            write_private(scratch / SIGNER_KEY, issued.signer_key)
            (scratch / ROOT).write_text(issued.root, "ascii")
            (scratch / SIGNER).write_text(issued.signer, "ascii")
            known = self._folder / KNOWN
            if known.is_dir() and not (self._folder / SIGNER).exists():
                known.rename(scratch / KNOWN)  # out of a backup, which has no keys
            try:
                scratch.rename(self._folder)  # onto a folder with files in it this fails
            except OSError:
                if not (self._folder / SIGNER).is_file():
                    raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _given(self) -> SigningKey:
        path = self._settings.signing_certificates
        assert path
        try:
            chain = path.read_bytes()
        except OSError as error:
            raise PermanentError(
                f"could not read the signing certificates: {error}; FACTORY_SIGNING_CERTIFICATES "
                "is the path of a PEM file, the signer's certificate first"
            ) from error
        return _signing_key(self._given_key(), chain, str(path), own=False)

    def _given_key(self) -> str:
        given, file = self._settings.signing_key, self._settings.signing_key_file
        if given:
            return given.get_secret_value()
        if file is None:
            raise PermanentError(
                "could not sign: FACTORY_SIGNING_CERTIFICATES names a certificate and nothing "
                "names its key; set FACTORY_SIGNING_KEY_FILE, or FACTORY_SIGNING_KEY"
            )
        return read_private(file)

    def _remember(self, used: SigningKey) -> None:
        folder = private_folder(self._folder / KNOWN)
        path = folder / f"{used.chain[0].serial_number:x}.pem"
        if not path.is_file():
            write_private(path, used.certificates)


def _signing_key(key: str, chain: bytes, where: str, *, own: bool) -> SigningKey:
    """Return a key together with its certificates.

    Raises:
        PermanentError: they do not belong together, or cannot sign.
    """
    try:
        certificates = tuple(x509.load_pem_x509_certificates(chain))
        private = load_pem_private_key(key.encode(), password=None)
    except (ValueError, TypeError):  # what is wrong may be told by showing the key: it is not
        raise PermanentError(
            f"could not use the signing key of {where}: wanted certificates and an unencrypted "
            "private key as PEM"
        ) from None
    if len(certificates) < 2:
        raise PermanentError(
            f"could not use {where}: it holds one certificate; wanted the signer's own and those "
            "that vouch for it after it, in one file"
        )
    if _spki(private.public_key()) != _spki(certificates[0].public_key()):
        raise PermanentError(
            f"could not use the signing key of {where}: it belongs to another certificate than "
            "the first one there"
        )
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return SigningKey(_algorithm(private, where), pem, certificates, own)


def _algorithm(key: object, where: str) -> str:
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in CURVES:
        return CURVES[key.curve.name]
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "Ed25519"
    if isinstance(key, rsa.RSAPrivateKey):
        return "PS256"
    raise PermanentError(
        f"could not use the signing key of {where}: C2PA knows keys on P-256, P-384 and P-521, "
        "Ed25519 and RSA"
    )


def _spki(key: object) -> bytes:
    encode = getattr(key, "public_bytes")  # noqa: B009 - every kind of public key has it
    return encode(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def pem(chain: tuple[x509.Certificate, ...]) -> str:
    """Return certificates as PEM, one after the other."""
    return "".join(certificate.public_bytes(Encoding.PEM).decode() for certificate in chain)
