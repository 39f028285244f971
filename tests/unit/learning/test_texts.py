"""Texts know which of them are alike, and by which words."""

import pytest

from app.learning.texts import Texts
from tests.support.subjects import SUBJECTS, papers_on


def texts_on(*subjects: str, n_papers: int = 12) -> Texts:
    texts = Texts()
    for subject in subjects:
        for number, paper in enumerate(papers_on(subject, n_papers)):
            texts.put(f"{subject} {number}", paper.title, paper.abstract)
    texts.weigh()
    return texts


def test_like_gives_texts_of_the_same_subject_and_the_words_shared() -> None:
    texts = texts_on(*SUBJECTS)

    found = texts.like("Birds 0", 5)

    assert {alike.id.split()[0] for alike in found} == {"Birds"}
    assert "Birds 0" not in {alike.id for alike in found}
    assert [a.score for a in found] == sorted((a.score for a in found), reverse=True)
    own = set(SUBJECTS["Birds"].split())
    assert own.intersection(" ".join(found[0].words).split())


def test_text_taken_out_is_not_found_and_one_put_again_is_found_anew() -> None:
    texts = texts_on(*SUBJECTS)
    first = texts.like("Birds 0", 1)[0].id

    texts.remove(first)
    assert first not in {alike.id for alike in texts.like("Birds 0", 50)}
    cheese = papers_on("Cheese", 1)[0]
    texts.put(first, cheese.title, cheese.abstract)

    assert first in {alike.id for alike in texts.like("Cheese 0", 50)}
    assert len(texts) == 12 * len(SUBJECTS)


def test_text_without_words_is_like_none() -> None:
    texts = texts_on("Birds")
    texts.put("empty", "", "")
    texts.weigh()

    assert texts.like("empty", 5) == []


def test_pause_may_stop_the_work() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        texts_on("Birds").weigh(stop)
