"""Derived metrics: whether numbers may be computed of what a platform told."""

from typing import Final

SETTING: Final = "youtube_derived_metrics"
"""Whether YouTube's amendment on derived metrics was accepted. As long as it is not, its terms allow no number
that is computed of its API's data: developers.google.com/youtube/terms/derived-metrics-policy, since 4 May 2026."""

OUTLET: Final = "youtube"
"""Whose terms these are; of what others tell everything may be computed."""

WITHHELD: Final = (
    "Not computed: YouTube allows it to those who accepted its amendment on derived metrics, and nobody has "
    "said here that it is accepted (Settings)."
)


def is_derivable(outlet: str, *, accepted: bool) -> bool:
    """Return whether more may be computed of what an outlet told.

    Args:
        outlet: who told it.
        accepted: whether somebody said that the amendment is accepted, see `SETTING`.
    """
    return accepted or outlet != OUTLET
