"""What commands of LaTeX stand for in text and in formulas: accents, letters, signs, and those that only change how text looks.

After Lamport, LaTeX (1994), tables 3.1 to 3.15; The Comprehensive LaTeX Symbol List; biblatex's manual (2024), 4.6.
"""

from __future__ import annotations

ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "G": "\u030f",
    "U": "\u030e",
    "f": "\u0311",
    "t": "\u0361",
}
"""The accent commands of LaTeX, and \\r, \\k, \\f, \\U, \\G of the encodings T1 and T2."""

STANDING = {"~": "~", "^": "^"}
"""Accents over nothing that people write for the sign itself."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Alpha": "Α", "Beta": "Β",
    "Gamma": "Γ", "Delta": "Δ", "Epsilon": "Ε", "Zeta": "Ζ", "Eta": "Η", "Theta": "Θ", "Iota": "Ι", "Kappa": "Κ",
    "Lambda": "Λ", "Mu": "Μ", "Nu": "Ν", "Xi": "Ξ", "Omicron": "Ο", "Pi": "Π", "Rho": "Ρ", "Sigma": "Σ", "Tau": "Τ",
    "Upsilon": "Υ", "Phi": "Φ", "Chi": "Χ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ", "SS": "ẞ", "ij": "ĳ", "IJ": "Ĳ", "textendash": "–", "textemdash": "—", "textquoteright": "’",
    "textquoteleft": "‘", "textquotesingle": "'", "textquotedbl": '"', "textquotedblleft": "“",
    "textquotedblright": "”", "textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`",
    "textasciiacute": "´", "textasciimacron": "¯", "textasciidieresis": "¨", "textasteriskcentered": "*",
    "textbackslash": "\\", "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">",
    "textbraceleft": "{", "textbraceright": "}", "textdollar": "$", "textellipsis": "…", "ldots": "…", "dots": "…",
    "textregistered": "®", "texttrademark": "™", "copyright": "©", "textcopyright": "©", "pounds": "£",
    "textsterling": "£", "textyen": "¥", "textcent": "¢", "euro": "€", "texteuro": "€", "textdegree": "°",
    "textperthousand": "‰", "textmu": "µ", "textohm": "Ω", "textpm": "±", "texttimes": "×", "textdiv": "÷",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹", "texttwosuperior": "²",
    "textthreesuperior": "³", "textrightarrow": "→", "textleftarrow": "←", "textminus": "−", "dag": "†", "ddag": "‡",
    "textdagger": "†", "textdaggerdbl": "‡", "S": "§", "P": "¶", "guillemotleft": "«", "guillemotright": "»",
    "guillemetleft": "«", "guillemetright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "quotedblbase": "„",
    "quotesinglbase": "‚", "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»", "textexclamdown": "¡",
    "textquestiondown": "¿", "textperiodcentered": "·", "textbullet": "•", "textsection": "§", "textparagraph": "¶",
    "textordfeminine": "ª", "textordmasculine": "º", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "slash": "/",
    "textvisiblespace": "␣", "quad": " ", "qquad": " ", "newline": " ", "par": "\n\n", "space": " ", "textnumero": "№",
    "thinspace": " ", "enspace": " ", "hfill": " ", "linebreak": " ", "addspace": " ", "addcolon": ":",
    "bibrangedash": "–", "hyphen": "-", "textcompwordmark": "", "&": "&", "%": "%", "$": "$", "#": "#", "_": "_",
    "{": "{", "}": "}", " ": " ", "\n": " ", ",": " ", ";": " ", ":": " ", "!": "", "-": "", "/": "", "\\": " ", "@": "",
    "(": "$", ")": "$",
    **{f"text{name}": letter for name, letter in GREEK.items() if name.islower() and name != "mu"},
}  # fmt: skip
"""Commands that stand for a character in text, those of spacing included."""

SIGNS = {
    **GREEK,
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "•",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "simeq": "≃",
    "cong": "≅", "equiv": "≡", "propto": "∝", "ll": "≪", "gg": "≫", "lt": "<", "gt": ">", "infty": "∞", "partial": "∂",
    "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "emptyset": "∅", "in": "∈", "notin": "∉", "ni": "∋",
    "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "cup": "∪", "cap": "∩", "setminus": "∖",
    "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬", "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨",
    "oplus": "⊕", "otimes": "⊗", "top": "⊤", "bot": "⊥", "vdash": "⊢", "models": "⊨", "perp": "⊥", "parallel": "∥",
    "rightarrow": "→", "to": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
    "Leftarrow": "⇐", "Leftrightarrow": "⇔", "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "langle": "⟨",
    "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrace": "{", "rbrace": "}",
    "lvert": "|", "rvert": "|", "vert": "|", "mid": "|", "Vert": "‖", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
    "aleph": "ℵ", "wp": "℘", "degree": "°", "prime": "′", "dagger": "†", "ddagger": "‡", "backslash": "\\",
    "ldots": "…", "cdots": "⋯", "dots": "…", "dotsc": "…", "colon": ":", "S": "§", "copyright": "©", "pounds": "£",
    "_": "_", "%": "%", "&": "&", "#": "#", "$": "$", "{": "{", "}": "}", "|": "‖", ",": " ", ";": " ", ":": " ",
    ">": " ", " ": " ", "!": "", "quad": " ", "qquad": " ", "left": "", "right": "", "big": "", "Big": "", "bigl": "",
    "bigr": "", "displaystyle": "", "textstyle": "", "limits": "", "rm": "", "it": "", "bf": "", "cal": "", "tt": "",
    **{name: name for name in ("log", "ln", "exp", "sin", "cos", "tan", "min", "max", "lim", "sup", "inf", "det", "dim",
                               "gcd", "arg", "ker", "deg", "Pr", "bmod", "mod")},
}  # fmt: skip
"""Commands that stand for a sign or a word in a formula; "" for those that only change its size."""

FORMULA_FONTS = frozenset(
    [
        "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "mathfrak", "mathscr", "mathbb", "mathnormal",
        "boldsymbol", "bm", "textrm", "textit", "textbf", "textsf", "texttt", "textnormal", "textup", "text",
        "mbox", "operatorname", "ensuremath", "emph", "hbox",
    ]
)  # fmt: skip
"""Commands of formulas whose argument is taken as it is; double-struck capitals have signs of their own."""

DOUBLE_STRUCK = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}

FORMULA_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "vec": "\u20d7",
}

RAISED = dict(
    zip("0123456789+-−=()nij", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱʲ", strict=True),
    **{"*": "*", "′": "′", "†": "†", "∘": "°", "°": "°", " ": ""},
)
"""Characters that can be written above the line."""

LOWERED = dict(
    zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True),
    **{" ": ""},
)
"""Characters that can be written below the line."""

TRANSPARENT = frozenset(
    [
        "emph", "textit", "textbf", "textsc", "textrm", "textsf", "texttt", "textsl", "textup", "textmd",
        "textnormal", "text", "mbox", "hbox", "uppercase", "lowercase", "MakeUppercase", "MakeLowercase",
        "MakeTextUppercase", "underline", "url", "path", "nolinkurl", "mkbibemph", "mkbibitalic", "mkbibbold",
        "mkbibacro", "bibstring", "it", "bf", "sc", "rm", "sf", "tt", "sl", "em", "itshape", "bfseries", "scshape",
        "upshape", "sffamily", "ttfamily", "rmfamily", "normalfont", "normalsize", "protect", "relax", "small",
        "footnotesize", "scriptsize", "tiny", "large", "Large", "NoCaseChange", "titlecap", "capitalisewords",
        "textgreek", "textcyrillic", "textlatin", "noindent", "centering", "boldmath", "unboldmath", "xspace",
        "allowbreak", "nobreak", "sloppy", "break", "unskip", "ignorespaces", "ascii", "upright", "fbox",
        "phantomsection",
    ]
)  # fmt: skip
"""Commands that change how their text looks: the text is taken."""

ARGUMENT_DROPPED = frozenset(
    [
        "href", "foreignlanguage", "textcolor", "color", "hspace", "vspace", "selectlanguage", "label", "noopsort",
        "SortNoop", "fontsize", "bibinfo", "fontfamily", "lang", "discretionary",
    ]
)  # fmt: skip
"""Commands whose first argument is no text of the work."""

AROUND = {
    "enquote": ("“", "”"),
    "mkbibquote": ("“", "”"),
    "textquote": ("“", "”"),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
    "footnote": (" (", ")"),
    "thanks": (" (", ")"),
}
"""Commands that put signs around their text."""
