"""German: the words by which advice on health, law, money and politics is known in it."""

from typing import Final

from factory.advice.lexicon import Lexicon

GERMAN: Final = Lexicon(
    orders="offne|offnet|offnen sie|schicht|schichte|schichtet|wirf|werft|reib|reibt|hol|holt|heb|hebt|gib|gebt|probier|probiert|nimm|nehmt|nehmen sie|trink|trinkt|trinken sie|iss|esst|essen sie|setz|setzt|setzen sie|hor|hort|"
    "horen sie|verdopple|meide|meiden sie|impf|lass|lasst|lassen sie|unterschreib|unterschreibe|unterschreiben sie|"
    "verklag|verklage|verklagen sie|verlang|verlangen sie|klag|klage|klagen sie|verweigere|verweigern sie|kauf|kaufe|"
    "kauft|kaufen sie|verkauf|verkaufe|verkauft|verkaufen sie|steck|stecke|stecken sie|investier|investiere|"
    "investiert|investieren sie|leg|lege|legen sie|spar|spare|sparen sie|wahl|wahle|wahlt|wahlen sie|stimm|stimmt|"
    "stimmen sie|geh|geht|gehen sie|glaub|glaubt|glauben sie|sturze|sturzt|boykottiert|ruf|rufen sie|kundige|"
    "kundigen sie|zahl|zahlen sie|mach|machen sie|vertrau|vertrauen sie",
    lead="nie|niemals|immer|bitte|einfach|jetzt|dann",
    directives=r"\b(?:du|sie|man|ihr|wir|jeder|niemand)\b (?:\w+ ){0,2}?(?:soll\w*|musst?|mussen|darfst|durfen|kannst|konnen|"
    r"brauchst|brauchen)\b|\b(?:dein|deine[mnrs]?|eure?[mnrs]?)\b|^\w+(?<!t)en sie\b|\bhilft am besten\b|\bgehort abgewahlt\b"
    r"|\balso (?:geht|geh|wahlt|nehmt|kauft)\b|\b(?:soll(?:te)?(?:st|n|t)?|musst|mussen|kannst|konnen|darfst|durfen) (?:du|sie|man|ihr|wir)\b"
    r"|\b(?:ich|wir) (?:empfehle|rate|empfehlen|raten)\b|\bam besten\b|\bdas beste (?:mittel|ist)\b",
    topics={
        "health": r"fieber|tabletten?\b|pillen?\b|medikament|medizin|dosis|insulin|diabet|impf|cholesterin|blutdruck|"
        r"migrane|vitamin|antibioti|husten|symptom|kopfschmerz|krankheit|krebs|infektion|therapie|diat\b|schmerz|warze|allergi|asthma|herz\b|blutzucker|arznei|arzt|depression",
        "law": r"anwalt|anwalte|gericht|richter|verklag|klage\b|vertrag|polizei|schuldig|vermieter|mieter|sorgerecht|"
        r"scheidung|testament|notar|aussage|strafe|anzeige|durchsuchungsbefehl|miete\b|rechtlich|kundigung",
        "money": r"aktien?\b|fonds|indexfonds|anleihe|investi|gold\b|bitcoin|krypto|hypothek|ersparte|ersparnis|rente\b|"
        r"gehalt|zins|kredit|lebensversicherung|schulden|dividende|inflation|immobilie|depot|steuer",
        "politics": r"\bwahl(?:t|en|e)?\b|wahlen|kandidat|prasident|regierung|partei|abgewahlt|demonstr|protest|opposition|abgeordnet|"
        r"volksabstimmung|minister|parlament|abstimm",
    },
    spared=r"\bfrag\w* (?:\w+ )?(?:arzt|arztin|apotheker|anwalt)|\b1[0-9]{3}\b|\b(?:hatte|hattest|war|waren|wurde|wurden|durften)\b",
)
