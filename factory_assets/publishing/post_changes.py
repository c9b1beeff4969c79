"""Changing a post that is out: another title, thumbnail or visibility."""

from collections.abc import Callable

from factory.brief.later_changes import Changed
from factory.errors import PermanentError
from factory.ports import ChangeOutcome, LivePost, PostChangers, VideoFiles


def change_post(
    changers: PostChangers,
    store: VideoFiles,
    post: LivePost,
    what: Changed,
    to: str,
    keep: Callable[[str], None] | None = None,
) -> ChangeOutcome:
    """Change one thing of a post and nothing else; once more is the same as once.

    Args:
        changers: outlets, by what they let be changed.
        store: where thumbnails are.
        post: which.
        what: is changed.
        to: the title or the visibility; of a thumbnail its name among the video's files.
        keep: is told what stands there, before it is changed; where nobody wants that it is not asked.

    Raises:
        FactoryError: it cannot be given, or not now; see `factory.ports.PostChanger.change`.
    """
    changer = changers.changer(post.outlet)
    if changer is None:
        raise PermanentError(f"{post.outlet} takes no other {what} of what is out")
    file = store.local(post.video_id, to) if what == "thumbnail" else None
    if keep:
        keep(changer.found(post, what))
    return changer.change(post, what, to, file)
