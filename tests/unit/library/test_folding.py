"""Identifiers of one work have one key, however they are written."""

import pytest

from app.library.folding import identifier_key

DOI = "10.1145/3292500.3330701"
ISBN = "9780306406157"
SAME = [
    ("doi", DOI, DOI),
    ("doi", f"http://doi.acm.org/{DOI}", DOI),
    ("doi", f"https://doi.org/{DOI}", DOI),
    ("doi", f"https://dx.doi.org/{DOI} ", DOI),
    ("doi", f"https://dl.acm.org/doi/{DOI}", DOI),
    ("doi", f"doi: {DOI}", DOI),
    ("doi", f"DOI:{DOI}", DOI),
    ("doi", f"info:doi/{DOI}", DOI),
    ("doi", "10.1145%2F3292500.3330701", DOI),
    ("doi", "10.1000/ABC(x)", "10.1000/abc(x)"),
    ("doi", "https://doi.org/10.1/ABC", "10.1/abc"),
    ("arxiv", "arXiv:2401.00001v12 [cs.LG]", "2401.00001"),
    ("arxiv", "https://arxiv.org/pdf/2401.00001v2.pdf", "2401.00001"),
    ("arxiv", "math.GT/0309136v1", "math/0309136"),
    ("arxiv", "cond-mat/9901001", "cond-mat/9901001"),
    ("pmid", "PMID: 0012345", "12345"),
    ("pmid", "https://pubmed.ncbi.nlm.nih.gov/12345/", "12345"),
    ("isbn", "0-306-40615-2", ISBN),
    ("isbn", "978-0-306-40615-7", ISBN),
    ("isbn", "urn:isbn:0306406152", ISBN),
    ("isbn", "978 0 306 40615 7 (print), 978-1-4028-9462-6 (online)", ISBN),
    ("isbn", "0-8044-2957-X", "9780804429573"),
    ("isbn", "978-3", "9783"),
    ("openreview", "https://openreview.net/forum?id=rJXMpikCZ", "rjxmpikcz"),
    ("openreview", "rJXMpikCZ", "rjxmpikcz"),
    ("acl", "https://aclanthology.org/2020.acl-main.1/", "2020.acl-main.1"),
    ("acl", "https://www.aclweb.org/anthology/P19-1001v2.pdf", "p19-1001"),
    ("acl", "P19-1001", "p19-1001"),
    ("other", " As It Is ", "as it is"),
]


@pytest.mark.parametrize(("scheme", "written", "key"), SAME)
def test_identifier_key_is_one_for_one_work(
    scheme: str, written: str, key: str
) -> None:
    assert identifier_key(scheme, written) == key
    assert identifier_key(scheme, key) == key


@pytest.mark.parametrize(
    "written",
    [
        "10.1145/nnnnnnn.nnnnnnn",
        "10.1145/nnnnnnn",
        "https://doi.org/10.1145/1122445.1122456",
        "10.1145/3XXXXXX.3XXXXXX",
        "10.1145/xxxxxxx.xxxxxxx",
        "10.1145/1234567.890",
        "10.1145/0000000.0000000",
        "10.1109/XXXX.XXXX",
        "10.1109/ACCESS.2017.DOI Number",
        "10.475/123_4",
        "",
    ],
)
def test_doi_of_a_template_names_no_work(written: str) -> None:
    assert identifier_key("doi", written) == ""


@pytest.mark.parametrize(
    "written", ["10.1145/1122445678", "10.1145/1234567.1234999", "10.1000/xyz123"]
)
def test_doi_like_a_template_is_a_name(written: str) -> None:
    assert identifier_key("doi", written) == written
