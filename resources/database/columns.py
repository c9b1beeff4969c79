"""Columns that many tables have, and how keys and indexes are named."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    MetaData,
    Numeric,
    Text,
    func,
    text,
)

SCHEMA = "factory"


metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)


def id_column() -> Column[int]:
    """A number that the database gives."""
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def time_column(name: str, *, now: bool = False) -> Column:
    """A point in time by the database's clock; `now` makes it the time of the insert."""
    if now:
        return Column(name, DateTime(timezone=True), nullable=False, server_default=func.now())
    return Column(name, DateTime(timezone=True))


def text_column(name: str, *, null: bool = False) -> Column[str]:
    """A text, never null unless it may be."""
    return Column(name, Text, nullable=null)


def word_column(name: str) -> Column[str]:
    """A text that may be empty."""
    return Column(name, Text, nullable=False, server_default=text("''"))


def video_column() -> Column[str]:
    """Whose row it is."""
    return Column("video_id", Text, ForeignKey("factory.videos.video_id"), nullable=False)


def tenant_column(*, null: bool = False) -> Column[str]:
    """Whose fact it is, filled by the database; null where one may be of the whole factory."""
    return Column("tenant", Text, nullable=null)


def for_tenant_column() -> Column[str]:
    """For whom a person decided, filled by the database: the video's tenant then, for ever."""
    return Column("for_tenant", Text, nullable=False)


def count_column(name: str, default: int) -> Column[int]:
    """A whole number that starts at a default."""
    return Column(name, Integer, nullable=False, server_default=text(str(default)))


def usd_column(name: str, *, null: bool = False) -> Column:
    """A sum in US dollars, to a millionth."""
    return Column(name, Numeric(14, 6), nullable=null)
