"""Introductions: the name and the age that a visitor tells, for the words of one visit and no longer."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kiosk.mind.answer.house import house_lines, pieces, vocabulary

LONGEST, SHORTEST = 20, 2
"""Letters of a name."""

YOUNGEST, OLDEST = 3, 110
INSULT = "insult"

_ENDS = """and but or so from i i'm im i'd aged age what who how where why nice please with is am are here years my the
you your of in at to for on not a an we he she it that this because thanks thank pleased hello hi hey by the way
actually though too now there good short"""
ENDS = frozenset(_ENDS.split())
"""With one of these a name is over."""

_NOBODY = """nobody nothing no none secret god jesus christ satan devil lucifer hitler stalin mussolini batman superman
spiderman pikachu shrek voldemort none unknown test anonymous called not ready done back here sorry bored sure lost
alone old young only just very really so too still trying listening waiting asking talking leaving going coming looking
visiting learning reading working joking kidding serious single married blind deaf right wrong interested dead alive
real human new next deeply sick ill better pregnant christian muslim jewish catholic full free gonna about"""
NOBODY = frozenset(_NOBODY.split())
"""Said of oneself, and yet no name to be called by."""

NAME = r"([^\W\d_][\w'’-]*(?:[ ,]+[^\W\d_][\w'’-]*){0,2})"
CALLED = re.compile(
    r"(?i)\b(?:(?:my|our) (?:(?:full|first|given) )?name(?:['’]?s| is)?|^name is|i(?:['’]m| am) (?:called|named)|"
    r"(?:they|people|everyone|everybody|friends) calls? me|call me)[ ,:]+(?!not\b)" + NAME
)
GREETED = re.compile(
    r"(?i)^\W*(?P<hello>(?:hello|hi|hey|hiya|good (?:day|morning|afternoon|evening)|nice to meet you|there|oh|well|so|"
    r"yes|and)\W+)*(?:i['’]?m|i am) (?P<name>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?)(?P<rest>.*)$"
)
TITLES = frozenset({"mr", "mrs", "miss", "ms", "mister", "dr", "doctor", "professor"})
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen"""
TENS = {word: at * 10 for at, word in enumerate(_TENS.split(), start=2)}
UNITS = {word: at for at, word in enumerate(_UNITS.split(), start=1)}
AGED = re.compile(
    r"(?i)(?:\b(?:i['’]?m|i am|i (?:just |have just )?turned|i have|aged?|and|name is [^\W\d]+,?)|,) "
    r"(?:(?:only|just|already|almost|nearly|now|about|i['’]?m|i am|also|aged?) )*"
    r"(?P<number>\d{1,3}|(?:"
    + "|".join(TENS)
    + r")(?:[ -](?:"
    + "|".join(list(UNITS)[:9])
    + r"))?|"
    + "|".join(UNITS)
    + r")"
    r"(?: and a half)?(?: years?(?: old)?| years? of age)?(?=\W*$|[.,;!?]| and\b| but\b| now\b| today\b| too\b)"
)

