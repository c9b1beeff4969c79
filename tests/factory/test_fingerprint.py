"""Fingerprints and seeds: numbers that follow from words, the same on every machine."""

from factory.fingerprint import seed_of


def test_a_seed_follows_from_its_text_alone():
    assert seed_of("") == 0xE3B0C442
    assert seed_of("", bits=64) == 0xE3B0C44298FC1C14
    assert seed_of("roman roads") == seed_of("roman roads") != seed_of("Roman roads")
