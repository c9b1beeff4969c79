"""Language before anything is made: whether somebody speaks it."""

from factory.brief.brief import AcceptedBrief
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.text.languages import language_name


def check_language(accepted: AcceptedBrief) -> None:
    """See that the voice that would be asked speaks the brief's language, as far as the voice's name tells.

    Raises:
        BadInput: it speaks another; says whose voice it is, and what to write where.
    """
    voice, language = accepted.voice, accepted.brief.language
    if not accepted.profile.narrated or voice.speaks(language) is not False:
        return
    raise BadInput(
        f"brief {shown(accepted.brief.title[:80])} is in {language_name(language)}, and nobody in the channel "
        f"{accepted.channel.name} speaks it: its voice {shown(voice.name)} speaks {language_name(str(voice.language))}. "
        f"Name one that does under `voices`, `{language}`, in the channel's file, or hand the brief to another channel"
    )