KOREAN_NAME = r"(?P<name>[가-힣]{1,5}?|[A-Za-z]{2,20})"
KOREAN_IS = r"(?:이에요|이예요|예요|에요|이라고|라고|입니다|이야|야|이요|인데|이고|고|임)"
KOREAN_CALLED = re.compile(
    r"(?:제|내|저의|나의|우리) ?(?:이름|성함)(?:은|이|을)? ?"
    + KOREAN_NAME
    + KOREAN_IS
    + r"(?![가-힣]*(?:뭐|뭘|아세요|알아))"
    r"|(?:저는|전|나는|난|저|나)? ?"
    + KOREAN_NAME.replace("?P<name>", "?P<called>")
    + r"(?:이라고|라고) ?(?:해요|합니다|해\b|불러|부르|하는)"
)
KOREAN_PLAIN = re.compile(
    r"^(?:안녕(?:하세요|하십니까)?[ ,.!]*|반가워요?[ ,.!]*|반갑습니다[ ,.!]*)*(?:저는|전|나는|난|저|나) ?"
    + KOREAN_NAME.replace("{1,5}", "{2,4}") + r"(?:이에요|이예요|예요|입니다|이야|야|이고|고|인데)(?:[ ,.!]|$)"
)  # fmt: skip
_KOREAN_TENS, _KOREAN_UNITS = "열 스물 서른 마흔 쉰 예순 일흔 여든 아흔", "한 두 세 네 다섯 여섯 일곱 여덟 아홉"
KOREAN_UNITS = {word: at for at, word in enumerate(_KOREAN_UNITS.split(), start=1)}
KOREAN_TENS = {word: at * 10 for at, word in enumerate(_KOREAN_TENS.split(), start=1)} | {"스무": 20}
KOREAN_AGED = re.compile(
    r"(?P<number>\d{1,3}|(?:(?:"
    + "|".join(KOREAN_TENS)
    + r") ?)?(?:"
    + "|".join(KOREAN_UNITS)
    + r")|"
    + "|".join(KOREAN_TENS)
    + r") ?(?:살|세)"
    r"(?:이에요|이예요|예요|입니다|이야|야|이고|인데|이|됐어요|되었어요|됐어|요)?(?=$|[ ,.!?])"
)
KOREAN_OTHERS = re.compile(
    r"(?:동생|언니|누나|오빠|형|딸|아들|아이|애|손자|손녀|할머니|할아버지|엄마|아빠|친구|강아지|고양이|남편|아내)[은는이가도]?\b|때|적에"
)
KOREAN_NOBODY = re.compile(
    r"학생|선생|사람|의사|간호|회사원|엄마|아빠|할머니|할아버지|아이|여자|남자|친구|관광객|외국인|기자|군인|공무원|주부|배우|가수|작가|화가|"
    r"농부|살$|세$|학년|처음|혼자|바보|아무|히틀러|예수|하느님|하나님|부처|악마|귀신|비밀|팬$|박사|교수|변호사|과학자|개발자|막내|첫째|둘째|"
    r"무엇|누구|뭐|진짜|정말|여기|지금|아니|그냥|괜찮|좋|싫|행복|슬프|우울|외로"
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a visitor told of himself or herself."""

    name: str = ""
    """As it is to be spoken; empty where none was told that one may be called by."""

    age: int | None = None
    """In years."""


def introduced(text: str, language: str) -> Introduction | None:
    """None where neither a name nor an age was told."""
    told = unicodedata.normalize("NFC", " ".join(text.split()))
    own = _korean if language.split("-", maxsplit=1)[0] == "ko" else _english
    found = own(told)
    return found if found.name or found.age is not None else None


def _english(text: str) -> Introduction:
    called = CALLED.search(text)
    name = _english_name(called[1]) if called is not None else _greeted(text)
    return Introduction(name, _age(AGED, text, _english_number))


def _greeted(text: str) -> str:
    """ "I am Oliver" is a name where it is written as one, or comes with a greeting or an age; "I am tired" is none."""
    found = GREETED.match(text)
    if found is None or _states().match(found["name"].lower()):
        return ""
    first = found["name"].split()[0]
    is_titled = first.lower().rstrip(".") in TITLES
    is_written = first[0].isupper() and not text.isupper() and (is_titled or first.lower() not in NOBODY)
    name = _english_name(found["name"])
    comes_with = bool(found["hello"]) and not found["rest"].strip(" .!,")
    return name if is_written or comes_with or AGED.search(text) else ""


@cache
def _states() -> re.Pattern[str]:
    """What people say that they are: moods, nationalities, callings, illnesses."""
    parts = pieces("en")
    return re.compile(r"(?:" + "|".join(parts[one] for one in ("mood", "blue", "folk", "job", "disease")) + r")\b")


def _english_name(words: str) -> str:
    kept: list[str] = []
    for word in re.split(r"[ ,]+", words):
        plain = word.lower().replace("’", "'")
        if plain in ENDS or not {*UNITS, *TENS}.isdisjoint(plain.split("-")):
            break
        kept.append(word if any(letter.isupper() for letter in word) else _capital(word))
    return _fit(" ".join(kept), "en")


def _capital(word: str) -> str:
    return re.sub(r"(?:^|(?<=['’-]))\w", lambda first: first[0].upper(), word)


def _fit(name: str, language: str) -> str:
    """The name, or nothing where nobody is called so or nobody should be."""
    letters = [char for char in name if char.isalpha()]
    plain = name.lower()
    is_long = not (SHORTEST if language == "en" else 1) <= len(letters) <= LONGEST
    if is_long or re.search(r"(\w)\1\1|\d|_", plain) or not NOBODY.isdisjoint(re.split(r"[ -]", plain)):
        return ""
    can_be_said = all(re.search("[aeiouy]", word) or word.rstrip(".") in TITLES for word in plain.split())
    if plain.isascii() and not can_be_said:
        return ""
    return "" if _is_unfit(plain, language) else name


def _is_unfit(name: str, language: str) -> bool:
    words = vocabulary(language)
    if not {*words.plain, *words.more}.isdisjoint({name, *name.split()}):
        return True
    insults = (one for one in house_lines(language) if one.id == INSULT)
    return any(one.is_meant_by(said) for one in insults for said in (name, f"you are {name}", f"{name}야"))


def _age(pattern: re.Pattern[str], text: str, number: Callable[[str], int]) -> int | None:
    found = pattern.search(text)
    if found is None:
        return None
    years = int(found["number"]) if found["number"].isdigit() else number(found["number"].lower())
    return years if YOUNGEST <= years <= OLDEST else None


def _english_number(words: str) -> int:
    return sum(TENS.get(word, UNITS.get(word, 0)) for word in re.split(r"[ -]", words))


def _korean(text: str) -> Introduction:
    found = KOREAN_CALLED.search(text)
    told = (found["name"] or found["called"]) if found is not None else ""
    if not told and (plain := KOREAN_PLAIN.match(text)) is not None:
        told = plain["name"]
    name = "" if KOREAN_NOBODY.search(told) else _fit(told, "ko")
    is_of_another = KOREAN_OTHERS.search(text) is not None
    return Introduction(name, None if is_of_another else _age(KOREAN_AGED, text, _korean_number))


def _korean_number(words: str) -> int:
    plain = words.replace(" ", "")
    for ten, value in KOREAN_TENS.items():
        if plain.startswith(ten):
            return value + KOREAN_UNITS.get(plain.removeprefix(ten), 0)
    return KOREAN_UNITS.get(plain, 0)
