"""The music bed of one video: the loop that its composer (`resources/composers/`) makes or finds."""

from factory.brief.brief import AcceptedBrief
from factory.fingerprint import seed_of
from factory.ports import Journal, Providers, VideoFiles
from factory.speech.narration import Bed, BedDetail
from factory.units_of_work import Unit


def music_bed(
    accepted: AcceptedBrief, providers: Providers, journal: Journal, store: VideoFiles
) -> Bed | None:
    """Return the bed, kept in the store; None where no music is wanted.

    Raises:
        BadInput: the folder of music cannot be used.
    """
    music = accepted.music
    if music.kind == "none":
        return None
    composer = providers.composer(music.kind)
    recipe = composer.recipe(music, seed_of(accepted.brief.title))
    unit = Unit(
        video_id=accepted.video_id,
        stage="audio",
        kind="bed",
        label=f"music bed: {music.kind}",
        recipe={**recipe, "provider": composer.provider.name, "version": composer.provider.version},
        suffix=".wav",
        provider=composer.provider,
    )
    done = journal.perform(unit, lambda target: composer.compose(recipe, target))
    detail = done.read(BedDetail)
    return Bed(
        kind=detail.kind,
        file=store.keep(accepted.video_id, "bed.wav", done.path),
        samples=detail.samples,
        integrated_lufs=detail.integrated_lufs,
        provider=composer.provider.model_copy(update={"licence": detail.licence}),
        attribution=detail.attribution,
    )
