"""A person's picture follows its scene, wherever the words around it go."""

from datetime import UTC, datetime

from factory.brief.edits import NO_EDITS, PictureEdit, placed

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def edit(scene_id: str, words: str, redraws: int = 1) -> PictureEdit:
    return PictureEdit(scene_id=scene_id, words=words, redraws=redraws, by="Ada", at=NOW)


def test_a_scene_that_moved_takes_its_picture_along():
    one = edit("s002", "The key.")
    assert placed([one], [("s001", "A."), ("s002", "New."), ("s003", "The key.")]) == {"s003": one}


def test_a_scene_whose_words_were_corrected_keeps_its_picture():
    one = edit("s002", "The key.")
    assert placed([one], [("s001", "A."), ("s002", "The iron key.")]) == {"s002": one}


def test_a_scene_that_stayed_goes_before_one_that_only_has_its_place():
    stayed, lost = edit("s001", "The key."), edit("s002", "Left out.")
    found = placed([stayed, lost], [("s001", "New."), ("s002", "The key.")])
    assert found == {"s002": stayed}


def test_a_scene_that_is_gone_shows_nothing_of_its_picture():
    assert placed([edit("s009", "Gone.")], [("s001", "A.")]) == {}


def test_of_two_scenes_with_the_same_words_the_one_that_was_changed_is_meant():
    one = edit("s002", "Again.")
    assert placed([one], [("s001", "Again."), ("s002", "Again.")]) == {"s002": one}


def test_the_newest_edit_of_a_scene_stands_in_place_of_the_one_before():
    edits = NO_EDITS.with_picture(edit("s002", "A.")).with_picture(edit("s002", "A.", 2))
    assert [one.redraws for one in edits.pictures] == [2]
    assert edits.without_picture("s002") == NO_EDITS
