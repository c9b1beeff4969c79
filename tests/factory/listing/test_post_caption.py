"""The one text below a post: credits and disclosures stay, chapters and promotion do not."""

from factory.listing.listing import write_listing
from factory.listing.platform_limits import INSTAGRAM, TIKTOK
from factory.listing.post_caption import caption_faults, post_caption
from tests.factory.listing.listed import SHORT, THUMBNAIL
from tests.fakes.manifests import (
    a_channel,
    a_narration,
    a_script,
    an_accepted_brief,
    some_visuals,
)

FOOTER = "Follow us on the other place\nhttps://shop.example"


def test_the_channels_promotion_and_the_other_platforms_hashtag_are_left_out():
    channel = a_channel(description_footer=FOOTER, tags=("roads",))
    script, narration, visuals = a_script(), a_narration(), some_visuals()
    listing = write_listing(
        an_accepted_brief(channel), script, narration, visuals, SHORT, THUMBNAIL
    )
    assert FOOTER in listing.description and "#Shorts" in listing.description
    caption = post_caption(listing, FOOTER)
    assert caption.startswith(listing.title)
    assert "shop.example" not in caption and "#Shorts" not in caption and "#Roads" in caption
    assert "Credits:" in caption
    assert not caption_faults(caption, TIKTOK)


def test_each_platform_counts_in_its_own_way():
    assert caption_faults("😀" * 1101, TIKTOK) == ["2,202 UTF-16 units, at most 2,200"]
    assert not caption_faults("😀" * 1101, INSTAGRAM)
    assert caption_faults(" ".join(f"#t{n}" for n in range(31)), INSTAGRAM) == [
        "31 hashtags, at most 30"
    ]
