"""Keywords: the names and nouns that a text is about.

Words that say nothing are left out: of English, German, French and Spanish our own, as lists of
stop words hold many that a video may well be about (`fire`, `mill`, `computer`, `invention`) and
lack others (`built`, `looked`, `people`); of other languages such a list.
"""

import re
from collections import Counter, defaultdict
from functools import cache

from stopwordsiso import has_lang, stopwords

from factory.text.function_words import CONJUNCTIONS, LEANING, PREPOSITIONS
from factory.text.languages import primary_language
from factory.text.nouns import can_be_noun, is_base_of_verb

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
AFFIXES = re.compile(r"^(?:[cdjlmnst]|qu)['’]|['’]s?$", re.IGNORECASE)
SENTENCE_START = re.compile(r"(?:^|[.!?…:]\s+[\"“„«'(]*|\n\s*)$")
LOOK_BACK = 80
"""Characters before a word in which the end of the sentence before it is looked for."""
SHORTEST = 4
"""Letters of a word that is a keyword by itself; names may be shorter."""
SAID, SAID_OF_DEED = 2, 3
"""How often a word is said, once in the title counting as three times, and one that may be a verb: `walk`."""
DETERMINERS = "a|an|the|this|that|each|every|my|your|his|her|its|our|their|whose"

_FILLERS = """
about above again against built found then almost alone along already also always among another
anyone anything around away back became because become been began behind being below best better
both came cannot come comes could days does done down each either else enough even ever everyone
everything far few find first five four gave give given goes going gone good great half hand hands
happened hard hear held help here himself hours however into itself just keep kept knew know known
last later least left less like little long look looked lost made make makes many maybe mean men
might mile miles moment more most much must need never next night nobody nothing nowadays number
often once one only other others ours over part people perhaps place point possible quite rather
really right said same second seem seemed seems seen sent several show side simply since small
some someone something sometimes soon stand still stood such take taken tell than thing things
think third those thought three through thus time times today together told took toward truth turn
turned two under until upon used using usual very want wanted well went were what whatever whole
whom there them they their theirs themselves hundred thousand million foot feet
somebody anybody everybody beside miss mister mrs prof sir
january february march april june july august september october november december monday tuesday
wednesday thursday friday saturday sunday januar februar märz mai juni juli oktober dezember montag
dienstag mittwoch donnerstag freitag samstag sonntag janvier février mars avril juin juillet août
septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche enero febrero
marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles
jueves viernes sábado domingo
why without word words work world would year years yesterday yet young aber alle allein allem
allen aller alles andere anderen anders auch bald beide bereits besser bin bisher bist dabei
dadurch dafür dagegen daher damals danach dann daran darauf daraus darin darüber dazu dein deine
dich diese diesem diesen dieser dieses doch dort drei durfte eben eigentlich einige einmal erst
etwas euch fast fünf ganz gegen genau gewesen gibt ging gleich groß große großen gut hatten hier
hinter immer irgend jahr jahre jahren jede jedem jeden jeder jedes jedoch jemand jetzt kam kann
kaum keinen kommen kommt konnte konnten kurz lange lassen leben leute liegt machen macht mehr mein
meine meisten menschen mich möglich müssen nämlich nacht neben nein neue nichts nie niemand noch
nun nur oben obwohl oft ohne schon seit selbst sich sicher sie sind sogar solche sollte sondern
sonst tage tages teil trotz trotzdem über überall viel viele vielen vielleicht vier voll vom vor
während wann warum weil weit weiter welt wenig weniger wenn werden wieder wirklich wohl wollte
worden wurde wurden zeit ziemlich zuerst zurück zusammen zwar zwei zwischen ainsi alors année
années ans après assez aucun aujourd aussi autour autre autres avaient avait avoir beaucoup bien
bientôt cela celle celles celui cent cependant cet ceux chaque chose choses cinq comme comment
déjà dedans dehors demain dernier depuis derrière deux devant dire dit dont elles encore entre
étaient étant être eux faire fait fois font furent grand grande homme hommes ici jamais jour jours
jusqu lequel leurs loin longtemps lorsque maintenant même mêmes moins monde notre nous nouveau
nuit partout pendant personne petit petite peu peut peuvent plus plusieurs pourquoi pourtant
premier première presque quatre quel quelle quelque quelques quoi rien sera serait seul seulement
sinon soit son sont souvent tant tard temps toujours tous tout toute toutes très trois trop vers
voici voilà voir vraiment ahora algo alguien algún alguna algunas algunos allí alto antes aquel
aquella aquí aunque años bajo buen bueno cada casi cerca cinco como cómo contra cosa cosas cual
cuales cualquier cuatro dentro desde después dice dicho días dijo donde durante ella ellas ellos
entonces eran eres esa esas ese eso esos está estaba estaban están estar estas esto estos fueron
gran haber había habían hace hacer hacia hasta hecho hombre hombres hoy jamás junto lejos luego
lugar mañana mayor mejor menos mientras mismo misma momento mucha muchas mucho muchos mundo nada
nadie ningún noche nosotros nuestra nuestro nueva nuevo nunca otra otras otro otros para parece
parte pero poco podía porque primera primero puede pueden pues quien quienes quizás sabe sea según
seis será siempre sido siete sobre solo sólo también tampoco tan tanto tarde tenía tiempo tiene
tienen toda todas todavía todo todos tres tuvo último unas unos usted veces vida vez
"""
FILLERS = frozenset(_FILLERS.split()) | CONJUNCTIONS | LEANING | PREPOSITIONS
"""Words that say nothing of what a text is about: English, German, French, Spanish."""
OWN_FILLERS = frozenset({"en", "de", "fr", "es"})


