"""Papers on a few subjects, in words of our own."""

from random import Random

from app.domain.paper import Draft, Provenance

SUBJECTS = {
    "Birds": "feather nest wing migration plumage beak song flock egg perch",
    "Bridges": "girder span cable pylon truss bearing load arch deck pier",
    "Cheese": "rennet curd whey rind brine ripening mould milk cellar culture",
}
_SHARED = "study measure season field sample early region cold weight group year team"


def papers_on(subject: str, n_papers: int, *, first: int = 0) -> tuple[Draft, ...]:
    """Return papers whose titles and abstracts speak of a subject."""
    return tuple(_paper(subject, number) for number in range(first, first + n_papers))


def _paper(subject: str, number: int) -> Draft:
    chance = Random(f"{subject} {number}")
    own, shared = SUBJECTS[subject].split(), _SHARED.split()
    title = [*chance.sample(own, 2), *chance.sample(shared, 2)]
    words = [*chance.sample(own, 5), *chance.sample(shared, 6)] * 2
    chance.shuffle(words)
    return Draft(
        title=f"{' '.join(title).capitalize()} {subject[:1]}{number}",
        abstract=" ".join(words),
        provenance=Provenance(source="test", kind="by hand"),
    )
