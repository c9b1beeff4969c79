"""The grammar of quantities that German, Spanish, French, Italian and Portuguese have in common.

A quantity is a sign, a number, a unit or money, and what it is counted by; two of them with a dash
make a range. What the parts are called stands in the language's `Words`; English has rules of its
own, as it alone writes the decimal mark as a dot.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from factory.speech.language_words import Words
from factory.speech.patterns import DASH, SIGN, Rule, Said, any_of, rule
from factory.speech.spelled_numbers import in_language
from factory.text.function_words import CONJUNCTIONS, LEANING, PREPOSITIONS

GROUP = "[. \u00a0\u202f'’]"
NUMBER = (
    rf"(?:\d{{1,3}}(?:{GROUP}\d{{3}})+(?!\d)(?:,\d{{1,12}})?|\d{{1,15}}(?:,\d{{1,12}}|\.\d{{1,2}}(?![\d.]))?"
    r"|(?<![\w.,]),\d{1,12})"
)
"""Grouped by dots, spaces or apostrophes, decimals after a comma; after a dot up to two of them."""
START = r"(?<![\w.,])"
YEAR = re.compile(r"1[1-9]\d\d|20\d\d")


@dataclass(frozen=True)
class Grammar:
    """The rules of one language, from its words."""

    language: str
    words: Words

    def number(self, text: str) -> str:
        """Return a number's words; four plain digits from 1100 to 2099 are a year."""
        if YEAR.fullmatch(text):
            return in_language(int(text), self.language, "year")
        bare = re.sub(rf"{GROUP}(?=\d{{3}})", "", text)
        whole, _, decimals = bare.replace(".", ",").partition(",")
        said = in_language(int(whole or "0"), self.language)
        if not decimals:
            return said
        digits = " ".join(in_language(int(digit), self.language) for digit in decimals)
        return f"{said} {self.words.point} {digits}"

    def quantity(self, match: re.Match[str]) -> Said:
        """Say a number with its unit."""
        one, many = self.words.units[match["unit"].strip()]
        dot = {"dot": ""} if match["dot"] else {}
        if match["low"] == "1" and not match["high"]:
            return {"number": self._sign(match) + one, "unit": ""} | dot
        return {"number": self._sign(match) + self._range(match), "unit": f" {many}"} | dot

    def money(self, match: re.Match[str]) -> Said:
        """Say an amount: `neunzehn Euro fünfzig`, `zehn bis zwanzig Dollar`."""
        one, many, cent, cents = self.words.money[match["before"] or match["after"]]
        whole, _, rest = match["low"].rpartition(",")
        if match["high"] or len(rest) != 2 or not whole:
            single = match["low"] == "1" and not match["high"]
            said = one if single else f"{self._range(match)}{match['scale'] or ''} {many}"
            return self._sign(match) + said
        small = cent if rest == "01" else f"{self.number(rest.lstrip('0') or '0')} {cents}"
        large = one if whole == "1" else f"{self.number(whole)} {many}"
        if int(rest) == 0:
            return self._sign(match) + large
        return self._sign(match) + (small if whole == "0" else f"{large} {small}")

    def span(self, match: re.Match[str]) -> Said:
        """Say `zehn bis zwanzig`."""
        return self._range(match)

    def ratio(self, match: re.Match[str]) -> Said:
        """Say `drei zu eins`."""
        return f"{self.number(match['a'])} {self.words.ratio} {self.number(match['b'])}"

    def time(self, match: re.Match[str]) -> Said:
        """Say `vierzehn Uhr dreißig`, `quatorze heures trente`, `catorce treinta`."""
        hour = self.number(str(int(match["h"])))
        minutes = "" if match["m"] == "00" else f" {self.number(str(int(match['m'])))}"
        if match["clock"]:
            return f"{'ein' if hour == 'eins' else hour} Uhr{minutes}"
        if "h" in match["mark"]:
            one, many = self.words.units["h"]
            return f"{one if int(match['h']) == 1 else f'{hour} {many}'}{minutes}"
        return f"{hour}{minutes or ' ' + self.number('0')}"

    def plain(self, match: re.Match[str]) -> Said:
        """Say a number with its sign; one thing is `ein`, not `eins`."""
        following = re.match(r"\s([^\W\d_]+)", match.string[match.end() : match.end() + 30])
        if match["low"] == "1" and following and self._is_thing(following[1]):
            return self._sign(match) + self.words.units["km"][0].split()[0]
        return self._sign(match) + self.number(match["low"])

    def per(self, match: re.Match[str]) -> Said:
        """Say `pro Kilogramm` for the `/kg` after an amount."""
        what, unit = match["what"], re.sub(rf"^{NUMBER}\s?", "", match["amount"])
        if f"{unit}/{what}" in self.words.units:
            return None
        named = self.words.units.get(what)
        return {"slash": f" {self.words.per} ", "what": self._alone(named[0]) if named else what}

    def dotted(self, match: re.Match[str]) -> Said:
        """Say `beispiel Punkt de`: no dot inside a name is a pause."""
        return match[0].replace(".", f" {self.words.dot} ").replace("/", " / ")

    def power(self, match: re.Match[str]) -> Said:
        """Say `hoch zwei` for `²`."""
        return {"power": f" {self.words.powers['²³'.index(match['power'])]}"}

    def _is_thing(self, word: str) -> bool:
        """Whether a word after `1` is what there is one of."""
        if self.language == "de":
            return word[0].isupper()
        return word.lower() not in CONJUNCTIONS | LEANING | PREPOSITIONS

    def _alone(self, one: str) -> str:
        """Return a unit's name without the numeral that stands before it."""
        return one.partition(" ")[2] or one

    def _sign(self, match: re.Match[str]) -> str:
        sign = match["sign"]
        return "" if not sign else f"{self.words.plus if sign == '+' else self.words.minus} "

    def _range(self, match: re.Match[str]) -> str:
        low, high = self.number(match["low"]), match["high"]
        return f"{low} {self.words.to} {self.number(high)}" if high else low

    def _to(self, match: re.Match[str]) -> Said:
        return {"dash": f" {self.words.to} "}

    def _same_unit(self, match: re.Match[str]) -> Said:
        low = self._sign(match) + self.number(match["low"])
        return {"number": low, "first": "", "dash": f" {self.words.to} "}

    def _sign_alone(self, sign: str) -> Callable[[re.Match[str]], Said]:
        return lambda _: f" {self.words.signs[sign]} "

    def _short(self, match: re.Match[str]) -> Said:
        return self.words.short[re.sub(r"\s", " ", match[0])]

    def joints(self) -> tuple[Rule, ...]:
        """Return the rules for what stands between and around numbers; they are tried first."""
        words = self.words
        units, money = any_of(words.units), any_of(words.money)
        measure = rf"{NUMBER}\s?(?:{units})"
        amount = rf"(?:{money})\s?{NUMBER}|{NUMBER}\s?(?:{money})"
        return (
            rule(r"(?i:\bhttps?://|\bwww\.)[^\s<>\"”)]*[\w/]", self._address),
            rule(
                r"(?<![\w@./])[^\W\d_][\w-]+(?:\.(?:[a-z][a-z0-9]+|[A-Z]{2,}))+(?![\w/@]|\.\w)",
                self.dotted,
            ),
            *(
                rule(rf"(?<!\w){re.escape(short)}(?!\w)", self._short)
                for short in sorted(words.short, key=len, reverse=True)
            ),
            rule(
                rf"(?P<number>{SIGN}{START}(?P<low>{NUMBER}))(?P<first>\s?(?P<unit>{units}))(?P<dash>\s?{DASH}\s?)"
                rf"(?=[-\u2212+]?{NUMBER}\s?(?P=unit)(?!\w))",
                self._same_unit,
            ),
            rule(
                rf"{START}(?:{measure}|\d?\d[:h]\d\d)(?P<dash>\s?{DASH}\s?)(?=\d)",
                self._to,
            ),
            rule(
                rf"{START}(?P<amount>{amount}|{measure})(?P<slash>\s?/\s?)"
                rf"(?P<what>{units}|[^\W\d_]+)(?!\w)",
                self.per,
            ),
        )

    def amounts(self) -> tuple[Rule, ...]:
        """Return the rules for money, quantities and numbers."""
        words = self.words
        units, money = any_of(words.units), any_of(words.money)
        span = rf"(?P<low>{NUMBER})(?:\s?{DASH}\s?(?P<high>{NUMBER}))?"
        scale = r"(?P<scale>\s(?:Millionen|Milliarden|Mio\.|millones|millions?|milioni|milhões|mil)(?:\sde)?\b)?"
        return (
            rule(
                rf"{SIGN}(?P<before>{money})\s?(?P<low>{NUMBER})"
                rf"(?:\s?{DASH}\s?(?:(?P=before)\s?)?(?P<high>{NUMBER}))?{scale}(?P<after>)",
                self.money,
            ),
            rule(
                rf"{SIGN}{START}(?P<before>)(?P<low>{NUMBER})(?:\s?(?:{money}))?"
                rf"(?:\s?{DASH}\s?(?P<high>{NUMBER}))?{scale}\s?(?P<after>{money})",
                self.money,
            ),
            rule(
                rf"(?P<number>{SIGN}{START}{span})(?P<unit>\s?(?:{units}))(?!\w)"
                r"(?P<dot>(?<!\.)\.(?=\s*[a-zà-öø-ÿ,;:(]))?",
                self.quantity,
            ),
            rule(r"(?<=[^\W\d_])(?<![^\W\d_]{3})(?P<power>[²³])(?!\w)", self.power),
            rule(
                r"(?<![\w:])(?P<h>[01]?\d|2[0-4])(?P<mark>\s?[:h]\s?)(?P<m>[0-5]\d)(?![\w:])"
                r"(?P<clock>\sUhr\b)?",
                self.time,
            ),
            rule(r"(?<![\w:])(?P<a>\d{1,3}):(?P<b>\d{1,3})(?![\w:])", self.ratio),
            rule(rf"{START}(?P<low>{NUMBER})\s?{DASH}\s?(?P<high>{NUMBER})(?![\w-])", self.span),
            rule(r"(?<=\d)\s?[x×]\s?(?=\d)", lambda _: f" {words.times} "),
            rule(rf"{SIGN}{START}(?P<low>{NUMBER})(?!\w)", self.plain),
            *(
                rule(rf"\s?{re.escape(sign)}\s?", self._sign_alone(sign))
                for sign in words.signs
                if sign not in "+<>"
            ),
            rule(r"\s?\+\s?(?=\d|\s)", self._sign_alone("+")),
            rule(r"(?<!\w)<\s?(?=\d)", self._sign_alone("<")),
            rule(r"(?<!\w)>\s?(?=\d)", self._sign_alone(">")),
            rule(r"(?<=[^\W\d_])(?<![^\W\d_]{9})\.(?=\s+[a-zà-öø-ÿ(])", lambda _: ""),
        )

    def _address(self, match: re.Match[str]) -> Said:
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", match[0], flags=re.IGNORECASE)
        bare = bare.partition("?")[0].partition("#")[0].rstrip("/")
        return bare.replace(".", f" {self.words.dot} ").replace("/", " ").replace("-", " ")
