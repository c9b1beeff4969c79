"""Planned titles: what a post is to bear later is judged as its first title was."""

from desk.actions.making.scenes import listing_of
from factory.copy_detection.likeness import is_copy, likeness
from factory.errors import BadInput
from factory.listing.listing_edits import edited_title
from factory.rules.evidence import Evidence
from factory.rules.listing import title_faults
from wiring.factory import Factory


def planned_title(factory: Factory, video_id: str, text: str) -> str:
    """Return a title as a video's post may bear it later.

    Raises:
        BadInput: a rule for titles refuses it, or it makes the video a copy of an earlier one; or
            the video has no listing yet, by which it could be judged.
        PermanentError: there is no such video.
    """
    title, accepted = edited_title(text), factory.catalogue.briefs.newest(video_id)
    listing = listing_of(factory, video_id)
    if listing is None:
        raise BadInput(
            f"{video_id} has no listing yet, by which another title could be judged; ask for it when its "
            "listing is made, or say it under `later` in the brief"
        )
    faults = title_faults(Evidence.of(accepted, listing), title)
    if beside := factory.catalogue.signatures.beside(video_id):
        own, earlier = beside
        found = (likeness(own, one, (title,)) for one in earlier)
        faults += [
            f"with it the video is a copy of {one.earlier.video_id}: {one.told}"
            for one in found
            if is_copy(one)
        ]
    if faults:
        raise BadInput(f"title: {title!r} is not allowed: {'; '.join(faults)}")
    return title
