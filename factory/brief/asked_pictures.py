"""Asked pictures: files of the user's own that `show:` lines name."""

from pathlib import PurePath

from factory.brief.brief_keys import Admit, FrontMatter
from factory.brief.chapters import chapters_of
from factory.channel.channel import Channel
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.text.picture_lines import asks_for_file


def check_asked_files(
    words: str, front: FrontMatter, channel: Channel, admit: Admit | None, problems: list[str]
) -> None:
    """See that each file which the words ask for lies in the folder of the video's pictures.

    Args:
        words: as `Brief.words` keeps them.
        front: the brief's keys; its `pictures` come before the channel's.
        channel: the brief's.
        admit: looks into a folder; None where nobody can: then only names are looked at.
        problems: told whole with all others.
    """
    folder = (front.pictures or channel.pictures).folder
    named = [asked for chapter in chapters_of(words) for asked in chapter.asked if asked]
    for name in dict.fromkeys(filter(asks_for_file, named)):
        if PurePath(name).name != name or "\\" in name:
            problems.append(
                f"show: found {shown(name)}; wanted: the name of a file, without folders"
            )
        elif not folder:
            problems.append(
                f"show: {shown(name)} is a file, and the channel {channel.name} has no folder of"
                " pictures; wanted: `folder` and `licence` under `pictures`, or words in its place"
            )
        elif admit:
            try:
                admit(channel, folder, name)
            except BadInput as error:
                problems.append(f"show: {error}")
