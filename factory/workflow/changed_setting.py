"""Changed setting: who answers for what a setting says, and since when."""

from datetime import datetime

from factory.records import Payload


class ChangedSetting(Payload):
    """The last change of one setting by a person."""

    by: str
    at: datetime
