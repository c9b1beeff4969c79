"""What is loaded for good: searched for garbage neither while it comes nor later."""

import gc

from resources.machine.loading import loaded_for_good


def test_what_is_loaded_for_good_is_not_searched_and_what_comes_after_it_is():
    before = gc.get_freeze_count()
    with loaded_for_good():
        assert not gc.isenabled()
        kept = [[number] for number in range(1000)]
    try:
        assert gc.isenabled()
        assert gc.get_freeze_count() >= before + len(kept)
        assert not any(one is kept for one in gc.get_objects())
        later: list[object] = []
        assert any(one is later for one in gc.get_objects())
    finally:
        gc.unfreeze()


def test_one_within_another_leaves_the_search_off_until_the_outer_ends():
    with loaded_for_good():
        with loaded_for_good():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.unfreeze()
