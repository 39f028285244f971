"""Keeping files: what a fetch does with the bytes that come."""

from hashlib import sha256
from pathlib import Path
from random import Random

from app.domain.edit import CompletePaper
from app.domain.paper import PaperId, Sha256, StoredFile
from app.library import Library
from tests.faults.looking import damage, reopened
from tests.faults.marking import N_PAPERS, paper_ids
from tests.faults.report import Finding, Harm

_CHUNK_BYTES = 16 * 1024


def content(number: int) -> bytes:
    """Return the bytes of the file of that number."""
    chance = Random(number)
    return b"%PDF-1.7\n" + chance.randbytes(chance.randrange(1_000, 400_000))


def keep(library: Library, number: int, paper: PaperId) -> None:
    """Keep the file of that number with a paper, its bytes coming bit by bit."""
    whole = content(number)
    digest = Sha256(sha256(whole).hexdigest())
    part = library.files.temporary()
    with part.open("xb", buffering=0) as file:
        for start in range(0, len(whole), _CHUNK_BYTES):
            file.write(whole[start : start + _CHUNK_BYTES])
    library.files.keep(part, digest)
    stored = StoredFile(sha256=digest, length_bytes=len(whole), name=f"{number}.pdf")
    library.apply(CompletePaper(paper_id=paper, file=stored, label=f"File {number}"))


def check(folder: Path, n_told: int) -> tuple[int, list[Finding]]:
    """Return how many files are kept, and what is wrong with them."""
    with reopened(folder) as (_, reader):
        found = damage(reader, folder)
        names = [
            {file.name for file in reader.paper(id).files} for id in paper_ids(reader)
        ]
        n_stored = sum(map(len, names))
        expected = [
            {f"{number}.pdf" for number in range(index, n_stored, N_PAPERS)}
            for index in range(N_PAPERS)
        ]
        if n_stored < n_told or names != expected:
            found.append(Finding(Harm.LOST, f"{n_told} files told, kept are {names}"))
    return n_stored, found
