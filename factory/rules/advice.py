"""The rule for sensitive topics: whoever speaks tells, and advises nobody."""

from factory.advice.advice import advice_in, is_known
from factory.advice.lexicon import TOPICS
from factory.moderation import Flag
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged_all, not_asked, quoted, rule
from factory.script.script import Script, texts_shown


@rule(
    stage="scripts",
    needs=(Script,),
    waivable=True,
    description="Nobody who speaks or is quoted on the screen gives advice on health, law, money or politics, "
    "by the words and by the channel's `moderation`, unless a named person answers for it.",
)
def nobody_advises_on_sensitive_topics(evidence: Evidence) -> Judgement:
    script = evidence.script
    known = is_known(script.language)
    flags = (
        [flag for flag in script.moderation.flags if _topic_of(flag)] if script.moderation else []
    )
    if not known and script.moderation is None:
        return not_asked(f"nothing is known of advice in {script.language}, and nobody moderates")
    advice = [
        f"{topic}: {quoted(text)} in {where}"
        for where, text in texts_shown(script)
        if (topic := advice_in(text, script.language))
    ]
    return judged_all(
        [*advice, *(flag.words for flag in flags)],
        wanted="no advice on health, law, money or politics",
        found="none",
        advice="tell what happened and leave the advice out; or somebody answers for it by name: "
        f"`factory waive {script.video_id} nobody_advises_on_sensitive_topics --reason ...`",
    )


def _topic_of(flag: Flag) -> str | None:
    """Return the sensitive topic that a classifier's category speaks of."""
    category = flag.category.casefold()
    return next(
        (topic for topic, names in TOPICS.items() if category.startswith(names)),
        None,
    )
