"""Two views of a question: what its words mean, and what its rare words mean."""

import numpy as np

from kiosk.mind.engines.embedder import Encoder, Understood
from kiosk.mind.understand.question_views import TokenWeights, token_weights, unit_halves
from tests.fakes.embedder import FakeEmbedder


def test_a_token_of_every_question_weighs_less_than_one_of_a_single_question() -> None:
    weights = token_weights([[1, 2], [1, 3], [1, 4]])
    assert weights.known[1] < weights.known[2] < weights.unseen


def test_the_second_view_turns_towards_the_rare_word() -> None:
    embedder = FakeEmbedder()
    common, rare = embedder.tokens("lamp")[0], embedder.tokens("oil")[0]
    half = TokenWeights({common: 1.0, rare: 9.0}, 1.0).view(embedder.understand("lamp oil")).reshape(2, -1)
    oil = embedder.understand("oil").states[0]
    assert half[1] @ oil > half[0] @ oil


def test_a_view_has_length_one_and_two_equal_halves() -> None:
    view = token_weights([[1]]).view(FakeEmbedder().understand("How bright was the lamp?"))
    assert np.isclose(np.linalg.norm(view), 1.0, atol=1e-5)
    assert np.allclose(np.linalg.norm(view.reshape(2, -1), axis=1), np.sqrt(0.5), atol=1e-5)


def test_what_all_questions_have_in_common_makes_no_two_of_them_alike() -> None:
    dice = np.random.default_rng(2)
    common = np.full(16, 3.0, dtype=np.float32)
    rows = [common + dice.normal(size=16).astype(np.float32) for _ in range(40)]
    texts = [Understood(row / np.linalg.norm(row), [at], row[None, :]) for at, row in enumerate(rows)]
    plain = token_weights([[1]])
    centred = plain.centred(texts)
    assert plain.view(texts[0]) @ plain.view(texts[1]) > 0.8
    assert abs(centred.view(texts[0]) @ centred.view(texts[1])) < 0.7
    assert abs(float((centred.views(texts) @ centred.view(texts[0])).mean())) < 0.1
    assert np.isclose(np.linalg.norm(centred.view(texts[0])), 1.0, atol=1e-5)


def test_without_questions_nothing_is_in_common() -> None:
    assert token_weights([[1]]).centred([]).centre is None


def test_a_text_without_words_still_has_a_view() -> None:
    view = token_weights([[1]]).view(FakeEmbedder().understand("?!"))
    assert np.isfinite(view).all()


def test_nothing_stays_nothing() -> None:
    assert not unit_halves(np.zeros((2, 4), dtype=np.float32)).any()


def test_the_real_encoder_shows_one_state_for_every_token(embedder: Encoder) -> None:
    for text in ("How bright was the lamp?", "", "👍", "lamp " * 2000, "안녕하세요", "\x00\x07"):
        understood = embedder.understand(text)
        assert len(understood.tokens) == len(understood.states)
        assert np.allclose(understood.vector, embedder.embed([text])[0], atol=1e-5)
        assert np.isfinite(token_weights([understood.tokens]).view(understood)).all()
        assert list(embedder.tokens(text)) == list(understood.tokens)
