from resources.machine.redaction import LEAST_SECRET_CHARS, REDACTED, maskable, redacted


def test_secrets_are_masked_whole_and_line_by_line_and_ordinary_words_are_not():
    masked = maskable(["key-of-mine", "key-of-mine-too", "-----BEGIN-----\nabcdef\nxy", "short"])
    text = "key-of-mine-too and key-of-mine in abcdef, a short xy"
    assert redacted(text, masked) == f"{REDACTED} and {REDACTED} in {REDACTED}, a short xy"


def test_a_secret_of_the_least_length_is_masked_and_a_shorter_one_would_black_out_words():
    least = "s" * LEAST_SECRET_CHARS
    assert maskable([least, least[1:], ""]) == [least]


def test_a_password_in_an_address_is_masked_whoever_set_it():
    text = "no answer from amqp://mara:hunter2@broker:5672/factory and //host/path"
    assert (
        redacted(text, ())
        == f"no answer from amqp://{REDACTED}@broker:5672/factory and //host/path"
    )
