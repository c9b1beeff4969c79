"""Planned titles: what a post is to bear later is judged as its first title was."""

from collections.abc import Sequence

from desk.actions.making.scenes import listing_of
from factory.errors import BadInput
from factory.listing.listing_edits import edited_title
from factory.rules.evidence import Evidence
from factory.rules.listing import title_faults
from factory.rules.release.sameness import copied_with
from wiring.factory import Factory


def planned_title(factory: Factory, video_id: str, text: str) -> str:
    """Return a title as a video's post may bear it later; see `planned_titles`."""
    (title,) = planned_titles(factory, video_id, [text])
    return title


def planned_titles(factory: Factory, video_id: str, texts: Sequence[str]) -> Sequence[str]:
    """Return titles as a video's post may bear them later.

    Raises:
        BadInput: a rule for titles refuses one, or it makes the video a copy of an earlier one; or
            the video has no listing yet, by which it could be judged.
        PermanentError: there is no such video.
    """
    titles = [edited_title(text) for text in texts]
    accepted, listing = factory.catalogue.briefs.newest(video_id), listing_of(factory, video_id)
    if listing is None:
        raise BadInput(
            f"{video_id} has no listing yet, by which another title could be judged; ask for it when its "
            "listing is made, or say it under `later` in the brief"
        )
    evidence = Evidence.of(accepted, listing)
    if beside := factory.catalogue.likeness_records.beside(video_id):
        own, earlier = beside
        evidence = evidence.model_copy(update={"likeness_record": own, "earlier": tuple(earlier)})
    for title in titles:
        copies = [
            f"with it the video is a copy of {one.earlier.video_id}: {one.told}"
            for one in copied_with(evidence, (title,))
        ]
        if faults := [*title_faults(evidence, title), *copies]:
            raise BadInput(f"title: {title!r} is not allowed: {'; '.join(faults)}")
    return titles
