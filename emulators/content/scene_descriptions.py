"""Descriptions of what a picture shows and of what is heard in a clip."""

import itertools

from emulators.content.storyteller import chance, subject_of

VIEWS = (
    "A wide view of {subject}",
    "A low view of {subject}",
    "{subject} from above",
    "A close view of {subject}",
    "{subject} in the distance",
    "{subject} through an open door",
)
LIGHTS = (
    "golden evening light",
    "cold blue dawn",
    "soft rain light",
    "warm lamp light",
    "thin winter sun",
    "light after a storm",
)
DETAILS = (
    "a stone wall above slow water",
    "a winding river among willows",
    "a wooden boat at its rope",
    "an old map on a table",
    "a lantern on a post",
    "a stand of pines along a ridge",
    "a slate roof under snow",
    "a harbour behind a breakwater",
    "a sky of stars over dark hills",
    "a city of narrow houses",
    "a forest path with fallen leaves",
    "a ruin under ivy",
)
MOTIONS = (
    "The camera moves slowly past {detail}, and nothing hurries.",
    "Small waves run in from the left and break without haste.",
    "The light changes little by little, as if a cloud had passed.",
    "In the foreground stands {detail}, sharp and near.",
    "Farther back there is {detail}, half hidden by haze.",
    "Thin mist drifts over the ground and thins out towards the end.",
    "A gull crosses the frame once, high up, and is gone.",
    "The colours are muted: slate, straw, and a little red.",
    "Nobody is to be seen, but a door stands open.",
    "The camera rises by a hand's breadth and comes to rest.",
    "Reflections tremble and put themselves together again.",
    "Shadows grow longer across {detail}.",
)
SOUNDS = (
    "Low wind over water",
    "ropes that creak",
    "a far bell, once",
    "small waves on stone",
    "gulls a long way off",
    "wood knocking softly on wood",
    "rain beginning on a roof",
    "footsteps on planks that fade",
)


def picture_prompt(seed: str, count: int, topic: str) -> str:
    """Return what a picture or clip shall show, in about so many words."""
    dice = chance(seed)
    details = itertools.cycle(dice.sample(DETAILS, len(DETAILS)))
    opening = f"{dice.choice(VIEWS)}, {next(details)}, {dice.choice(LIGHTS)}"
    parts = [opening.format(subject=subject_of(topic)) + "."]
    for motion in dice.sample(MOTIONS, len(MOTIONS)):
        if len(parts) > 1 and len(" ".join(parts).split()) >= count - 5:
            break
        parts.append(motion.format(detail=next(details)))
    made = " ".join(parts)
    return made[0].upper() + made[1:]


def sound_prompt(seed: str) -> str:
    """Return what is heard in a clip."""
    return ", ".join(chance(seed).sample(SOUNDS, 3)) + "."
