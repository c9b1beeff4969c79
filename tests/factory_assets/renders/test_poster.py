"""The poster: which frame stands for a video in a player."""

from factory_assets.renders.inspection import poster_frame


def test_the_poster_shows_the_first_scene_with_its_title_whole_or_gone_and_never_fading():
    assert poster_frame(shot_frames=120, hook_frames=78) == 39
    assert poster_frame(shot_frames=50, hook_frames=78) == 25
    assert poster_frame(shot_frames=200, hook_frames=78) == 100
    assert poster_frame(shot_frames=120, hook_frames=0) == 60
