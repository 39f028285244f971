"""Papers of no topic fall into groups that their words name."""

from app.learning.clusters import clusters
from app.learning.texts import Texts
from tests.support.subjects import SUBJECTS, papers_on


def unsorted() -> tuple[Texts, list[str]]:
    texts, ids = Texts(), []
    for number in range(12):
        for subject in SUBJECTS:
            paper = papers_on(subject, 1, first=number)[0]
            ids.append(f"{subject} {number}")
            texts.put(ids[-1], paper.title, paper.abstract)
    texts.weigh()
    return texts, ids


def test_clusters_hold_one_subject_each_and_are_named_by_its_words() -> None:
    texts, ids = unsorted()

    found = clusters(texts, ids)

    assert {cluster.ids[0].split()[0] for cluster in found} == set(SUBJECTS)
    for cluster in found:
        subjects = {id.split()[0] for id in cluster.ids}
        assert len(subjects) == 1
        own = SUBJECTS[subjects.pop()].split()
        assert set(" ".join(cluster.words).split()).intersection(own)
        assert cluster.name
    grouped = [id for cluster in found for id in cluster.ids]
    assert len(grouped) == len(set(grouped))
    assert len(grouped) > len(ids) // 2


def test_clusters_are_the_same_each_time() -> None:
    texts, ids = unsorted()

    assert clusters(texts, ids) == clusters(texts, ids)


def test_few_or_unknown_papers_make_no_cluster() -> None:
    texts, ids = unsorted()

    assert clusters(texts, ids[:4]) == ()
    assert clusters(texts, ["nobody"] * 50) == ()
