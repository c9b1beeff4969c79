"""Roman numerals: after a ruler's name an ordinal, after `Chapter` or `World War` a number."""

import re

from factory.speech.english.numbers import cardinal, ordinal

RULERS = frozenset(
    re.findall(
        r"\w+",
        """Abdul Adrian Afonso Albert Alexander Alexios Alexius Alfonso Amalric Amenemhat Amenhotep Andrew
    Anastasius Antiochus Artaxerxes Baldwin Basil Bayezid Benedict Boniface Callixtus Carl Carlos Casimir
    Catherine Celestine Charles Childeric Christian Clement Cleopatra Conrad Constans Constantine
    Constantius Darius David Edmund Edward Elizabeth Emmanuel Eugene Felipe Ferdinand Francis Franz
    Frederick Friedrich George Gordian Gregory Gustav Haakon Hadrian Hamid Harald Harold Hassan Heinrich
    Henri Henry Honorius Innocent Isaac Isabella Ivan James Joao John Joseph Juan Julius Justin Justinian
    Kamehameha Karl Kenneth Khosrow Leo Leopold Lothair Louis Ludwig Magnus Mahmud Malcolm Manuel
    Margaret Martin Mary Maximilian Mehmed Menelik Mentuhotep Michael Mithridates Mohammed Murad Napoleon
    Nebuchadnezzar Nicholas Olaf Otto Paul Pedro Pepi Pepin Peter Philip Philippe Pius Ptolemy Rainier
    Rama Ramesses Ramses Richard Robert Romanos Rudolf Sancho Sargon Seleucus Selim Senusret Seti Shapur
    Sigismund Sixtus Stephen Suleiman Theodosius Thutmose Tutmose Umberto Urban Valentinian Victoria
    Vladimir Wenceslaus Wilhelm William Xerxes Yazdegerd Zhangzong""",
    )
)
"""First names that a numeral follows as an ordinal."""
TITLES = "King|Queen|Emperor|Empress|Pope|Tsar|Tsarina|Czar|Kaiser|Sultan|Pharaoh|Prince|Shah|Duke"
COUNTED = (
    "War|Chapter|Part|Volume|Vol|Book|Act|Scene|Section|Phase|Stage|Type|Class|Mark|Article|Title|"
    "Episode|Level|Apollo|Saturn|Vatican|Bowl|Gemini|Voyager|Appendix|Table|Figure|Grade|Division"
)
ROMAN = r"(?=[IVXL])L?X{0,3}(?:IX|IV|V?I{0,3})"
NUMERAL = re.compile(
    rf"\b(?:(?P<title>{TITLES})\s+)?(?P<name>[A-Z][\w.-]*)\s+(?P<roman>{ROMAN})\b(?!\.\w)(?!-)"
)
SAYING_I = re.compile(r"\s+(?:am|think|know|have|would|will|can|could|should|love|like|want|need|feel|"
                      r"believe|guess|hope|do|don['’]t|must|may|might|saw|met|went|said|told|asked)\b"
                      r"|['’](?:m|ve|ll|d)\b")  # fmt: skip
CENTURY = re.compile(r"\b(?P<roman>[XVI]{1,5})(?:th)?(?=\s+(?:century|centuries|dynasty)\b)")
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def roman_value(text: str) -> int:
    """Return the value of a numeral made of I, V, X and L."""
    values = [VALUES[c] for c in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def say_numeral(match: re.Match[str]) -> dict[str, str] | None:
    """Return the words of the numeral in a match of NUMERAL, or None where it is a plain letter."""
    name, roman = match["name"], match["roman"]
    counted = re.fullmatch(COUNTED, name.rstrip(".")) is not None
    ruler = name in RULERS or match["title"] is not None
    after = match.string[match.end("roman") : match.end("roman") + 40]
    initial = roman == "L" or re.match(r"\.\s+\w", after) is not None
    if not roman or (len(roman) == 1 and (initial or not (counted or ruler))):
        return None
    if roman == "I" and SAYING_I.match(after):
        return None
    if roman == "X" and name == "Malcolm" and not match["title"]:
        return None
    value = roman_value(roman)
    if ruler and not counted:
        return {"roman": "the " + ordinal(value).title().replace("-F", "-f")}
    return {"roman": cardinal(value).capitalize()}


def say_century(match: re.Match[str]) -> dict[str, str] | None:
    """Return `nineteenth` for the XIX of `XIX century`."""
    return {"roman": ordinal(roman_value(match["roman"]))}
