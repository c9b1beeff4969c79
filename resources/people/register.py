"""The register: everybody who may come in, one part for each way."""

from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy import Engine

from resources.database.connection import transact
from resources.database.tables import videos
from resources.people.accounts import PostgresAccounts
from resources.people.api_tokens import PostgresApiTokens
from resources.people.chat_accounts import PostgresChatAccounts
from resources.people.current_access import PostgresStanding
from resources.people.guest_links import PostgresGuestLinks
from resources.people.passwords import Passwords
from resources.people.sessions import RIDE_SECONDS, PostgresSessions
from resources.people.sign_ins import PostgresSignIns


@dataclass(frozen=True)
class Register:
    """The parts, each made when it is first asked for."""

    engine: Engine
    passwords: Passwords

    @cached_property
    def accounts(self) -> PostgresAccounts:
        """Those with a password."""
        return PostgresAccounts(self.engine, self.passwords)

    @cached_property
    def sign_ins(self) -> PostgresSignIns:
        """The way in by a password."""
        return PostgresSignIns(self.engine, self.passwords)

    @cached_property
    def sessions(self) -> PostgresSessions:
        """Who is in."""
        return PostgresSessions(self.engine)

    @cached_property
    def api_tokens(self) -> PostgresApiTokens:
        """What programs show."""
        return PostgresApiTokens(self.engine)

    @cached_property
    def chat_accounts(self) -> PostgresChatAccounts:
        """Who somebody in a chat is."""
        return PostgresChatAccounts(self.engine, self.accounts)

    @cached_property
    def guest_links(self) -> PostgresGuestLinks:
        """Who was asked to look at one video."""
        return PostgresGuestLinks(self.engine)

    @cached_property
    def standing(self) -> PostgresStanding:
        """What somebody who was let in earlier may do now."""
        return PostgresStanding(self.engine)

    def tenant_of(self, video_id: str) -> str | None:
        """Return whose a video is; None if there is none of that ID."""
        question = sa.select(videos.c.tenant).where(videos.c.video_id == video_id)
        return transact(self.engine, lambda c: c.scalar(question), ride_seconds=RIDE_SECONDS)
