"""Italian: the words by which advice on health, law, money and politics is known in it."""

from typing import Final

from factory.advice.lexicon import Lexicon

ITALIAN: Final = Lexicon(
    orders="aprire|apri|aprite|scrivi|scrivete|filma|filmate|registra|sostituisci|strofina|liberati|prendi|prenda|prendete|smetti|smettete|bevi|beva|bevete|mangia|mangiate|evita|eviti|evitate|usa|usate|raddoppia|"
    "rifiuta|rifiutate|firma|firmi|firmare|firmate|chiedi|chiedete|compra|compri|comprate|comprare|vendi|venda|vendete|"
    "vendere|investi|investite|metti|mettete|risparmia|vota|votate|voti|votare|boicotta|boicottate|partecipa|partecipate|"
    "unisciti|chiama|chiamate|sostieni|credi|credere|credete|paga|pagate|fidati",
    lead="non|mai|sempre|poi|allora|per favore|semplicemente",
    directives=r"\b(?:devi|deve|dovete|dobbiamo|dovresti|dovreste|dovremmo|puoi|potete)\b|\bbisogna\b|\b(?:tuo|tua|tuoi|tue|vostr[aoie])\b|^(?!una|sotto|sopra|dalla|nella|della|alla|come|dove|quando|anche|ogni|tutti|tutte|questa|prima|dopo|mentre|perche|che|lei|lui|poi|mai|se|ma|e)"
    r"\w+(?:a|i) (?:il|lo|la|i|gli|le|ogni|tutt[ie]|tuo)\b|^di (?:si|no)\b|\boccorre\b"
    r"|\b(?:ti|vi|le) (?:consiglio|raccomando|consigliamo)\b|\b(?:consiglio|raccomando) (?:di|a)\b"
    r"|\bla migliore? (?:cura|dieta|cosa)\b|\bil miglior (?:rimedio|modo|investimento)\b|\bassicurat[ei]\b",
    topics={
        "health": r"febbre|aspirin|pillol|medicin|farmac|dose\b|dosi\b|insulina|diabet|vaccin|colesterolo|pressione|"
        r"emicrania|vitamin|antibioti|tosse|sintom|malatti|cancro|infezion|terapi|cura\b|cure\b|dieta\b|dolor|verruca|allergi|asma|medico",
        "law": r"avvocat|tribunale|giudic|fare causa|contratt|polizia|colpevol|innocent|padrone di casa|inquilin|"
        r"affidamento|divorzi|testament|notaio|denunci|udienza|multa|mandato|affitto",
        "money": r"azioni\b|fondi?\b|investi|\boro\b|bitcoin|cripto|mutuo|risparmi|pension|stipendio|interess|prestit|"
        r"debit|dividend|inflazion|immobil|tasse\b|crollo",
        "politics": r"\bvot(?:a|ate|are|i)\b|elezion|candidat|presidente|governo|partito\b|protest|opposizion|senator|"
        r"deputat|referendum|ministro|sciopero",
    },
    spared=r"\b(?:chied|consult|parl)\w* (?:al|col|con il|un|il) (?:tuo |suo )?(?:medico|farmacista|avvocato|notaio)|\b1[0-9]{3}\b",
)
