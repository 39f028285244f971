"""Topics are learned from what was filed, and suggested where they fit."""

from app.learning.texts import Texts
from app.learning.topics import LEAST_FILED, N_SUGGESTIONS, TopicModels
from tests.support.subjects import SUBJECTS, papers_on

N_FILED = 12


def learned(texts: Texts) -> TopicModels:
    """Learn every subject from the texts put for it here."""
    filed: dict[str, list[str]] = {}
    for subject in SUBJECTS:
        for number, paper in enumerate(papers_on(subject, N_FILED)):
            texts.put(f"{subject} {number}", paper.title, paper.abstract)
            filed.setdefault(subject, []).append(f"{subject} {number}")
    texts.weigh()
    return TopicModels.learn(texts, filed)


def test_paper_not_filed_gets_its_topic_first_with_words_that_spoke_for_it() -> None:
    texts = Texts()
    models = learned(texts)

    for subject, words in SUBJECTS.items():
        for number, paper in enumerate(papers_on(subject, 5, first=100)):
            texts.put("new", paper.title, paper.abstract)
            best, *others = models.suggest(texts, texts.vector("new"))

            assert best.topic == subject, number
            assert 0.3 < best.score <= 1.0
            assert set(" ".join(best.words).split()).intersection(words.split())
            assert len(others) < N_SUGGESTIONS


def test_topics_left_out_are_not_suggested() -> None:
    texts = Texts()
    models = learned(texts)
    vector = texts.vector("Birds 0")

    found = models.suggest(texts, vector, frozenset({"Birds"}))

    assert "Birds" not in {suggestion.topic for suggestion in found}


def test_text_that_shares_no_word_gets_no_suggestion() -> None:
    texts = Texts()
    models = learned(texts)
    texts.put("far", "Quaternion sheaves", "Cohomology of a stack.")

    assert models.suggest(texts, texts.vector("far")) == ()


def test_topic_of_too_few_papers_is_not_learned() -> None:
    texts = Texts()
    models = learned(texts)
    few = [f"Birds {n}" for n in range(LEAST_FILED - 1)]

    assert models.n_topics == len(SUBJECTS)
    assert TopicModels.learn(texts, {"few": few}).n_topics == 0
    assert TopicModels.learn(Texts(), {}).n_topics == 0
