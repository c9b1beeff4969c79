"""Ideas as rows of plain values."""

from collections.abc import Sequence

from factory.ideas.idea import KeptIdea


def proposed(ideas: Sequence[KeptIdea]) -> list[dict[str, str | float]]:
    """Return one row for each idea, with the reasons of its score and what is most like it."""
    return [
        {
            "idea": idea.idea_id,
            "channel": idea.channel,
            "title": idea.title,
            "format": idea.target_format,
            "score": idea.score,
            "why": "; ".join(
                f"{one.points:g} of {one.most:g}: {one.words}" for one in idea.reasons
            ),
            "most like": "; ".join(f"{one.title} ({one.likeness:.0%})" for one in idea.near),
            "state": f"{idea.state} by {idea.decided_by}" if idea.decided_by else idea.state,
            "video": idea.video_id or idea.refused,
        }
        for idea in ideas
    ]
