"""A script out of another's: some of its scenes, word for word, so that nothing is spoken again."""

from factory.brief.brief import AcceptedBrief
from factory.brief.excerpt import Excerpt
from factory.errors import BadInput
from factory.script.script import Scene, Script


def excerpt_script(original: Script, accepted: AcceptedBrief, version: int) -> Script:
    """Return the scenes that a brief takes out of another video's script, numbered anew.

    Raises:
        BadInput: a scene is gone, or says something else than the brief has.
    """
    excerpt = accepted.excerpt
    assert excerpt is not None
    scenes = scenes_of(original, excerpt)
    found = words_of(scenes)
    if found != accepted.brief.words:
        raise BadInput(
            f"{accepted.video_id} shows passages of {excerpt.video_id}, which says something else "
            f"there by now; `factory shorts {excerpt.video_id}` proposes them anew"
        )
    taken = tuple(
        _numbered(scene, number, len(scenes)) for number, scene in enumerate(scenes, start=1)
    )
    return original.model_copy(
        update={
            "script_id": f"{accepted.video_id}-script-{version}",
            "video_id": accepted.video_id,
            "title": accepted.brief.title,
            "scenes": taken,
            "version": version,
            "created_at": accepted.accepted_at,
            "moderation": None,
        }
    )


def scenes_of(original: Script, excerpt: Excerpt) -> tuple[Scene, ...]:
    """Return the scenes of a script that an excerpt names, as they stand there.

    Raises:
        BadInput: one is gone.
    """
    known = {scene.scene_id: scene for scene in original.scenes}
    gone = [scene_id for scene_id in excerpt.scenes if scene_id not in known]
    if gone:
        raise BadInput(
            f"{excerpt.video_id} has no scene {', '.join(gone)} any more; "
            f"`factory shorts {excerpt.video_id}` proposes its passages anew"
        )
    return tuple(known[scene_id] for scene_id in excerpt.scenes)


def words_of(scenes: tuple[Scene, ...]) -> str:
    """Return the words of scenes as a brief has them, a paragraph for each."""
    return "\n\n".join(scene.text for scene in scenes)


def _numbered(scene: Scene, number: int, count: int) -> Scene:
    scene_id = f"s{number:03}"
    beat = "hook" if number == 1 else "close" if number == count else "body"
    sentences = tuple(
        sentence.model_copy(update={"sentence_id": f"{scene_id}-{place}"})
        for place, sentence in enumerate(scene.sentences, start=1)
    )
    return scene.model_copy(
        update={"scene_id": scene_id, "beat": beat, "sentences": sentences, "chapter": None}
    )
