import pytest

from kiosk.voice.wording import worded


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "In 1843, I wrote.", "In 18 43, I wrote."),
        ("en", "in 1805 and 1900", "in 18 oh 5 and 19 hundred"),
        ("en-gb", "(1815–1852)", "(18 15 to 18 52)"),
        ("en", "1,843 looms, £1843, 1843.5 and 18430", "1,843 looms, £1843, 1843.5 and 18430"),
        ("de", "Im Jahr 1843", "Im Jahr 18 hundert 43"),
        ("fr", "en 1843", "en 1843"),
        ("ko", "1843년", "1843년"),
        ("en", "one\ntwo\0", "one two "),
    ],
)
def test_a_year_is_said_the_way_people_say_it(language: str, written: str, said: str) -> None:
    assert worded(written, language).text == said


@pytest.mark.parametrize("text", ["In 1843, I wrote (1815–1852).", "", "1900", "no year"])
def test_every_character_knows_where_it_comes_from(text: str) -> None:
    made = worded(text, "en")
    assert len(made.origins) == len(made.text)
    assert list(made.origins) == sorted(made.origins)
    assert all(
        text[origin] == sign
        for sign, origin in zip(made.text, made.origins, strict=True)
        if sign.isalpha() and sign not in "tohundred"
    )
