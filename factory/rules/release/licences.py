"""Rules for licences: on record, kept to where they hold, and their makers named where they must be."""

from collections.abc import Iterator

from factory.captions.cues import Captions
from factory.listing.listing import Listing
from factory.listing.outlet_names import OUTBOX
from factory.listing.plain_text import plain
from factory.pictures.visuals import Visuals
from factory.rules.evidence import Evidence
from factory.rules.licence_limits import limits_of, wants_names
from factory.rules.licence_rows import licence_rows
from factory.rules.rule import Judgement, judged_all, not_asked, rule
from factory.speech.narration import Narration


@rule(
    stage="releases",
    needs=(Narration, Visuals, Captions),
    description="Every picture, sound and font of the video has a licence on record.",
)
def every_picture_sound_and_font_has_a_licence(evidence: Evidence) -> Judgement:
    rows = licence_rows(evidence)
    return judged_all(
        [str(row["what"]) for row in rows if not str(row["licence"]).strip()],
        wanted="a licence for every picture, sound and font",
        found=f"{len(rows)} licences",
        advice="say `licence:` where the channel file or brief names the folder; a font's stands "
        "in factory/presets/fonts.py",
    )


@rule(
    stage="releases",
    needs=(Narration, Visuals, Captions),
    description="No licence of a picture, sound or font ends before a platform or a country where the video goes.",
)
def licences_allow_where_it_goes(evidence: Evidence) -> Judgement:
    platforms = [one for one in evidence.accepted.channel.outlets if one != OUTBOX]
    # Whoever uploads from the outbox reads the licences beside it.
    if not platforms:
        return not_asked("it goes to no platform")
    return judged_all(
        list(dict.fromkeys(_beyond(evidence, platforms))),
        wanted=f"licences that hold on {', '.join(platforms)} in every country",
        found="no licence with such a limit",
        advice="take another picture or sound, or leave the outlet out of the channel's `outlets`",
    )


def _beyond(evidence: Evidence, platforms: list[str]) -> Iterator[str]:
    for row in licence_rows(evidence):
        limits = limits_of(str(row["licence"]))
        outside = [one for one in platforms if limits.outlets and one not in limits.outlets]
        if outside:
            yield f"{row['what']}: {row['licence']}, not on {', '.join(outside)}"
        elif limits.countries:
            yield f"{row['what']}: only in {', '.join(limits.countries)}, which no platform is told"


@rule(
    stage="releases",
    needs=(Narration, Visuals, Captions, Listing),
    description="Whoever made something under a licence that wants them named stands in the description.",
)
def makers_are_named_where_they_must_be(evidence: Evidence) -> Judgement:
    said = evidence.listing.description
    named = {
        str(row["attribution"]): str(row["what"])
        for row in licence_rows(evidence)
        if row["attribution"] and wants_names(str(row["licence"]))
    }
    if not named:
        return not_asked("no licence wants anybody named")
    return judged_all(
        [f"{what}: {who}" for who, what in named.items() if plain(who) not in said],
        wanted="every maker named in the description",
        found=f"{len(named)} named",
        advice="materialise listings again; where so many are named that they do not fit, take fewer sources",
    )
