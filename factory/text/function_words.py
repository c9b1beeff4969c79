"""Small words of the languages we caption: those that hold sentences together.

English, German, French, Spanish, and the commonest of Italian, Portuguese and Dutch, in one set:
a word that is small in one language is seldom a clause's last word in another.
"""

_CONJUNCTIONS = """
and but or nor because although though while when where which who whose that if unless until
before after since so than und aber oder denn weil obwohl während als wenn wo die der das welche
welcher dass ob bis bevor nachdem damit sondern et mais ou car parce quoique lorsque quand où qui
que dont si avant après puisque donc y e pero o u porque aunque mientras cuando donde quien cual
hasta antes después pues sino ma perché quando dove che mas porém onde en maar want omdat toen
"""

_LEANING = """
a an the of to in on at by for from with into onto over under between through about as is are was
were be been am will would can could may might must shall should has have had do does did not no
my your his her its our their this these those every each some any very too i he she we they it
you more most less just only ein eine einen einem einer der die das den dem des im auf aus bei mit
nach von vom zu zum zur für über unter ist war sind hat hatte wird nicht kein keine sein seine ihr
ihre ich er sie wir es sehr un une le la les l du de d au aux à en dans sur sous par pour avec
sans est sont était ont ne pas mon ma mes son sa ses leur leurs ce cette ces il elle je nous vous
très el los las lo uno unos unas del al con sin por para sobre entre era fue ha han su sus mi mis
este esta muy se me te gli della dei di da nel nella os dos na em um uma het een van op met voor
naar zijn
"""

_PREPOSITIONS = """
of to in on at by for from with into onto over under between through about off across along around
behind below beyond during near since toward towards upon within without auf aus bei mit nach von
vom zu zum zur für über unter durch gegen ohne um zwischen neben dans sur sous pour avec sans vers
chez entre contre depuis con sin por para sobre desde hasta hacia
"""

CONJUNCTIONS = frozenset(_CONJUNCTIONS.split())
"""Words that open a clause: a cut before one of them is heard as a breath."""

LEANING = frozenset(_LEANING.split())
"""Short words that lean on the next one: a cut after one of them leaves it dangling."""

PREPOSITIONS = frozenset(_PREPOSITIONS.split())
"""Words that open a phrase of place, time or manner: a fair place for a cut."""
