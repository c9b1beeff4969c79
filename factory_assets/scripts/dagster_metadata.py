"""What a person should know of a script at a glance."""

from factory.documents.error_words import listed
from factory.money.estimate import Estimate
from factory.ports import VideoFiles
from factory.script.manuscript import Manuscript
from factory.script.script import Scene, Script
from factory_assets.stage.dagster_metadata import Link, Markdown, Metadata


def described(
    script: Script,
    manuscript: Manuscript | None,
    estimate: Estimate,
    cost_usd: float,
    store: VideoFiles,
) -> Metadata:
    """Return the facts of one script.

    Args:
        script: the manifest.
        manuscript: what a model wrote, where it wrote the words.
        estimate: what the whole video will cost.
        cost_usd: what the video has cost so far.
        store: knows where its files are found.
    """
    return {
        "script": Markdown(_readable(script)),
        "scenes": len(script.scenes),
        "sentences": len(script.sentences),
        "words": script.word_count,
        "seconds": round(sum(scene.duration_sec for scene in script.scenes), 1),
        "provider": listed(maker.described for maker in script.makers),
        "cost_usd": cost_usd,
        "file": Link(store.url(script.video_id, "script.json")),
        "estimate_usd": estimate.total_usd,
        "estimate": Markdown(estimate.as_table()),
        **(_to_verify(manuscript) if manuscript else {}),
    }


def _to_verify(manuscript: Manuscript) -> Metadata:
    facts = "\n".join(f"- {fact}" for fact in manuscript.facts_to_verify) or "none named"
    left = "\n".join(f"- {problem}" for problem in manuscript.problems) or "none found"
    return {
        "facts_to_verify": Markdown(facts),
        "problems": Markdown(left),
        "words_wanted": manuscript.wanted_words,
        "sections_rewritten": len(manuscript.rewritten),
    }


def _readable(script: Script) -> str:
    return "\n\n".join((f"## {script.title}", *map(_readable_scene, script.scenes)))


def _readable_scene(scene: Scene) -> str:
    heading = f"### {scene.chapter}\n\n" if scene.chapter else ""
    return f"{heading}**{scene.scene_id}** ({scene.duration_sec:.0f} s) {scene.text}"
