"""Reading feeds: asked for at most once an hour, only what is new, from the public network alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import httpx2
import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import FactoryError, PermanentError, TransientError
from factory.ideas.trend import FeedEntry
from resources.database.connection import transact
from resources.database.idea_tables import feed_entries, feeds
from resources.feeds.feed_document import RawEntry, read_feed
from resources.machine.credentials import hidden
from resources.vendors.transport.guarded import Limits, guarded_client

SECONDS: Final = 10.0
MOST_BYTES: Final = 5_000_000
MOST_DETOURS: Final = 3
AGAIN: Final = timedelta(hours=1)
"""A feed is asked no sooner."""
KEPT: Final = timedelta(days=30)
ACCEPT: Final = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.1"


class FeedReader:
    """See `factory.ports.Feeds`.

    Args:
        engine: of the database that keeps what was read.
        public_only: whether feeds must lie in the public network: who may write a channel's file
            shall not read this machine's own network by it.
    """

    def __init__(self, engine: Engine, *, public_only: bool = True) -> None:
        self._engine = engine
        self._limits = Limits(SECONDS, MOST_BYTES, public_only=public_only, detours=True)

    def entries(
        self, urls: Sequence[str], now: datetime
    ) -> tuple[Sequence[FeedEntry], Sequence[str]]:
        """See `factory.ports.Feeds.entries`."""
        problems: list[str] = []
        if not urls:
            return (), problems
        for url in urls:
            try:
                self._read(url, now)
            except FactoryError as error:
                problems.append(f"feed {hidden(url)[:200]}: {error}")
        question = sa.select(feed_entries).where(
            feed_entries.c.url.in_(urls), feed_entries.c.at >= now - KEPT
        )
        found = transact(self._engine, lambda c: c.execute(question).all())
        return [FeedEntry(feed=row.url, title=row.title, at=row.at) for row in found], problems

    def _read(self, url: str, now: datetime) -> None:
        known = transact(
            self._engine, lambda c: c.execute(sa.select(feeds).filter_by(url=url)).one_or_none()
        )
        if known and known.read_at > now - AGAIN:
            return
        answer = self._asked(url, known.etag if known else "", known.modified if known else "")
        facts: dict[str, Any] = {"read_at": now}
        entries: Sequence[RawEntry] = ()
        if answer.status_code != 304:
            facts["etag"] = answer.headers.get("etag", "")[:500]
            facts["modified"] = answer.headers.get("last-modified", "")[:100]
            entries = read_feed(answer.content)
        transact(self._engine, lambda c: _keep(c, url, facts, entries, now))

    def _asked(self, url: str, etag: str, modified: str) -> httpx2.Response:
        """Return the answer, 200 or 304, of where the address leads.

        Raises:
            TransientError: nothing came, or it may be asked again later.
            PermanentError: it is refused, leads on for ever, or into a network that is none of its business.
        """
        known = {"if-none-match": etag, "if-modified-since": modified}
        headers = {"accept": ACCEPT, **{name: value for name, value in known.items() if value}}
        try:
            with guarded_client(self._limits) as client:
                for _ in range(1 + MOST_DETOURS):
                    answer = client.get(url, headers=headers)
                    if not answer.has_redirect_location:
                        break
                    url = str(answer.url.join(answer.headers["location"]))
                    if not url.startswith(("https://", "http://")):
                        raise PermanentError(
                            f"it leads to {hidden(url)[:100]}, which is no web address"
                        )
                else:
                    raise PermanentError(f"it leads on more than {MOST_DETOURS} times")
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise PermanentError(f"it is no web address: {hidden(error)}") from None
        except httpx2.TransportError as error:
            raise TransientError(f"no answer came: {hidden(error)[:200]}") from None
        if answer.status_code in (200, 304):
            return answer
        kind = (
            TransientError
            if answer.status_code == 429 or answer.status_code >= 500
            else PermanentError
        )
        raise kind(f"it answered {answer.status_code}")


def _keep(
    c: Connection, url: str, facts: dict[str, Any], entries: Sequence[RawEntry], now: datetime
) -> None:
    """Keep what is new of a feed; what was seen before stays as of when it was."""
    row = insert(feeds).values(url=url, **facts)
    c.execute(row.on_conflict_do_update(index_elements=["url"], set_=facts))
    known = {
        one.title: {"url": url, "title": one.title, "at": min(one.at or now, now)}
        for one in reversed(entries)
    }
    if known:
        c.execute(insert(feed_entries).values(list(known.values())).on_conflict_do_nothing())
    # What still stands in the feed is kept, or it would be taken for new once more.
    gone = sa.or_(feed_entries.c.url != url, feed_entries.c.title.not_in(list(known)))
    c.execute(sa.delete(feed_entries).where(feed_entries.c.at < now - KEPT, gone))
