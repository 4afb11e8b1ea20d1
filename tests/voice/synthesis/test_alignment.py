from kiosk.voice.synthesis.alignment import Mark, Phoneme, even_times, viseme_track, word_times


def _names(*phonemes: tuple[float, str], end: float = 1.0) -> list[tuple[float, str]]:
    track = viseme_track([Phoneme(at, name) for at, name in phonemes], (0.1, end), end + 0.1)
    return [(round(cue.at, 3), cue.viseme.value) for cue in track.cues]


def test_the_track_begins_and_ends_at_rest() -> None:
    assert _names((0.1, "m"), (0.3, "a")) == [(0.0, "sil"), (0.1, "PP"), (0.3, "aa"), (1.0, "sil")]


def test_a_diphthong_moves_on_half_way() -> None:
    assert _names((0.1, "aɪ"), end=0.5) == [(0.0, "sil"), (0.1, "aa"), (0.3, "I"), (0.5, "sil")]


def test_a_pause_brings_the_lips_to_rest() -> None:
    assert (0.3, "sil") in _names((0.1, "a"), (0.3, ""), (0.35, ""), (0.5, "m"))


def test_a_gap_too_short_to_see_does_not() -> None:
    assert _names((0.1, "a"), (0.3, ""), (0.34, "m")) == [(0.0, "sil"), (0.1, "aa"), (0.34, "PP"), (1.0, "sil")]


def test_a_pause_at_the_end_is_rest_from_its_beginning() -> None:
    assert _names((0.1, "a"), (0.6, ""))[-1] == (0.6, "sil")


def test_sounds_without_length_leave_no_cue() -> None:
    assert _names((0.1, "l"), (0.1, "n"), (0.1, "a")) == [(0.0, "sil"), (0.1, "aa"), (1.0, "sil")]


def test_the_earliest_mark_within_a_word_begins_it() -> None:
    text = "In 1843, yes"
    words = word_times(text, [Mark(0.0, 0), Mark(0.2, 3), Mark(0.5, 4), Mark(0.9, 4), Mark(1.5, 9)], (0.0, 2.0))
    assert [(text[word.start : word.end], word.at) for word in words] == [("In", 0.0), ("1843,", 0.2), ("yes", 1.5)]


def test_a_word_without_a_mark_lies_between_its_neighbours() -> None:
    words = word_times("one — two", [Mark(0.0, 0), Mark(1.0, 6)], (0.0, 2.0))
    assert 0.0 < words[1].at < 1.0


def test_word_times_never_run_backwards() -> None:
    words = word_times("one two three", [Mark(0.5, 0), Mark(0.2, 4), Mark(0.9, 8)], (0.0, 2.0))
    assert [word.at for word in words] == sorted(word.at for word in words)


def test_even_times_fill_the_speech() -> None:
    words = even_times("one two three", 3.0)
    assert words[0].at == 0.0
    assert [word.end for word in words] == [3, 7, 13]
    assert words[-1].at < 3.0