@cache
def fillers(language: str) -> frozenset[str]:
    """Return the words of a language that say nothing of what a text is about."""
    code = primary_language(language)
    if code in OWN_FILLERS or not has_lang(code):
        return FILLERS
    return FILLERS | {word.casefold() for word in stopwords(code)}


def keywords(title: str, text: str, most: int, language: str) -> tuple[str, ...]:
    """Return up to `most` keywords, the most telling first.

    Names of several words (capitals in mid-sentence) come before single words; what the title
    says counts threefold; a word said once counts only if it is a name or in the title, and one that
    may as well be a verb, such as `walk`, if it is said three times or stands as a thing twice. What can be no noun is none.
    """
    empty = fillers(language)
    names = _names(text, empty)
    counts: defaultdict[str, float] = defaultdict(float)
    spelling: dict[str, str] = {}
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for source, weight in ((title, 3.0), (text, 1.0)):
        for found in WORD.finditer(source):
            key = _key(found.group())
            if len(key) >= SHORTEST and key not in empty:
                counts[key] += weight
                spelling.setdefault(key, key)
                if not _opens(source, found.start()):
                    inside[key].add(_bare(found.group()))
    for name, said in names.items():
        counts[_key(name)] += 2.5 * said
        spelling[_key(name)] = name
    named = set(map(_key, names))
    perhaps_deeds = {
        key for key in counts if is_base_of_verb(key, language) and not _is_a_thing(key, text)
    }
    telling = [
        (n, key)
        for key, n in counts.items()
        if n >= (SAID_OF_DEED if key in perhaps_deeds - named else SAID)
        and (key in named or can_be_noun(key, inside[key], language))
    ]
    ranked = sorted(telling, key=lambda row: (-row[0], -len(row[1]), row[1]))
    return tuple(_without_parts([spelling[key] for _, key in ranked]))[:most]


def _is_a_thing(word: str, text: str) -> bool:
    """Whether it is said as one, and not once by the way: `her garden`."""
    as_one = rf"\b(?:{DETERMINERS})\s+{re.escape(word)}\b"
    return len(re.findall(as_one, text, re.IGNORECASE)) >= SAID


def _names(text: str, empty: frozenset[str]) -> Counter[str]:
    """Return capitalised runs that are not merely the beginning of a sentence."""
    names: Counter[str] = Counter()
    words = list(WORD.finditer(text))
    n = 0
    while n < len(words):
        run = [words[n]]
        while n + 1 < len(words) and _goes_on(text, run[-1], words[n + 1]):
            n += 1
            run.append(words[n])
        n += 1
        opening = _opens(text, run[0].start())
        kept = run[1:] if opening and _key(run[0].group()) in empty else run
        lone_opening = opening and len(kept) == len(run) == 1
        if kept and _bare(kept[0].group())[:1].isupper() and not lone_opening:
            name = " ".join(_bare(w.group()) for w in kept)
            if _key(name) not in empty and len(name) > 2:
                names[name] += 1
    return names


def _opens(text: str, place: int) -> bool:
    """Whether a sentence begins there."""
    return SENTENCE_START.search(text, max(0, place - LOOK_BACK), place) is not None


def _goes_on(text: str, word: re.Match[str], after: re.Match[str]) -> bool:
    capitals = word.group()[0].isupper() and after.group()[0].isupper()
    return capitals and text[word.end() : after.start()] == " "


def _bare(word: str) -> str:
    """Return the word without possessive (`Rome's`) and elision (`d'Athènes`)."""
    return AFFIXES.sub("", word)


def _key(words: str) -> str:
    return _bare(words).casefold()


def _without_parts(words: list[str]) -> list[str]:
    """Drop a single word that a name of several words already holds."""
    whole = [_key(w).split() for w in words if " " in w]
    return [w for w in words if " " in w or not any(_key(w) in parts for parts in whole)]
