"""TeX and Markdown as people read them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.readable import readable


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"na\"ively", "naïvely"),
        (r"\enquote{A} \texttt{tool}", "“A” tool"),
        (r"{\it determinism}: {\em sample}", "determinism: sample"),
        (r"0.05\% of A\&B", "0.05% of A&B"),
        ("``emergent abilities''", "“emergent abilities”"),
        ("`think' twice, don't", "‘think’ twice, don't"),
        ("*state collapse* (SC), **TransMLA**", "state collapse (SC), TransMLA"),
        (r"$\ell_2$-norm in $O(n^2)$", "ℓ₂-norm in O(n²)"),
        (r"$\mathcal{N}(0, \sigma^2)$ on $\mathbb{R}^d$", "N(0, σ²) on ℝᵈ"),
        (r"$\sim$10$\times$ faster, $\epsilon$-greedy", "∼10× faster, ε-greedy"),
        (r"$1920\times1080$", "1920 × 1080"),
        (r"$\frac{1}{2}$ and $\sqrt{x+1}$", "1/2 and √(x+1)"),
        (r"$\hat{x}_{t+1} \to \infty$", "x̂ₜ₊₁ → ∞"),
        (r"\textbf{bold \emph{inner}}", "bold inner"),
        (
            r"Erd\H{o}s, Poincar\'{e}, {\L}ukasz, G\"odel",
            "Erdős, Poincaré, Łukasz, Gödel",
        ),
        ("10^5 and 10^{-3}", "10⁵ and 10⁻³"),
        ("Part I -- more---so", "Part I -- more---so"),
        (r"{We show that {\it a}, {\it b} hold.}", "We show that a, b hold."),
        ("the \u202eevil\u202c one, \u2067here\u2069", "the evil one, here"),
    ],
)
def test_readable_when_tex_or_markdown_then_plain(source: str, shown: str) -> None:
    assert readable(source) == shown


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 and $10 a day",
        "95% of a_b & c ~ 3 #1",
        "learns R^d. Then",
        "2*3*4 and * a list * of items",
        r"C:\new\unknown",
        "<b>no markup</b> &amp; none",
        "the set {1, 2, 3}",
    ],
)
def test_readable_when_plain_then_unchanged(text: str) -> None:
    assert readable(text) == text


@given(st.text(max_size=300))
def test_readable_when_any_text_then_text(text: str) -> None:
    assert isinstance(readable(text), str)


@given(st.text(alphabet=r"\${}^_*`'-~ itemfracsqrh\"12ab", max_size=200))
def test_readable_when_any_tex_then_text(text: str) -> None:
    assert isinstance(readable(text), str)


@given(st.text(alphabet=string.ascii_letters + string.digits + " .,:;()%&#@/'<>é"))
def test_readable_when_plain_text_then_it_is_left_alone(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize(
    "part", [r"{\it ", "$", r"\frac{", "*", "`", r"{\it" + " " * 50]
)
def test_readable_when_long_and_hostile_then_an_answer(part: str) -> None:
    assert readable((part * 100_000)[:100_000])
