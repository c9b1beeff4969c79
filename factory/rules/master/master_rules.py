"""Every rule for a finished picture and its sound: a master is judged by them, and so is a cut of it."""

from typing import Final

from factory.rules.master import black_frozen_silent, file, length, loudness, picture
from factory.rules.rule import declared

MASTER_FILES: Final = (file, length, black_frozen_silent, loudness, picture)
MASTER_RULES: Final = tuple(rule for module in MASTER_FILES for rule in declared(module))
