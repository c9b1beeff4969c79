"""What TikTok is told about a video: words, privacy, toggles, and that it was generated."""

from pathlib import Path
from typing import Any

from factory.channel.outlet_settings import TikTokChoices
from factory.errors import PermanentError, PublishingWaits
from factory.listing.listing import Listing
from factory.listing.platform_limits import TIKTOK
from factory.listing.post_caption import caption_faults, post_caption
from factory.ports import PostChoice, PostChoices, Publication
from factory.release.delivered_names import MASTER, TIKTOK_CUT
from factory.release.tiktok_composer import WIDER, Creator, is_wider


def choices_of(publication: Publication) -> TikTokChoices:
    """Return what the video's channel says of TikTok.

    Raises:
        PermanentError: nothing.
    """
    channel = publication.channel
    if channel is None or channel.tiktok is None:
        raise PermanentError(
            f"{publication.video_id}: its channel file says nothing under `tiktok`; say the account "
            "there, then make the video again from its brief"
        )
    return channel.tiktok


def chosen_for(publication: Publication, kept: PostChoices) -> TikTokChoices:
    """Return what holds for this very post: what a person chose for it, else the channel's.

    Raises:
        PublishingWaits: nobody has chosen who shall see this master with this listing at this account, or
            more people would than its channel says, which was approved.
    """
    standing = choices_of(publication)
    choice: PostChoice | None = kept.chosen(publication.video_id, "tiktok")
    if choice and (choice.master_sha256, choice.listing_sha256, choice.account) == (
        publication.master_sha256,
        publication.sha256["listing.json"],
        standing.account,
    ):
        chosen = standing.model_copy(update=dict(choice.choices))
        if chosen.privacy is not None and is_wider(chosen.privacy, standing.privacy):
            raise PublishingWaits(
                f"{publication.video_id}: {choice.by} chose {chosen.privacy} for TikTok, more people see that "
                f"than {standing.privacy}, {WIDER}; or choose again",
                scope="outlet tiktok",
            )
        return chosen
    if standing.privacy is None:
        raise PublishingWaits(
            f"{publication.video_id}: TikTok wants a person to choose who sees each post; do so on "
            f"the video's page, or by `factory tiktok {publication.video_id} --privacy ...`",
            scope="outlet tiktok",
        )
    return standing


def cut_for_tiktok(publication: Publication) -> tuple[Path, str]:
    """Return the file that goes to TikTok, and the hash it was released with.

    Raises:
        PermanentError: it shows what is the channel's, which TikTok forbids.
    """
    channel = publication.channel
    name = TIKTOK_CUT if TIKTOK_CUT in publication.paths else MASTER
    shown = list(channel.branded_inserts) if channel else []
    if channel and channel.watermark and name == MASTER:
        shown.append("watermark")
    if shown:
        raise PermanentError(
            f"{publication.video_id}: the master shows the channel's {' and '.join(shown)}, which "
            "TikTok forbids in what apps post; leave an intro and an outro out of the channel's file, and "
            "materialise renders again for a cut without the watermark"
        )
    return publication.paths[name], publication.sha256[name]


def listing_of(publication: Publication) -> Listing:
    """Return the listing that was released."""
    return Listing.from_json(publication.paths["listing.json"].read_bytes())


def caption_of(publication: Publication) -> str:
    """Return the words below the post, without the channel's footer, which is promotion.

    Raises:
        PermanentError: TikTok takes none of these.
    """
    channel = publication.channel
    footer = channel.description_footer if channel else ""
    caption = post_caption(listing_of(publication), footer)
    if faults := caption_faults(caption, TIKTOK):
        raise PermanentError(
            f"{publication.video_id}: TikTok does not take its words: {'; '.join(faults)}; shorten "
            "the description in the listing"
        )
    return caption


def wants_label(publication: Publication) -> bool:
    """Whether the post must be labelled as generated: the answer that the listing was released with.

    Raises:
        PermanentError: nobody has answered.
    """
    answer = listing_of(publication).synthetic_media
    if answer is None:
        raise PermanentError(f"{publication.video_id}: its listing leaves a disclosure unanswered")
    return answer


def post_info(publication: Publication, chosen: TikTokChoices, creator: Creator) -> dict[str, Any]:
    """Return what a direct post is told; what the creator has switched off stays off.

    Raises:
        PublishingWaits: the account does not offer the privacy that was chosen, or somebody pays for what
            the video shows and nobody chose TikTok's label for that.
    """
    if publication.paid_promotion and not chosen.branded_content:
        raise PublishingWaits(
            f"{publication.video_id}: somebody gives something for what it shows or says "
            "(`paid_promotion`), so TikTok wants it chosen as branded content: `factory tiktok "
            f"{publication.video_id} --branded-content ...`",
            scope="outlet tiktok",
        )
    if chosen.privacy not in creator.privacy:
        raise PublishingWaits(
            f"{publication.video_id}: {creator.nickname} at TikTok offers "
            f"{', '.join(creator.privacy) or 'no privacy at all'}, chosen was {chosen.privacy}; "
            f"choose again: `factory tiktok {publication.video_id} --privacy ...`",
            scope="outlet tiktok",
        )
    return {
        "title": caption_of(publication),
        "privacy_level": chosen.privacy,
        "disable_comment": creator.comments_off or not chosen.comments,
        "disable_duet": creator.duets_off or not chosen.duets,
        "disable_stitch": creator.stitches_off or not chosen.stitches,
        "brand_organic_toggle": chosen.your_brand,
        "brand_content_toggle": chosen.branded_content,
        "is_aigc": wants_label(publication),
    }
