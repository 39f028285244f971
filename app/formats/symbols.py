"""TeX names and their signs in Unicode.

Source: unicode-math-table of the LaTeX project, the names common in abstracts.
"""

from collections.abc import Mapping
from types import MappingProxyType

ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        '"': "\u0308",
        "'": "\u0301",
        "`": "\u0300",
        "^": "\u0302",
        "~": "\u0303",
        "=": "\u0304",
        ".": "\u0307",
        "u": "\u0306",
        "v": "\u030c",
        "H": "\u030b",
        "c": "\u0327",
        "d": "\u0323",
        "b": "\u0331",
        "k": "\u0328",
        "r": "\u030a",
    }
)
"""Combining characters by the letter or sign of the accent's command."""

LETTERS: Mapping[str, str] = MappingProxyType(
    dict(zip("CEHNPQRZ", "ℂ𝔼ℍℕℙℚℝℤ", strict=True))
)
"""Blackboard letters."""

SUPERSCRIPTS: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            "0123456789+-=()inabcdefghjklmoprstuvwxyzTβγδ*′",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵝᵞᵟ*′",
            strict=True,
        )
    )
)
SUBSCRIPTS: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            "0123456789+-=()aehijklmnoprstuvxβγρφχ",
            "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
            strict=True,
        )
    )
)

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ "
    "vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ "
    "upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ "
    "Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω"
)
_SIGNS = (
    "ell ℓ hbar ℏ partial ∂ nabla ∇ infty ∞ sum ∑ prod ∏ int ∫ times × cdot · div ÷ "
    "pm ± mp ∓ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ approx ≈ sim ∼ "
    "simeq ≃ equiv ≡ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ "
    "emptyset ∅ forall ∀ exists ∃ neg ¬ land ∧ lor ∨ to → rightarrow → leftarrow ← "
    "Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ mapsto ↦ circ ∘ oplus ⊕ otimes ⊗ star ⋆ "
    "ast ∗ dagger † prime ′ langle ⟨ rangle ⟩ mid ∣ parallel ∥ Vert ∥ lVert ∥ rVert ∥ "
    "perp ⊥ ldots … dots … cdots ⋯ lesssim ≲ gtrsim ≳ degree ° setminus ∖ top ⊤ bot ⊥ "
    "Re ℜ Im ℑ aleph ℵ wedge ∧ vee ∨ uparrow ↑ downarrow ↓ checkmark ✓ lceil ⌈ rceil ⌉ "
    "lfloor ⌊ rfloor ⌋ textendash – textemdash — ss ß o ø O Ø l ł L Ł ae æ AE Æ oe œ "
    "OE Œ aa å AA Å i ı log log exp exp max max min min sin sin cos cos tan tan "
    "arg arg sup sup inf inf lim lim det det Pr Pr ln ln deg deg textbackslash \\ "
    "textasciitilde ~ textdegree ° textregistered ® texttrademark ™ copyright © S §"
)

_WORDS = f"{_GREEK} {_SIGNS}".split()
SYMBOLS: Mapping[str, str] = MappingProxyType(
    dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
)
"""Signs, Greek letters and function names by their commands."""

_TEXT_SIGNS = (
    "ss ß SS ẞ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð th þ "
    "TH Þ dj đ DJ Đ ng ŋ NG Ŋ textendash – textemdash — textquoteleft ‘ "
    "textquoteright ’ textquotedblleft “ textquotedblright ” textquotesingle ' "
    'textquotedbl " guillemotleft « guillemotright » guilsinglleft ‹ guilsinglright › '
    "quotedblbase „ quotesinglbase ‚ lq ‘ rq ’ textregistered ® texttrademark ™ "
    "textcopyright © copyright © S § textsection § P ¶ pounds £ textsterling £ "
    "texteuro € euro € textyen ¥ textcent ¢ dag † ddag ‡ textdagger † ldots … dots … "
    "textellipsis … textdegree ° textmu µ textless < textgreater > textbar | "
    "textunderscore _ textdollar $ textpercent % textbackslash \\ textbraceleft { "
    "textbraceright } textasciitilde ~ textasciicircum ^ textasciigrave ` "
    "textasciiacute ´ textordfeminine ª textordmasculine º textexclamdown ¡ "
    "textquestiondown ¿ textperiodcentered · textbullet • textonehalf ½ "
    "textonequarter ¼ textthreequarters ¾ texttimes × textdiv ÷ textpm ± "
    "textonesuperior ¹ texttwosuperior ² textthreesuperior ³ textnumero № slash / "
    "hyphen - bibrangedash – adddot . addcolon : addcomma , addsemicolon ; "
    "TeX TeX LaTeX LaTeX BibTeX BibTeX LaTeXe LaTeX2e"
)
_TEXT_WORDS = _TEXT_SIGNS.split()
TEXT_SIGNS: Mapping[str, str] = MappingProxyType(
    dict(zip(_TEXT_WORDS[::2], _TEXT_WORDS[1::2], strict=True))
)
"""Letters and signs of running text, outside maths, by their commands."""
