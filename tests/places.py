"""Places of tests that take long: what `make check` leaves out, and what begins first."""

SERVER_PLACES = ("tests/resources/postgres", "tests/resources/dagster_instance")
FILMS = (
    "tests/golden",
    "tests/factory_assets/audio",
    "tests/factory_assets/renders",
    *(
        f"tests/resources/{folder}"
        for folder in (
            "audio",
            "composers",
            "illustrators",
            "inspection",
            "narrators",
            "rendering",
            "video",
        )
    ),
)
"""Where real sound and pictures are made, with FFmpeg, a voice or a brush."""

END_TO_END = "tests/end_to_end"
"""Where whole factories are started, and killed."""

ONE_FACTORY = "tests/end_to_end/one_factory"
"""One worker runs all of this folder: its tests look at the same running factory."""

LONGEST = (
    f"{ONE_FACTORY}/test_door.py",
    f"{ONE_FACTORY}/test_door_pages.py",
    f"{ONE_FACTORY}/test_desk.py",
    f"{ONE_FACTORY}/test_two_homes.py",
    "tests/end_to_end/test_up.py",
    "tests/desk/terminal/test_cli.py",
    "tests/end_to_end/test_kills.py",
    "tests/end_to_end/test_keys_stay_secret.py",
    "tests/end_to_end/test_vendor_kills.py",
    "tests/desk/server/test_pages_in_a_browser.py",
    "tests/end_to_end/test_runs_by_hand.py",
    "tests/end_to_end/test_traces.py",
    "tests/end_to_end/test_private_words.py",
    "tests/resources/audio/test_sleep_sound.py",
    "tests/end_to_end/test_second_provider.py",
    "tests/end_to_end/test_kubernetes.py",
    "tests/end_to_end/test_workers.py",
)
"""Files of half a minute and more, the longest first; then come the slow, then films and servers."""
