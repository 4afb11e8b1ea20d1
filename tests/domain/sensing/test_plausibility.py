"""Whether words can have been said."""

import pytest

from kiosk.domain.sensing.plausibility import is_plausible


@pytest.mark.parametrize(
    ("text", "seconds", "partials", "expected"),
    [
        ("How bright was the lamp?", 1.6, ["how", "how bright was"], True),
        ("Why?", 0.4, [], True),
        ("the", 4.0, [""], False),
        ("the", 1.5, [""], False),
        ("Huh?", 1.5, ["you know"], False),
        ("Thank you.", 1.5, ["thank"], True),
        ("Thank you.", 1.5, [], True),
        (" ".join(["la"] * 30), 2.0, ["la la"], False),
        ("", 3.0, ["well"], True),
        ("客観的実在の判断的知識が成立するのである", 4.6, ["客観的"], True),
        ("您是哪一年出生的？", 1.6, ["您是"], True),
        ("御座" * 40, 2.0, ["御座"], False),
        ("あ", 3.0, ["いつ"], False),
    ],
)
def test_words_are_believed_only_if_they_can_have_been_said(
    text: str, seconds: float, partials: list[str], expected: bool
) -> None:
    assert is_plausible(text, seconds, partials) is expected
