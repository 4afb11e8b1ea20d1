"""Workers answer the newest question and say what they lack."""

from kiosk.app.crew.mind import newest
from kiosk.domain.commands import Anticipate, Forget, Recall, Think


def test_guesses_about_older_words_are_left_out() -> None:
    first, second = Anticipate(1, "who", "en"), Anticipate(1, "who taught", "en")
    think, forget = Think(1, "who taught you", "en"), Forget()
    assert newest([first, second]) == [second]
    assert newest([first, second, think, forget]) == [think, forget]
    assert newest([think, Recall("lamp", "en"), second]) == [think, Recall("lamp", "en"), second]
