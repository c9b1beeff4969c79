"""Titles with what is known of them: a retelling in other words, and another story that shares words.

Written for this measurement, none of them looked at while the numbers of the code were chosen but
those of `CHOSEN_BY`.
"""

from typing import Final, NamedTuple


class Labelled(NamedTuple):
    """A title, the same story in other words, and another story with many of its words."""

    title: str
    retold: str
    other: str


ENGLISH: Final = (
    Labelled(
        "Why octopuses have three hearts",
        "The animal whose blood needs a trio of pumps",
        "Why octopuses have nine brains",
    ),
    Labelled(
        "The lighthouse that was moved inland",
        "How engineers rolled Cape Hatteras's tower away from the sea",
        "The lighthouse that was sold for a dollar",
    ),
    Labelled(
        "How the Great Wall of China was built",
        "Building China's longest fortification by hand",
        "How the Great Fire of London was stopped",
    ),
    Labelled(
        "The day the Tunguska forest fell",
        "A blast over Siberia in 1908 that flattened millions of trees",
        "The day the Amazon forest was mapped",
    ),
    Labelled(
        "Why bridges hum in the wind",
        "The physics behind spans that sing when it blows",
        "Why bridges are painted red",
    ),
    Labelled(
        "The clock that lost ten days",
        "When October 1582 jumped from the 4th to the 15th",
        "The clock that never struck thirteen",
    ),
    Labelled(
        "How bees tell each other where flowers are",
        "The waggle dance: directions to nectar",
        "How bees survive the winter",
    ),
    Labelled(
        "The man who sold the Eiffel Tower twice",
        "Victor Lustig's greatest swindle in Paris",
        "The man who painted the Eiffel Tower",
    ),
    Labelled(
        "What happened to the colony of Roanoke",
        "The settlers who vanished and left one word carved in a post",
        "What happened to the colony on Mars",
    ),
    Labelled(
        "Why the sea is salty",
        "Where all the salt in the oceans comes from",
        "Why the sea is blue",
    ),
    Labelled(
        "The ship found with nobody aboard",
        "Mary Celeste: an empty vessel adrift in the Atlantic",
        "The ship found with gold aboard",
    ),
    Labelled(
        "How penicillin was discovered by accident",
        "Fleming's mouldy dish that changed medicine",
        "How plastic was discovered by accident",
    ),
    Labelled(
        "The longest night at the South Pole",
        "Wintering in Antarctica without seeing the sun",
        "The longest bridge at the South Sea",
    ),
    Labelled(
        "The library that burned in Alexandria",
        "How the ancient world lost its greatest collection of scrolls",
        "The library that opened at midnight",
    ),
    Labelled(
        "Why cats always land on their feet",
        "The reflex that turns a falling kitten the right way up",
        "Why cats purr when they are ill",
    ),
    Labelled(
        "The map with an island that never was",
        "Sandy Island, charted for a century and never found",
        "The map with no roads at all",
    ),
    Labelled(
        "How volcanoes make lightning",
        "Thunderstorms inside clouds of ash",
        "How volcanoes make islands",
    ),
    Labelled(
        "The queen who hid in a carpet",
        "Cleopatra's smuggled meeting with Caesar",
        "The queen who hid her crown",
    ),
    Labelled(
        "Why old books smell sweet",
        "The chemistry of ageing paper and its vanilla scent",
        "Why old books turn yellow",
    ),
    Labelled(
        "The smallest country on a sea fort",
        "Sealand: a platform in the North Sea that declared itself a nation",
        "The smallest country without a river",
    ),
    Labelled(
        "How coffee conquered Europe",
        "From Ottoman sacks to Viennese cafes: a drink spreads",
        "How tulips conquered Europe",
    ),
    Labelled(
        "The bell under the ice",
        "A frozen lake that keeps a drowned church's chime",
        "The bell under the palace",
    ),
    Labelled(
        "Why the Titanic's band kept playing",
        "Musicians who performed while the liner went down",
        "Why the Titanic's lookout had no binoculars",
    ),
    Labelled(
        "How elephants say goodbye",
        "Mourning among the largest land animals",
        "How elephants say hello",
    ),
    Labelled(
        "The tunnel dug with spoons",
        "Three prisoners who scraped their way out of Alcatraz",
        "The tunnel dug under the Channel",
    ),
    Labelled(
        "Why leaves change colour in autumn",
        "What makes forests turn red and gold before winter",
        "Why leaves grow in spirals",
    ),
    Labelled(
        "The war over a runaway pig",
        "San Juan Island 1859: a shot hog nearly sets two empires fighting",
        "The war over a stolen bucket",
    ),
    Labelled(
        "How the moon makes the tides",
        "Lunar gravity and the rise and fall of the ocean",
        "How the moon makes wolves howl",
    ),
    Labelled(
        "The painter who cut off his ear",
        "Van Gogh's night in Arles, December 1888",
        "The painter who never sold a picture",
    ),
    Labelled(
        "Why chess has a queen",
        "How the strongest piece on the board became a woman",
        "Why chess has no dice",
    ),
    Labelled(
        "The horse that could count",
        "Clever Hans and the questioner's unconscious cues",
        "The horse that could not lose",
    ),
    Labelled(
        "How glaciers carve valleys",
        "Rivers of ice that grind mountains into U shapes",
        "How glaciers are measured",
    ),
    Labelled(
        "The flood of molasses in Boston",
        "1919: a wave of syrup drowns a neighbourhood",
        "The flood of beer in London",
    ),
    Labelled(
        "Why we dream at night",
        "What the sleeping brain is doing with its stories",
        "Why we yawn at night",
    ),
    Labelled(
        "The street where it rains fish",
        "Honduras's yearly shower of sardines",
        "The street where it never rains",
    ),
    Labelled(
        "How paper money was invented",
        "China's merchants and the first banknotes",
        "How paper planes fly",
    ),
)
GERMAN: Final = (
    Labelled(
        "Warum Katzen schnurren",
        "Das Geheimnis hinter dem Brummen der Stubentiger",
        "Warum Katzen kratzen",
    ),
    Labelled(
        "Der Turm, der nicht fallen will",
        "Wie der schiefe Campanile von Pisa gerettet wurde",
        "Der Turm, der im Meer steht",
    ),
    Labelled(
        "Wie Bienen den Weg finden",
        "Orientierung ohne Karte: Insekten und die Sonne",
        "Wie Bienen Honig machen",
    ),
    Labelled(
        "Die Nacht, in der die Mauer fiel",
        "9. November 1989: Berlin feiert seine offenen Grenzen",
        "Die Nacht, in der der Mond verschwand",
    ),
    Labelled(
        "Warum der Himmel blau ist",
        "Wie Luft das Sonnenlicht streut",
        "Warum der Himmel abends rot ist",
    ),
    Labelled(
        "Das Schiff im Wald",
        "Ein Dampfer, der zwischen Bäumen vergessen wurde",
        "Das Schiff im Eis",
    ),
    Labelled(
        "Wie Brot nach Europa kam",
        "Die lange Reise des Getreides vom Orient in unsere Öfen",
        "Wie Kaffee nach Europa kam",
    ),
    Labelled(
        "Der König ohne Land",
        "Ein Herrscher, dem kein Reich mehr blieb",
        "Der König ohne Krone",
    ),
    Labelled(
        "Warum Gletscher stöhnen",
        "Die Geräusche des wandernden Eises",
        "Warum Gletscher schmelzen",
    ),
    Labelled(
        "Die Stadt unter der Erde",
        "Derinkuyu: achtzehn Stockwerke tief im Tuff",
        "Die Stadt unter dem See",
    ),
    Labelled(
        "Wie Spinnen fliegen",
        "Reisen am Faden: achtbeinige Luftschiffer",
        "Wie Spinnen Netze bauen",
    ),
    Labelled(
        "Der Brief, der hundert Jahre brauchte",
        "Post aus dem Ersten Weltkrieg wird endlich zugestellt",
        "Der Brief, der nie geschrieben wurde",
    ),
)
CHOSEN_BY: Final = ENGLISH[::2]
"""Of these the threshold was chosen; error rates are told of the other half."""
