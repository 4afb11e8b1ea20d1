import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voice.wording.pronouncing import for_espeak, for_hibari
from kiosk.voice.wording.wording import worded, written


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "In 1843, I wrote.", "In 18 43, I wrote."),
        ("en", "in 1805 and 1900", "in 18 oh 5 and 19 hundred"),
        ("en-gb", "(1815–1852)", "(18 15 to 18 52)"),
        ("en", "1,843 looms, 1843.5 and 18430", "1,843 looms, 1843.5 and 18430"),
        ("en", "the 1840s and the 1800s", "the 18 forties and the 18 hundreds"),
        ("de", "Im Jahr 1843", "Im Jahr 18 hundert 43"),
        ("fr", "en 1843", "en 1843"),
        ("ko", "1843년", "천팔백사십삼년"),
        ("en", "one\ntwo\0", "one two "),
    ],
)
def test_a_year_is_said_the_way_people_say_it(language: str, text: str, said: str) -> None:
    assert worded(text, language).text == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mme de Staël met Dr. Smith", "Madame de Staël met Doctor Smith"),
        ("Mr. and Mrs. Babbage's, St. James's Square", "Mr. and Missus Babbage's, Saint James's Square"),
        ("(pp. 3–5, vol. II, no. 7)", "(pages 3 to 5, volume 2, number 7)"),
        ("No. I said no.", "No. I said no."),
        ("No. 5 is e.g. this, etc.", "Number 5 is for example this, et cetera"),
        ("b. 1815, d. 1852, c. 1840", "born 18 15, died 18 52, about 18 40"),
        ("Smith & Son [sic]", "Smith and Son …"),
    ],
)
def test_abbreviations_are_said_in_full(text: str, said: str) -> None:
    assert worded(text, "en").text.lower() == said.lower()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Louis XIV and George IV.", "Louis the 14th and George the 4th."),
        ("Charles I, William IV of England", "Charles the 1st, William the 4th of England"),
        ("Chapter XIV, Note G, volume I", "Chapter 14, Note G, volume 1"),
        ("XIV years", "14 years"),
        ("When George I see, MIX and I did CC", "When George I see, MIX and I did CC"),
    ],
)
def test_roman_numerals_are_counted_and_other_capitals_are_not(text: str, said: str) -> None:
    assert worded(text, "en").text == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on 10 December 1815", "on the 10th of December 18 15"),
        ("On the 27th of November 1852", "On the 27th of November 18 52"),
        ("December 2, 1815", "December the 2nd, 18 15"),
        ("1815-12-10", "the 10th of December, 18 15"),
        ("In May 1843 I may", "In May 18 43 I may"),
        ("May 45 ships", "May 45 ships"),
    ],
)
def test_dates_are_said_as_people_say_them(text: str, said: str) -> None:
    assert worded(text, "en").text == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("£17,000 or £1", "17,000 pounds or 1 pound"),
        ("£1.50 and $1.5 million", "1 pound 50 and 1.5 million dollars"),
        ("3½ miles, ¾ of it, ½", "3 and a half miles, three quarters of it, one half"),
        ("10–15 years", "10 to 15 years"),
    ],
)
def test_money_fractions_and_ranges_are_said(text: str, said: str) -> None:
    assert worded(text, "en").text == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1397년 5월 15일에 태어났다.", "천삼백구십칠년 오월 십오일에 태어났다."),
        ("6월과 10월", "유월과 시월"),
        ("3명의 학자와 20살, 28자", "세 명의 학자와 스무 살, 이십팔자"),
        ("제4대 왕, 15세기", "제사대 왕, 십오세기"),
        ("1443–1446년", "천사백사십삼에서 천사백사십육년"),
        ("3시 30분", "세 시 삼십분"),
        ("10,000명과 14.5%", "만명과 십사 점 오 퍼센트"),
        ("루이 XIV세", "루이 십사세"),
        ("100, 110, 12345678, 0", "백, 백십, 천이백삼십사만오천육백칠십팔, 영"),
    ],
)
def test_korean_numbers_are_said_by_what_they_count(text: str, said: str) -> None:
    assert worded(text, "ko").text == said


@pytest.mark.parametrize("text", ["In 1843, I wrote (1815–1852).", "", "1900", "no year", "Louis XIV on 3 May"])
def test_every_character_knows_where_it_comes_from(text: str) -> None:
    made = worded(text, "en")
    assert len(made.origins) == len(made.text)
    assert list(made.origins) == sorted(made.origins)
    assert all(text[origin] == sign for sign, origin in zip(made.text, made.origins, strict=True) if sign in "IwL")


@given(st.text("Iion XVLC.,–-1358 £½MayDrstp'’[]()세월명년%", max_size=40), st.sampled_from(["en", "ko", "de"]))
def test_no_text_loses_its_places(text: str, language: str) -> None:
    made = worded(text, language, (("May", "/meɪ/"), ("Dr", "Doctor")))
    assert len(made.origins) == len(made.text)
    assert all(0 <= origin < max(1, len(text)) for origin in made.origins)
    marked = written(made, for_hibari)
    assert len(marked.origins) == len(marked.text)


DICTIONARY = (("Babbage", "/ˈbæbɪdʒ/"), ("Ockham", "Ock-um"))


def test_a_word_of_the_dictionary_is_respelled_wherever_it_stands_alone() -> None:
    assert worded("Ockham's Ockhamist, Ockham.", "en", DICTIONARY).text == "Ock-um's Ockhamist, Ock-um."


def test_a_given_sound_reaches_each_engine_in_its_own_letters_with_the_ending_of_what_is_owned() -> None:
    wording = worded("Ockham, Babbage and Babbage’s", "en", DICTIONARY)
    assert written(wording, for_espeak).text == "Ock-um, [[b'abIdZ]] and [[b'abIdZIz]]"
    assert written(wording, for_hibari).text == "Ock-um, [Babbage](/bˈæbɪʤ/) and [Babbage’s](/bˈæbɪʤɪz/)"
    assert written(wording, for_espeak).origins[len("Ock-um, [[b'")] == len("Ockham, ")
