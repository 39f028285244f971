"""Addresses and identifiers in text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import Identifier, LinkKind
from app.formats.addresses import find_urls, identifiers_in, link_of


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://a.org/x.", "https://a.org/x"),
        ("see https://a.org/x/.", "https://a.org/x/"),
        ("(https://a.org/x)", "https://a.org/x"),
        ("(https://a.org/x_(y)).", "https://a.org/x_(y)"),
        ("[t](https://a.org/x)", "https://a.org/x"),
        (r"\url{https://a.org/a\_b}", "https://a.org/a_b"),
        ("at **https://a.org/x**!", "https://a.org/x"),
        ("“https://a.org/x”,", "https://a.org/x"),
        ("HTTPS://A.org/X;", "HTTPS://A.org/X"),
        ("<https://a.org/x?y=1&z=2#f>", "https://a.org/x?y=1&z=2#f"),
    ],
)
def test_find_urls_when_punctuation_is_glued_then_it_goes(text: str, url: str) -> None:
    assert find_urls(text) == (url,)


def test_find_urls_when_no_host_or_other_scheme_then_none() -> None:
    assert find_urls("http://. file:///etc/passwd javascript:alert(1) https://[") == ()


def test_find_urls_when_repeated_then_once_in_order() -> None:
    assert find_urls("https://b.c https://a.b https://b.c.") == (
        "https://b.c",
        "https://a.b",
    )


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/a/b", LinkKind.CODE),
        ("https://www.github.com/a/b", LinkKind.CODE),
        ("https://gitlab.example.org/a", LinkKind.CODE),
        ("https://bitbucket.org/a/b", LinkKind.CODE),
        ("https://huggingface.co/spaces/a/b", LinkKind.CODE),
        ("https://huggingface.co/a/b", LinkKind.CODE),
        ("https://huggingface.co/Xu-Ouyang", LinkKind.OTHER),
        ("https://huggingface.co/papers/2304.15004", LinkKind.PAGE),
        ("https://step-law.github.io/", LinkKind.PROJECT),
        ("https://arxiv.org/abs/2304.15004", LinkKind.PAGE),
        ("https://doi.org/10.1/x", LinkKind.PAGE),
        ("https://github.com.evil.example/a", LinkKind.OTHER),
        ("https://example.org/", LinkKind.OTHER),
    ],
)
def test_link_of_when_host_is_known_then_its_kind(url: str, kind: LinkKind) -> None:
    assert link_of(url).kind is kind


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("arXiv:2304.15004v2", "arxiv", "2304.15004"),
        ("2304.15004", "arxiv", "2304.15004"),
        ("https://arxiv.org/abs/2304.15004v1", "arxiv", "2304.15004"),
        ("http://arxiv.org/pdf/2304.15004v2.pdf", "arxiv", "2304.15004"),
        ("https://arxiv.org/html/2304.15004", "arxiv", "2304.15004"),
        ("https://huggingface.co/papers/2304.15004", "arxiv", "2304.15004"),
        ("https://doi.org/10.48550/arXiv.2304.15004", "arxiv", "2304.15004"),
        ("0704.0001", "arxiv", "0704.0001"),
        ("arXiv:math.GT/0309136v1", "arxiv", "math/0309136"),
        ("https://arxiv.org/abs/hep-th/9901001", "arxiv", "hep-th/9901001"),
        ("doi:10.1145/3292500.3330701.", "doi", "10.1145/3292500.3330701"),
        ("https://doi.org/10.1000/ABC(1)2", "doi", "10.1000/abc(1)2"),
        ("(10.1002/x<y>", "doi", "10.1002/x"),
        ("https://dl.acm.org/doi/10.1145/1.2?x=1", "doi", "10.1145/1.2"),
        ("https://dl.acm.org/doi/pdf/10.1145/12.34", "doi", "10.1145/12.34"),
        (
            "https://link.springer.com/content/pdf/10.1007/s11263-015-0816-y.pdf",
            "doi",
            "10.1007/s11263-015-0816-y",
        ),
        (
            "https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf",
            "doi",
            "10.1101/2020.01.02.123456",
        ),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.01&type=x",
            "doi",
            "10.1371/journal.pone.01",
        ),
        (
            "https://www.nature.com/articles/s41586-021-03819-2",
            "doi",
            "10.1038/s41586-021-03819-2",
        ),
        ("https://www.frontiersin.org/articles/10.3389/f.1/full", "doi", "10.3389/f.1"),
        ("PMID: 12345678", "pmid", "12345678"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", "pmid", "12345678"),
        ("PMCID: PMC1234567.", "pmcid", "PMC1234567"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/", "pmcid", "PMC1234567"),
        ("ISBN 978-0-262-03384-8", "isbn", "9780262033848"),
        ("ISBN-10: 0-262-03384-4", "isbn", "9780262033848"),
        ("978 0 262 03384 8", "isbn", "9780262033848"),
        ("https://openreview.net/forum?id=ZYm1Ql6udy", "openreview", "ZYm1Ql6udy"),
        ("https://openreview.net/pdf?id=ZYm1Ql6udy", "openreview", "ZYm1Ql6udy"),
        ("https://aclanthology.org/2020.acl-main.1/", "acl", "2020.acl-main.1"),
        ("https://www.aclweb.org/anthology/P19-1001.pdf", "acl", "P19-1001"),
        ("N19-1423", "acl", "N19-1423"),
    ],
)
def test_identifiers_in_when_written_anyhow_then_one(
    text: str, scheme: str, value: str
) -> None:
    assert identifiers_in(text) == (Identifier(scheme, value),)


@pytest.mark.parametrize(
    "text",
    [
        *("2399.15004", "arXiv:2304.150041", "room 2304.1500 is open", "10.1/x", "v2"),
        *("10.1145/nnnnnnn.nnnnnnn", "10.1145/1122445.1122456", "10.1145/3xxxxxx"),
        *("https://doi.org/10.1109/XXXXXXX.2020.XXXXXXX", "ISBN 978-0-262-03384-9"),
        *("PMID 0", "12345678", "PMC12", "call P19-1001 today", "openreview: short"),
        "https://www.sciencedirect.com/science/article/pii/S0004370224000123",
        "https://ieeexplore.ieee.org/document/7780459",
    ],
)
def test_identifiers_in_when_only_similar_then_none(text: str) -> None:
    assert identifiers_in(text) == ()


@given(st.text(alphabet="https://a.b()[]{}.,10/arXiv:234v\\_ \n", max_size=300))
def test_addresses_when_any_text_then_found_in_it(text: str) -> None:
    for url in find_urls(text):
        assert url.startswith("http")
        assert find_urls(url) == (url,)
    identifiers_in(text)
