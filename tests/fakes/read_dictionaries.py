"""What is read from dictionaries once a process, read when this is imported: copies of this process have it."""

from factory.advice.advice import advice_in
from factory.text.nouns import is_base_of_verb

is_base_of_verb("ring", "en")
advice_in("A bell rang.", "en")
