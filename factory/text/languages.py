"""Language codes (BCP 47), and how many words a text has in languages that do not space them."""

import re

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")

_CHINESE_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SOUTH_EAST_ASIAN = re.compile("[\u0e01-\u0e2e\u0e81-\u0eae\u1000-\u102a\u1780-\u17b3]")
CHARACTERS_PER_WORD = 2  # Chinese and Japanese, averaged over long texts
CONSONANTS_PER_WORD = 3  # Thai, Lao, Burmese, Khmer; vowel signs are not counted


def is_language(code: str) -> bool:
    """Return whether the code has the shape of a language tag such as `en` or `pt-BR`."""
    return LANGUAGE.fullmatch(code) is not None


def covers(allowed: str, wanted: str) -> bool:
    """Return whether a channel that speaks `allowed` may be given `wanted`: `en` covers `en-GB`."""
    have, want = allowed.lower(), wanted.lower()
    return want == have or want.startswith(have + "-")


def count_words(text: str) -> int:
    """Return the number of words: by spaces, and by characters where a script writes none."""
    characters = len(_CHINESE_JAPANESE.findall(text))
    consonants = len(_SOUTH_EAST_ASIAN.findall(text))
    if characters or consonants:
        text = _SOUTH_EAST_ASIAN.sub(" ", _CHINESE_JAPANESE.sub(" ", text))
    spaced = sum(any(c.isalnum() for c in word) for word in text.split())
    return spaced + -(-characters // CHARACTERS_PER_WORD) + -(-consonants // CONSONANTS_PER_WORD)


UNDETERMINED = "und"


_PAIRS = """
aa aar ab abk ae ave af afr ak aka am amh an arg ar ara as asm av ava ay aym az aze ba bak be bel
bg bul bi bis bm bam bn ben bo bod br bre bs bos ca cat ce che ch cha co cos cr cre cs ces cu chu
cv chv cy cym da dan de deu dv div dz dzo ee ewe el ell en eng eo epo es spa et est eu eus fa fas
ff ful fi fin fj fij fo fao fr fra fy fry ga gle gd gla gl glg gn grn gu guj gv glv ha hau he heb
hi hin ho hmo hr hrv ht hat hu hun hy hye hz her ia ina id ind ie ile ig ibo ii iii ik ipk io ido
is isl it ita iu iku ja jpn jv jav ka kat kg kon ki kik kj kua kk kaz kl kal km khm kn kan ko kor
kr kau ks kas ku kur kv kom kw cor ky kir la lat lb ltz lg lug li lim ln lin lo lao lt lit lu lub
lv lav mg mlg mh mah mi mri mk mkd ml mal mn mon mr mar ms msa mt mlt my mya na nau nb nob nd nde
ne nep ng ndo nl nld nn nno no nor nr nbl nv nav ny nya oc oci oj oji om orm or ori os oss pa pan
pi pli pl pol ps pus pt por qu que rm roh rn run ro ron ru rus rw kin sa san sc srd sd snd se sme
sg sag si sin sk slk sl slv sm smo sn sna so som sq sqi sr srp ss ssw st sot su sun sv swe sw swa
ta tam te tel tg tgk th tha ti tir tk tuk tl tgl tn tsn to ton tr tur ts tso tt tat tw twi ty tah
ug uig uk ukr ur urd uz uzb ve ven vi vie vo vol wa wln wo wol xh xho yi yid yo yor za zha zh zho
zu zul
"""


_THREE: dict[str, str] = dict(zip(_PAIRS.split()[::2], _PAIRS.split()[1::2], strict=True))


def three_letters(code: str) -> str:
    """Return the three-letter code of a BCP 47 one: `eng` of `en-GB`; `und` where there is none."""
    language = code.split("-")[0].lower()
    return language if len(language) == 3 else _THREE.get(language, UNDETERMINED)
