"""Changing a post that is out: another title, thumbnail or visibility."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from factory.brief.planned_changes import Changed
from factory.errors import PermanentError, Postponed
from factory.ports import ChangeOutcome, LivePost, PostChangers, VideoFiles
from factory_assets.stage.recorded_files import sha256_of


def change_post(
    changers: PostChangers,
    store: VideoFiles,
    post: LivePost,
    what: Changed,
    to: str,
    unapproved: Callable[[str], str],
    keep: Callable[[str], None] | None = None,
) -> ChangeOutcome:
    """Change one thing of a post and nothing else; once more is the same as once.

    Args:
        changers: outlets, by what they let be changed.
        store: where thumbnails are.
        post: which.
        what: is changed.
        to: the title or the visibility; of a thumbnail its name among the video's files.
        unapproved: says why the thumbnail of a SHA-256 may not be shown; empty where it may. It is asked
            about the very bytes that are sent: the file of that name may be another one by then.
        keep: is told what stands there, before it is changed; where nobody wants that it is not asked.

    Raises:
        Postponed: nobody approved the thumbnail that lies there now.
        FactoryError: it cannot be given, or not now; see `factory.ports.PostChanger.change`.
    """
    changer = changers.changer(post.outlet)
    if changer is None:
        raise PermanentError(f"{post.outlet} takes no other {what} of what is out")
    with tempfile.TemporaryDirectory(prefix="factory-thumbnail-") as folder:
        file = None
        if what == "thumbnail":
            file = Path(folder, Path(to).name)
            shutil.copyfile(store.local(post.video_id, to), file)
            if why := unapproved(sha256_of(file)):
                raise Postponed(why)
        if keep:
            keep(changer.found(post, what))
        return changer.change(post, what, to, file)
