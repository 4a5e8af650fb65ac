"""LaTeX in bibliographies as it is printed: the cases are of the kinds that real .bib files hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.citations.latex import plain_of_latex
from importers.citations.marked import unmarked


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (
            r"G{\"o}del, Erd\H{o}s, Fran\c{c}ois, \v{S}koda, \'{\i}, na\"{\i}ve, {\O}rsted",
            "Gödel, Erdős, François, Škoda, í, naïve, Ørsted",
        ),
        (r"Stra\ss{}e \L{}\'od\'z {\'E}cole \'Ecole", "Straße Łódź École École"),
        (r"Fran\c cois {{\v{C}}}apek M{\'\i}nguez \.{I}stanbul \t{oo}", "François Čapek Mínguez İstanbul o͡o"),
        (r"a---b 1--2 ``so'' R\&D 10\% p~q", "a—b 1–2 “so” R&D 10% p q"),
        (r"It's a `single' quotation, isn't it", "It's a ‘single’ quotation, isn't it"),
        (r"\emph{The} {GPL} {\em and} \textit{a \emph{b} c}", "The GPL and a b c"),
        (r"\href{https://example.org}{a page}", "a page"),
        (r"\url{http://a.example/c_d} \~{}user", "http://a.example/c_d ~user"),
        ("one\n two\n\n three", "one two\n\nthree"),
        (
            r"\enquote{Free {as}} in freedom\footnote{Not as in beer.}",
            "“Free as” in freedom (Not as in beer.)",
        ),
        (r"{\noopsort{1973b}}1973", "1973"),
        (r"\foreignlanguage{german}{\"Uber} \textcolor{red}{alles}\hspace{1em}", "Über alles"),
        (r"21\textsuperscript{st}, \textsuperscript{13}C, CO\textsubscript{2}", "21st, ¹³C, CO₂"),
        (r"cost \$5 and \$6", "cost $5 and $6"),
        (r"\textmu m, \textbeta, 5\,000, \textonehalf", "µm, β, 5 000, ½"),
    ],
)
def test_latex_reads_as_it_is_printed(latex, plain):
    assert plain_of_latex(latex) == (unicodedata.normalize("NFC", plain), ())


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"$\alpha$-stable", "α-stable"),
        (r"\ensuremath{\beta}-lactam", "β-lactam"),
        (r"CO$_2$ and H$_{2}$O", "CO₂ and H₂O"),
        (r"$^{13}$C NMR, $\delta^{18}$O, 20$^\circ$C", "¹³C NMR, δ¹⁸O, 20°C"),
        (r"the 10$^{th}$ and $x^{-1}$", "the 10th and x⁻¹"),
        (r"$O(n \log n)$, $\mathcal{O}(n^2)$, $\mathbb{R}^n$", "O(n log n), O(n²), ℝⁿ"),
        (r"$\sim$5, 3$\times$4, $p < 0.05$, $a \leq b$, $\hat{x}$", "∼5, 3×4, p < 0.05, a ≤ b, x̂"),
    ],
)
def test_formulas_that_signs_in_a_line_can_say_are_text(latex, plain):
    assert plain_of_latex(latex) == (unicodedata.normalize("NFC", plain), ())


@pytest.mark.parametrize(
    "latex",
    [
        r"$\frac{1}{2}$ and $\sqrt{2}$",
        r"$2^{q}$ and $a_{\frac{1}{2}}$",
        "$5 and $6 a month",
        "costs $5 only",
        "$" + "x" * 500 + "$",
        "$" + "{" * 40 + "}" * 40 + "$",
    ],
)
def test_what_signs_cannot_say_and_what_is_no_formula_stays(latex):
    assert plain_of_latex(latex) == (latex, ())


def test_an_unknown_command_stays_visible_with_its_braces_and_is_named():
    assert plain_of_latex(r"a \frobnicate{b {c} \'e}{d} e") == (
        r"a \frobnicate{b c é}{d} e",
        (r"\frobnicate",),
    )


def test_marks_of_html_and_its_references_to_characters_are_read():
    plain, _ = plain_of_latex(
        r"{\textless}i{\textgreater}R\&amp;D{\textless}/i{\textgreater} &lt; M&#252;ller"
    )
    assert unmarked(plain) == "R&D < Müller"
    assert unmarked("AT&T; &unknownentity; a<b>c") == "AT&T; &unknownentity; ac"


@given(st.text(alphabet="\\{}$~\"'`^_cuvH ai-\n2") | st.text())
def test_latex_never_fails(text):
    plain, _ = plain_of_latex(text)
    assert plain == plain.strip()


@given(st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F), max_size=40))
def test_text_without_commands_stays_as_it_is(text):
    assert plain_of_latex(text) == (unicodedata.normalize("NFC", text), ())
