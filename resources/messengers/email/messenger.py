"""Messages by e-mail: a link to the desk, where one signs in and decides."""

import re
import smtplib
import ssl
from collections.abc import Callable, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from html import escape
from urllib.parse import unquote, urlsplit

from factory.errors import NoAccess, PermanentError, TransientError
from factory.messages.message import Message
from resources.machine.credentials import hidden

ANSWER_SECONDS = 20.0
"""Timeout: after so long without an answer a request is given up."""
SECURE_PORT, SUBMISSION_PORT = 465, 587


class EmailMessenger:
    """See `factory.ports.Messenger`; a conversation is addresses with commas between them.

    Args:
        server: `smtp://user:password@host:587` or `smtps://host:465`.
        sender: the address it comes from.
        desk: returns the desk's address; empty where nobody knows it.
        members: returns the addresses of people of the factory, as far as they are known.
    """

    def __init__(
        self,
        server: str,
        sender: str,
        desk: Callable[[], str],
        members: Callable[[Sequence[str]], Sequence[str]],
    ) -> None:
        self._server, self._sender = server, sender
        self._desk, self._members = desk, members

    def send(self, message: Message, conversation: str, picture: bytes | None) -> str:
        """See `factory.ports.Messenger.send`."""
        called = self._members(message.calls) if message.calls else ()
        to = list(dict.fromkeys([*conversation.split(","), *called]))
        mail = mail_of(message, self._desk(), self._sender, [one.strip() for one in to], picture)
        self._carry(mail, f"send the mail about {message.title!r}")
        return mail["Message-ID"]

    def change(self, message: Message, conversation: str, sent_as: str) -> None:
        """See `factory.ports.Messenger.change`: a mail that was sent stays; an answer follows it."""
        to = [one.strip() for one in conversation.split(",")]
        mail = mail_of(message, self._desk(), self._sender, to, None)
        mail["In-Reply-To"] = mail["References"] = sent_as
        self._carry(mail, f"send the mail about {message.title!r}")

    def _carry(self, mail: EmailMessage, doing: str) -> None:
        parts = urlsplit(self._server)
        secure = parts.scheme == "smtps"
        try:
            port = parts.port or (SECURE_PORT if secure else SUBMISSION_PORT)
            host, trusted = parts.hostname or "", ssl.create_default_context()
            with (
                # Without a context of ours it would take any certificate, and tell it the password.
                smtplib.SMTP_SSL(host, port, timeout=ANSWER_SECONDS, context=trusted)
                if secure
                else smtplib.SMTP(host, port, timeout=ANSWER_SECONDS)
            ) as server:
                if not secure and _offers_tls(server):
                    server.starttls(context=trusted)
                elif not secure and parts.password:
                    raise NoAccess(
                        f"could not {doing}: {parts.hostname} offers no STARTTLS, and a password is "
                        "sent over no open line; use smtps:// or another port"
                    )
                if parts.username:
                    server.login(unquote(parts.username), unquote(parts.password or ""))
                server.send_message(mail)
        except smtplib.SMTPAuthenticationError as error:
            raise NoAccess(
                f"could not {doing}: {parts.hostname} refuses the password ({error.smtp_code}); look "
                "at SMTP_URL"
            ) from None
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _refused(doing, max(codes, default=550), "every address") from None
        except smtplib.SMTPResponseException as error:
            raise _refused(doing, error.smtp_code, hidden(error.smtp_error)[:200]) from None
        except ssl.SSLCertVerificationError as error:
            raise TransientError(  # one that lapsed for an hour is renewed: mails wait for that
                f"could not {doing}: the certificate of {parts.hostname} is vouched for by nobody whom this "
                f"machine trusts ({error.verify_message}), so nothing was sent. Where its authority is your own, name "
                "a file with that authority's certificate below the public ones, in PEM, in SSL_CERT_FILE"
            ) from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise TransientError(f"could not {doing}: {hidden(error)[:300]}") from None


def mail_of(
    message: Message, desk: str, sender: str, to: Sequence[str], picture: bytes | None
) -> EmailMessage:
    """Return a message as a mail, in words and as a page; nothing in it is loaded from elsewhere."""
    mail = EmailMessage()
    line = " ".join(f"{message.decided or message.heading}: {message.title}".split())
    mail["Subject"] = line[:200]
    mail["From"] = sender
    mail["To"] = [_address(one) for one in to]
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    link = f"{desk}{message.link}" if desk else ""
    mail.set_content(f"{message.plain}\n\n{link}\n" if link else f"{message.plain}\n")
    shown = make_msgid(domain="poster") if picture else ""
    mail.add_alternative(_page(message, link, shown), subtype="html")
    if message.page:
        name = f"{re.sub(r'[^A-Za-z0-9-]+', '-', message.title).strip('-')[:80]}.html"
        mail.add_attachment(message.page, subtype="html", filename=name)
    if picture:
        page = mail.get_payload(1)
        page.add_related(picture, "image", "jpeg", cid=shown)  # pyright: ignore[reportAttributeAccessIssue]
    return mail


def _page(message: Message, link: str, shown: str) -> str:
    """Return the mail as HTML; a video's words are escaped."""
    head = f"<h2>{escape(message.heading)}: {escape(message.title)}</h2>"
    picture = f'<p><img src="cid:{shown[1:-1]}" alt="" width="320"></p>' if shown else ""
    said = [*([message.decided] if message.decided else []), *message.facts]
    calls = f"<p>For {escape(', '.join(message.calls))}</p>" if message.calls else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in said)
    word = "Look at it and decide" if message.asks else "Open it on the desk"
    button = f'<p><a href="{escape(link, quote=True)}">{word}</a></p>' if link else ""
    return f"<!doctype html><html><body>{head}{picture}{calls}{lines}{button}</body></html>"


def _address(one: str) -> Address:
    try:
        return Address(addr_spec=one)
    except (ValueError, IndexError) as error:
        raise PermanentError(
            f"{one[:80]!r} is no e-mail address; look at FACTORY_MAIL_TO"
        ) from error


def _refused(doing: str, code: int, said: str) -> PermanentError | TransientError:
    """Return what a server's answer means: 4xx passes, 5xx does not (RFC 5321, 4.2.1)."""
    about = f"could not {doing}: the mail server answered {code}: {said}"
    return TransientError(about) if code < 500 else PermanentError(about)


def _offers_tls(server: smtplib.SMTP) -> bool:
    server.ehlo_or_helo_if_needed()
    return server.has_extn("starttls")
