"""English: the words by which advice on health, law, money and politics is known in it."""

from typing import Final

from factory.advice.lexicon import Lexicon

_OPENING: Final = (
    "a|an|the|in|on|at|by|for|from|to|with|without|after|before|while|when|where|as|if|since|until|through|during|across|"
    "under|over|between|among|around|behind|beneath|beside|beyond|inside|outside|near|above|below|against|of|off|into|and|"
    "but|or|so|yet|not|only|even|then|still|perhaps|once|soon|here|there|today|tonight|this|that|these|those|every|each|"
    "all|both|half|such|like|because|although|though|it|he|she|they|we|i|you|nobody|everybody|what|who|why|how|which|"
    "now|never|no|nor|than|about|almost|first|next|last|one|two|three|many|most|some|any"
)
"""Words that open a clause which is no order."""

ENGLISH: Final = Lexicon(
    orders="take|stop|quit|give up|rub|register|diversify|borrow|consolidate|come off|avoid|wean|boil|inhale|massage|refinance|hoard|stack|hold|dump|default|cosign|evict|withhold|protest|petition|rally|march|occupy|take|drink|eat|use|skip|double|avoid|check|inject|fast|refuse|sign|plead|file|sue|ask|"
    "demand|insist|buy|sell|invest|put|move|save|borrow|withdraw|keep|pay|trade|vote|boycott|call|"
    "join|write|support|donate|resign|believe|trust|wait|get|try|give|make sure|follow|"
    "tell|say|treat|swallow|start|switch|open|choose|claim|appeal|record|elect|march",
    lead="always|never|don't|do not|just|please|simply|first|instead|then|so",
    directives=r"\b(?:should|must|ought to|shouldn't|mustn't)\b|\b(?:you|everyone|everybody|anyone|anybody|we|people|parents|"
    r"patients|women|men|citizens|voters|tenants|investors)\b(?: \w+){0,4}? (?:need to|have to|has to|had better|"
    r"can(?! still| only| see| read| hear| visit| find| imagine| walk| stand)|may|cannot|can't|do not have to|don't have to)\b"
    r"|\byour(?:self)?\b|\bit(?:'s| is) (?:high )?time (?:to|you|we)\b|\bso (?:leave|do|get|keep|take|buy|vote|go)\b|\byou(?:'re| are) (?:entitled|allowed|free) to\b|\ball you need\b|\b(?:my|our|one) (?:tip|advice)\b"
    # An order: a word that is none of those that open a clause, and what is to be done to which.
    rf"|^(?!(?:{_OPENING})\b)[a-z]+(?<!ed)(?<!ing)(?<!s)(?<!ly) (?:up |out |off |away |down |in |on )?(?:your|every|all|any|no)\b"
    rf"|^(?!(?:{_OPENING})\b)(?:ignore|film|record|cut|throw|swap|leave|apply|replace|stay|rub|mix|add|reduce|lower|raise|"
    r"cancel|close|hide|transfer|protect|defend|fight|stand|share|download|remember|learn|wear|sleep|swear) \w"
    r"|\b(?:i|we) (?:strongly )?(?:recommend|advise|suggest|urge)\b"
    r"|\bthe (?:best|smartest|safest|right|only|first|worst) (?:\w+ )?(?:treatment|cure|remedy|thing|way|step|move|"
    r"investment|defence|defense|diet|choice)\b"
    r"|\bthis \w+(?: \w+)? (?:will|can) (?:cure|heal|fix|save|protect|double|make)\b"
    r"|\bit is (?:best|better|wise|safe) to\b|\bmake sure\b|\bdon't\b|\bdo not\b|\bnever (?:take|sign|buy|sell|give)\b",
    topics={
        "health": r"fever|aspirin|pills?\b|tablets?\b|medicines?\b|medication|drugs?\b|dos(?:e|es|age)\b|insulin|"
        r"diabet|vaccin|cholesterol|blood pressure|migraine|vitamin|magnesium|antibiotic|cough|syrup|symptom|statins?\b|hormone|heartburn|rash\b|"
        r"diseases?\b|cancer|infection|anxiety|depression|therap|treatments?\b|supplements?\b|diets?\b|surgery|"
        r"pregnan|headaches?\b|pain\b|painkiller|immune|detox|virus|cure[sd]?\b|chemotherapy|doctors?\b|asthma|arthritis|joints?\b|warts?\b|skin\b|kidneys?|liver\b|heart attack|stroke\b|"
        r"allerg|inhaler|antidepress|testosterone|fasting|calories|weight loss|lose weight|a cold\b|flu\b|"
        r"blood sugar|sleeping|autis|adhd|bandage|herbal|remedy|remedies|sunscreen|iodine|ivermectin|wound",
        "law": r"lawyers?\b|attorney|court\b|courts\b|judges?\b|sue\b|sued\b|lawsuit|contracts?\b|police\b|guilty|"
        r"landlord|tenant|custody|divorce|will is witnessed|testament\b|inherit|notary|breath test|plead|legal|"
        r"illegal|rights\b|warrant\b|arrest|compensation|debt collector|traffic stop|officers?\b|deport|visa\b|copyright|liab|trademark|patent\b|rent\b|evict|bail\b|fine\b|fines\b|witness|alimony|prenup|statute|subpoena|jury\b|damages\b|prosecut",
        "money": r"shares?\b|stocks?\b|bonds?\b|index fund|funds?\b|invest|gold\b|silver\b|bitcoin|crypto|mortgage|savings?\b|"
        r"pension|retire|salary|interest rates?|loans?\b|debts?\b|dividend|inflation|real estate|portfolio|"
        r"bank account|tax(?:es)?\b|credit cards?|broker|trading|dollars?\b|capital\b|loan\b|ira\b|401k|annuit|insurance|etf|hedge|refinance|the dip\b|cash\b|budget|wealth|rich\b|passive income|roi\b",
        "politics": r"\bvot(?:e|es|er|ers|ing)\b|elections?\b|candidate|president|senator|congress|parliament|"
        r"government|party\b|parties\b|protest|referendum|petition|ballot|bill\b|minister|democrat|mayor|campaign|ballots?|polling|sanctions|constitution|republican|immigration",
    },
    spared=r"\b(?:ask|consult|see|tell|call|talk to|speak to|speak with) (?:your|a|the|their) (?:own )?"
    r"(?:doctor|physician|pharmacist|lawyer|attorney|notary|bank|adviser|advisor)\b"
    r"|\b(?:would|could|should|might|must) have \w+|\b1[0-9]{3}\b|^sue (?:was|is|had)\b"
    r"|\b(?:believed|said|thought|told|held|wrote|writes|argued|claimed|ruled|ordered|asked|decreed)\b",
)
