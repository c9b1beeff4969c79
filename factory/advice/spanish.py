"""Spanish: the words by which advice on health, law, money and politics is known in it."""

from typing import Final

from factory.advice.lexicon import Lexicon

SPANISH: Final = Lexicon(
    orders="abras|abra|abre|escribe|escriba|registra|registre|graba|grabe|cambia|cambie|frota|frote|toma|tome|tomen|toman|deja|deje|dejen|bebe|beba|beban|come|coma|evita|evite|usa|use|duplica|duplique|firma|firme|"
    "firmes|firmen|demanda|demande|exige|exija|niegate|compra|compre|compren|compres|vende|venda|vendan|vendas|invierte|"
    "invierta|inviertan|pon|ponga|ahorra|ahorre|mete|meta|guarda|guarde|vota|vote|voten|votes|unete|unase|unanse|llama|"
    "llame|apoya|apoye|cree|crea|boicotea|paga|pague|pide|pida|confia",
    lead="nunca|jamas|siempre|no|por favor|luego|entonces|simplemente",
    directives=r"\b(?:debes|debe|deben|debemos|deberias|deberia|deberian|deberiamos|puedes|pueden|podeis|tienes que|tiene que|"
    r"tenemos que)\b|\bhay que\b|\b(?:tus?|vuestr[oa]s?)\b|^(?!cada|una?|sobre|entre|durante|desde|ante|nada|toda|otra|esta|cuando|donde|aunque|todavia)"
    r"\w+[ae] (?:cada|tus?|el|la|los|las|tod[oa]s)\b|^di (?:si|no)\b|\b(?:te|le|les|os) (?:recomiendo|aconsejo|recomendamos)\b|\b(?:recomiendo|aconsejo)\b"
    r"|\bla mejor (?:cura|manera|inversion|dieta)\b|\bel mejor (?:remedio|tratamiento)\b|\basegurate\b|\basegurese\b",
    topics={
        "health": r"fiebre|aspirina|pastillas?\b|medicina|medicament|dosis|insulina|diabet|vacuna|colesterol|presion|migrana|"
        r"vitamina|antibioti|jarabe|sintoma|enfermedad|cancer|infeccion|tratamiento|dieta\b|dolor|verruga|alergi|asma|remedio|medico",
        "law": r"abogad|tribunal|juez\b|jueza|juicio|demandar|contrato|policia|culpable|inocente|casero|inquilino|custodia|"
        r"divorci|testamento|notario|denuncia|audiencia|multa|orden del juez|alquiler",
        "money": r"acciones\b|fondos?\b|inver(?:tir|sion|te|tir)|\boro\b|bitcoin|cripto|hipoteca|ahorros?\b|pension|jubilacion|"
        r"sueldo|salario|interes\b|intereses|prestamo|deudas?\b|dividendo|inflacion|inmobiliari|impuesto",
        "politics": r"\bvot(?:a|e|en|es|ar|emos)\b|eleccion|candidat|presidente|gobierno|partido\b|protesta|oposicion|"
        r"senador|diputad|referendum|ministro|huelga",
    },
    spared=r"\b(?:pregunt|consult|habl)\w* (?:a|con) (?:su|tu|un|el) (?:medico|farmaceutico|abogado|notario)|\b1[0-9]{3}\b",
)
