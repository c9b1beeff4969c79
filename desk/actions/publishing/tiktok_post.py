"""TikTok post: a person sees whose account it is and what will be posted, and chooses."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from desk.actions.about_video import master_of
from desk.actions.acting import acting
from desk.actions.making.launching import launch, running_dagster
from desk.actions.making.scenes import listing_of
from desk.actions.manifests import Manifests
from desk.actions.publishing.posts import newest_post
from factory.channel.outlet_settings import TikTokChoices
from factory.documents.error_words import shown
from factory.errors import BadInput, PermanentError
from factory.interchange.video_facts import short_hash
from factory.listing.listing import Listing
from factory.listing.post_caption import post_caption
from factory.master.render import Render
from factory.ports import PostChoice
from factory.records import Payload
from factory.release.tiktok_composer import (
    PRIVACY,
    PROCESSING,
    ChosenPost,
    Creator,
    check_chosen,
    consent_words,
)
from factory.reviews.seen_hashes import Seen
from wiring.factory import Factory
from wiring.tiktok import tiktok_creator

OUTLET = "tiktok"


class PrivacyOption(Payload):
    """One of the circles that the account offers."""

    value: str
    means: str


class ComposerFacts(Payload):
    """What a person is shown before a video goes to TikTok."""

    video_id: str
    master_sha256: str
    """Of what will be posted; choose for no other."""
    seen: str
    """Digits of the master and of the listing that are shown here: what a choice names."""
    account: str
    username: str
    nickname: str
    """Whose account it is."""
    privacy: tuple[PrivacyOption, ...]
    """What the account offers now; nothing is chosen beforehand."""
    comments_off: bool
    duets_off: bool
    stitches_off: bool
    """Switched off by the account: cannot be chosen."""
    most_seconds: int
    seconds: float | None
    caption: str
    generated: bool | None
    """Whether TikTok is told that it was generated; the channel answers that."""
    consent: str
    consent_branded: str
    processing: str
    chosen: ChosenPost | None
    """What was chosen for this very master, with this listing, at this account."""
    chosen_by: str
    state: str
    """`not sent`, or what became of the post there."""
    state_words: str


class ComposedPost(Payload):
    """What was kept."""

    video_id: str
    outlet: str
    goes_on: bool
    """Whether the publication goes on at once; else when a factory runs."""


def composer(factory: Factory, video_id: str) -> ComposerFacts:
    """Return what a person is to see before they choose; TikTok is asked for it now."""
    choices, listing = _video(factory, video_id)
    facts = master_of(factory, video_id)
    master = facts.sha256
    creator = tiktok_creator(factory.accounts, choices.account)
    kept = factory.accounts.choices.chosen(video_id, OUTLET)
    this = (master, facts.listing_sha256, choices.account)
    mine = (
        kept if kept and (kept.master_sha256, kept.listing_sha256, kept.account) == this else None
    )
    channel = factory.catalogue.briefs.newest(video_id).channel
    post = newest_post(factory, video_id, OUTLET)
    if mine is None and post and post.state == "failed":
        post = None  # what it failed for is this choice
    return ComposerFacts(
        video_id=video_id,
        master_sha256=master,
        seen=facts.seen,
        account=choices.account,
        username=creator.username,
        nickname=creator.nickname,
        privacy=tuple(
            PrivacyOption(value=value, means=means)
            for value, means in PRIVACY.items()
            if value in creator.privacy
        ),
        comments_off=creator.comments_off,
        duets_off=creator.duets_off,
        stitches_off=creator.stitches_off,
        most_seconds=creator.most_seconds,
        seconds=_seconds(factory, video_id),
        caption=post_caption(listing, channel.description_footer),
        generated=listing.synthetic_media,
        consent=consent_words(branded_content=False),
        consent_branded=consent_words(branded_content=True),
        processing=PROCESSING,
        chosen=ChosenPost.model_validate(dict(mine.choices)) if mine else None,
        chosen_by=mine.by if mine else "",
        state=post.state if post else "not sent",
        state_words=(post.to_do or post.error or post.url or "") if post else "",
    )


def chosen_from(told: Mapping[str, Any]) -> ChosenPost:
    """Return what a command line or a form says was chosen.

    Raises:
        BadInput: there is no such privacy.
    """
    privacy = told.get("privacy")
    if privacy not in PRIVACY:
        wanted = ", ".join(PRIVACY)
        raise BadInput(f"privacy: found {shown(str(privacy or ''))}; wanted one of {wanted}")
    return ChosenPost.model_validate({name: told[name] for name in ChosenPost.model_fields})


def compose(
    factory: Factory, video_id: str, seen: str, chosen: ChosenPost, *, agreed: bool
) -> ComposedPost:
    """Keep what a person chose for one post, and let its publication go on.

    Args:
        factory: where it is kept.
        video_id: whose post.
        seen: the first digits of the master and of the listing that they saw.
        chosen: for this post.
        agreed: to what `consent_words` says.

    Raises:
        BadInput: the account does not offer it, `seen` is no such hash, or nobody agreed.
        PermanentError: another master or listing lies there.
    """
    choices, _ = _video(factory, video_id)
    master, shown_to_them = master_of(factory, video_id), Seen.of(seen, video_id)
    if not shown_to_them.is_master(master.sha256):
        raise PermanentError(
            f"{video_id}: seen {shown_to_them.master[:12]}, by now the master is "
            f"{short_hash(master.sha256)}; look at it, then choose again with --seen {master.seen}"
        )
    if not shown_to_them.is_listing(master.listing_sha256):
        raise PermanentError(
            f"{shown_to_them.another_listing(video_id)}, then choose again with --seen {master.seen}"
        )
    creator: Creator = tiktok_creator(factory.accounts, choices.account)
    check_chosen(
        chosen,
        creator,
        agreed=agreed,
        seconds=_seconds(factory, video_id),
        approved=choices.privacy,
    )
    choice = PostChoice(
        outlet=OUTLET,
        master_sha256=master.sha256,
        listing_sha256=master.listing_sha256,
        account=choices.account,
        choices=chosen.model_dump(mode="json"),
        by=acting(),
        at=datetime.now(UTC),
    )
    factory.accounts.choices.choose(video_id, choice)
    begun = ""
    if factory.catalogue.artifacts.artifact(video_id, "releases", "verdict.json"):
        begun = launch(factory, running_dagster(), video_id, "publish", "post composed")
    return ComposedPost(video_id=video_id, outlet=OUTLET, goes_on=begun == "begun")


def _video(factory: Factory, video_id: str) -> tuple[TikTokChoices, Listing]:
    """Return what the channel says of TikTok, and the listing of a finished master."""
    channel = factory.catalogue.briefs.newest(video_id).channel
    if channel.tiktok is None or OUTLET not in channel.outlets:
        raise BadInput(f"{video_id}: its channel {channel.name} sends nothing to TikTok")
    listing = listing_of(factory, video_id)
    master = factory.catalogue.artifacts.artifact(video_id, "renders", "master.mp4")
    if listing is None or master is None:
        raise PermanentError(f"{video_id} is not rendered yet, so there is nothing to choose for")
    return channel.tiktok, listing


def _seconds(factory: Factory, video_id: str) -> float | None:
    render = Manifests(factory, video_id).read(Render, "render.json")
    return render.duration_sec if render else None
