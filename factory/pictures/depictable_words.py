"""Depictable words: which English words a picture can show, and which never show anything."""

_SHOWN = """
sea ocean wave surf tide foam spray water lake river stream waterfall rapids pond marsh swamp delta
coast shore beach cliff headland cape bay harbour harbor port pier quay dock island reef lagoon
lighthouse beacon tower lamp lantern light beam keeper lens wreck shipwreck ship boat sail sailor
mast anchor deck hull captain crew vessel fleet fisherman gull whale shark dolphin fish squid coral
underwater seabed seafloor abyss trench depth diver submarine canyon ridge
storm thunder lightning wind gale hurricane tempest rain drizzle downpour flood cloud fog mist haze
snow ice frost blizzard glacier iceberg winter avalanche summer spring autumn
sun sunrise dawn morning noon daylight sunset dusk evening twilight night midnight moon moonlight
star sky galaxy planet comet aurora horizon universe telescope observatory constellation eclipse
mountain rock peak summit hill valley ravine volcano lava crater plateau desert dune sand oasis dust
forest wood tree pine oak jungle leaf moss root grass meadow field farm farmer wheat harvest garden
flower orchard vineyard prairie path road street lane track rail railway train bridge tunnel wheel
cart wagon horse sheep cow dog wolf deer bird eagle camel caravan
city town village house cottage castle palace church cathedral abbey temple tomb pyramid ruin wall
gate arch column pillar statue monument aqueduct stone brick marble concrete granite iron steel
bronze gold silver wood timber glass window door roof stair chimney hearth fire flame smoke ember ash
candle room desk library book letter page paper map chart scroll manuscript ink diary compass clock
gear dial machine engine mechanism workshop hammer tool forge furnace cable rope chain crane lever
jack beam foundation market crowd soldier army king queen emperor monk scholar poet engineer mason
child woman man hand eye face shadow mirror silence grave treasure coin jewel crown sword
pirate explorer expedition voyage journey archive museum telegraph radio skyline skyscraper neon
rome roman greece greek egypt pharaoh athens pompeii viking atlantic pacific mediterranean arctic
antarctic sahara himalaya alps london paris tokyo york africa europe asia america
"""
_NEVER_SHOWN = """
a about above across after again against ago ahead all almost alone along already also although
always am among an and another any anybody anyone anything anyway apart are around as aside asked at
away back be became because become been before began begin begun behind being below beside besides
best better between beyond big both brought but by call called came can cannot care case come comes
could day days did didn do does doesn doing don done down during each early either else end enough
even ever every everybody everyone everything exactly far few final finally find first five for
found four from full gave get gets give given go goes going gone good got great had half happen
happened hard has have having he her here hers herself him himself his how however hundred hundreds
i if in indeed inside instead into is it its itself just keep kept kind knew know known last late
later least left less let like little long look looked lot made make makes making many may maybe me
mean meant might million mine more most much must my myself near nearly need needed never new next
nine no nobody none nor not nothing now of off often old on once one only onto or other others our
ours out over own part people perhaps place put quite rather real really right said same saw say
says second seem seemed seen set seven several shall she should show since six so some somebody
someone something sometimes somewhere soon still such take taken tell ten than that the their theirs
them themselves then there therefore these they thing things think this those though thought
thousand thousands three through thus time times to today together told tomorrow too took toward
towards tried true try turn turned twice two under until up upon us use used using very want wanted
was way we well went were what whatever when where whether which while who whole whom whose why will
with within without word words work would wrong year years yes yesterday yet you your yours yourself
"""
SHOWN = frozenset(_SHOWN.split())
NEVER_SHOWN = frozenset(_NEVER_SHOWN.split())


def singular(word: str) -> str:
    """Return an English word without its plural ending, as far as the ending tells."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return {"men": "man", "women": "woman", "children": "child"}.get(word, word)


def can_be_shown(word: str) -> bool:
    """Return whether a picture can show this word."""
    return word in SHOWN or singular(word) in SHOWN
