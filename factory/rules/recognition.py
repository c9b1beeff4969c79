"""The rule for what a recogniser hears of a narration: the words that should be said."""

from factory.rules.evidence import Evidence
from factory.rules.rule import LONGEST_QUOTE, MOST_NAMED, Judgement, judged, not_asked, rule
from factory.rules.scope import NARRATED
from factory.speech.narration import Narration
from factory.speech.recognition import Misheard
from factory.text.languages import primary_language

MOST_ERRORS = 0.12
"""Of all words. A smallest recogniser mishears 2 to 6 % of a clear voice; a garbled one it mishears by a
third and more."""
KNOWN = "en"


@rule(
    stage="audio",
    needs=(Narration,),
    severity="warning",
    description=f"A recogniser, where one is installed, hears at least {1 - MOST_ERRORS:.0%} of an English narration's "
    "words as they should be said, names aside.",
    scope=NARRATED,
)
def words_are_heard(evidence: Evidence) -> Judgement:
    narration = evidence.narration
    hearing = narration.hearing
    if not narration.spoken:
        return not_asked("nobody speaks")
    if hearing is None:
        language = evidence.accepted.brief.language
        english = primary_language(language) == KNOWN
        why = "no recogniser is installed" if english else f"no recogniser knows {language}"
        return not_asked(f"not measured: {why}")
    found = f"{hearing.error_rate:.1%} of {hearing.words} words heard otherwise"
    if hearing.sentences < len(narration.sentences):
        found += f" in {hearing.sentences} of {len(narration.sentences)} sentences"
    passed = hearing.error_rate <= MOST_ERRORS
    named = "" if passed else "".join(f"; {_said(one)}" for one in hearing.misheard[:MOST_NAMED])
    return judged(
        passed,
        wanted=f"at most {MOST_ERRORS:.0%}",
        found=found + named,
        advice="listen there; write the words otherwise, tell names under `pronounce`, or take another voice",
    )


def _said(one: Misheard) -> str:
    said, heard = (
        repr(text[:LONGEST_QUOTE]) if text else "nothing" for text in (one.said, one.heard)
    )
    return f"{one.sentence_id}: {said} heard as {heard}"
