"""French: the words by which advice on health, law, money and politics is known in it."""

from typing import Final

from factory.advice.lexicon import Lexicon

FRENCH: Final = Lexicon(
    orders="prenez|prends|arretez|arrete|buvez|bois|mangez|mange|evitez|evite|doublez|utilisez|refusez|refuse|signez|signe|"
    "plaidez|plaide|portez|attaquez|exigez|demandez|achetez|achete|vendez|vends|investissez|investis|placez|place|mettez|"
    "mets|epargnez|empruntez|gardez|votez|vote|boycottez|rejoignez|rejoins|appelez|soutenez|croyez|oubliez|faites|fais|"
    "payez|retirez|vaccinez",
    lead="ne|n'|toujours|jamais|puis|alors|donc|surtout",
    directives=r"\b(?:vous|tu|nous|chacun|personne)\b (?:ne |n')?(?:dev\w+|doi\w+|pouvez|peux|peut|pouvons|devriez|devrais)\b|\b(?:votre|vos|ton|tes)\b"
    r"|^(?:ne |n')?(?!assez|chez|nez)\w+ez\b|^(?:dites|faites|dis|fais)\b"
    r"|\bil (?:ne )?faut\b|\bil vaut mieux\b|\b(?:je|nous) (?:vous )?(?:recommande|conseille|recommandons|conseillons)\b"
    r"|\ble meilleur (?:remede|traitement|moyen|placement)\b|\bassurez-vous\b",
    topics={
        "health": r"fievre|aspirine|pilules?\b|comprimes?\b|medicament|dose\b|insuline|diabet|vaccin|cholesterol|tension|"
        r"migraine|vitamine|antibioti|toux|symptome|maladie|cancer|infection|traitement|regime\b|douleur|verrue|allergi|asthme|glycemie|remede|medecin",
        "law": r"avocat|tribunal|juge\b|justice\b|proces\b|contrat|police\b|coupable|proprietaire|locataire|divorce|garde des|"
        r"testament|notaire|plainte|audience|amende|mandat\b|loyer",
        "money": r"actions\b|bourse|fonds\b|investi|placement|l'or\b|bitcoin|crypto|hypotheque|epargne|retraite|salaire|"
        r"taux d'interet|credit|dette|dividende|inflation|immobilier|impots?\b|krach",
        "politics": r"\bvot(?:e|ez|er|ons)\b|elections?\b|candidat|president|gouvernement|parti\b|manifestation|opposition|"
        r"senateur|depute|referendum|ministre|greve",
    },
    spared=r"\b(?:demandez|consultez|parlez|voyez)[\w' -]* (?:medecin|pharmacien|avocat|notaire)|\b1[0-9]{3}\b",
)
