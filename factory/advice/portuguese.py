"""Portuguese: the words by which advice on health, law, money and politics is known in it."""

from typing import Final

from factory.advice.lexicon import Lexicon

PORTUGUESE: Final = Lexicon(
    orders="abra|abram|escreva|escrevam|filme|filmem|grave|troque|esfregue|livre-se|diga|tome|tomem|toma|pare|parem|beba|bebam|bebe|coma|comam|evite|evitem|use|usem|dobre|recuse|recusem|assine|assinem|"
    "assines|processe|processem|exija|peca|compre|comprem|compra|venda|vendam|vende|invista|invistam|investe|ponha|poe|"
    "coloque|poupe|guarde|vote|votem|vota|boicote|junte-se|juntem-se|junta-te|ligue|apoie|acredite|acreditem|pague|confie",
    lead="nunca|jamais|sempre|nao|por favor|entao|depois|simplesmente",
    directives=r"\b(?:deves|deve|devem|devemos|deveria|deverias|deveriam|deviamos|podes|(?<!se )pode|podem|tens de|tem de|tem que|"
    r"temos de|precisa|precisas|precisamos)\b|\be preciso\b|\b(?:teus?|tuas?)\b|^(?!uma|sobre|entre|desde|ainda|toda|esta|essa|quando|onde|nada|cada|ele|ela|hoje|ate|de|se|que|e)"
    r"\w+[ae]m? (?:o|a|os|as|cada|tod[oa]s|nao|sim)\b|\bhaveis de\b|\b(?:recomendo|aconselho|recomendamos)\b"
    r"|\bo melhor (?:remedio|tratamento|investimento)\b|\ba melhor (?:cura|maneira|dieta)\b|\bcertifique-se\b",
    topics={
        "health": r"febre|aspirin|comprimido|remedio|medicament|medicin|dose\b|doses\b|insulina|diabet|vacina|colesterol|"
        r"pressao|enxaqueca|vitamina|antibioti|tosse|sintoma|doenca|cancro|cancer|infeccao|infecao|tratamento|dieta\b|verruga|alergi|asma|dor\b|dores\b|medico",
        "law": r"advogad|tribunal|juiz\b|processar|contrat|policia|culpad|inocente|senhorio|inquilin|custodia|divorci|"
        r"testamento|notario|denuncia|audiencia|multa|mandado|renda\b|aluguel",
        "money": r"acoes\b|fundos?\b|investi|invista|\bouro\b|bitcoin|cripto|hipoteca|poupanca|pensao|reforma\b|salario|juros|"
        r"emprestimo|dividas?\b|dividendo|inflacao|imobiliari|impostos?\b",
        "politics": r"\bvot(?:e|em|a|ar|emos)\b|eleicao|eleicoes|candidat|presidente|governo|partido\b|protesto|oposicao|"
        r"senador|deputad|referendo|ministro|greve",
    },
    spared=r"\b(?:pergunte|consulte|fale) (?:ao|com o|o|um) (?:seu |teu )?(?:medico|farmaceutico|advogado|notario)|\b1[0-9]{3}\b",
)
