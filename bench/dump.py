"""An export of a MediaWiki that never was, of any number of pages: the wikitext is shaped like that of real wikis.

`python -m bench.dump 40000 [REVISIONS] | python -m wiki import mediawiki - --profile p2pfoundation` – the number of
revisions a page has is one, or as given. Texts have 4 kB in the mean and a long tail (lognormal), words follow Zipf's
law; sections, lists, tables, footnotes, templates of a form and unknown ones, categories, links to pages there are and
are not, external links, redirects (one page in twelve), talk pages, names beyond ASCII. The same numbers give the same
bytes, and a page needs no memory once it is written.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from itertools import accumulate

from bench.search import words

SPACES = {0: "", 1: "Talk", 6: "File", 7: "File talk", 10: "Template", 11: "Template talk", 14: "Category"}
CATEGORIES = ("Cases", "Bios", "Books", "Articles", "Encyclopedia", "Labor", "Commons Economics", "Spain")
HEADINGS = ("Description", "Discussion", "More Information", "Bio", "Excerpts", "Typology", "Status")
FORM = "WikiSprint-20M"


@lru_cache(1)
def _lexicon() -> tuple[list[str], list[float]]:
    known = words(random.Random(1))
    return known, list(accumulate(1 / (rank + 3) for rank in range(len(known))))


def title_of(number: int) -> str:
    """Return the title of a page; each is another one."""
    known, _ = _lexicon()
    random_ = random.Random(number)
    name = " ".join(random_.choice(known) for _ in range(random_.randint(1, 4)))
    name = f"{name[:1].upper()}{name[1:]} {number}"
    return f"Talk:{title_of(number - 1)}" if number % 40 == 7 else name


def head() -> str:
    spaces = "".join(f'<namespace key="{key}">{name}</namespace>' for key, name in SPACES.items())
    return f"""<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<siteinfo><sitename>Generated</sitename><base>https://wiki.example.org/Main_Page</base><case>first-letter</case>
<namespaces>{spaces}</namespaces></siteinfo>
"""


def dump(pages: int, revisions: int = 1) -> Iterator[str]:
    """Yield the export piece by piece."""
    yield head()
    for number in range(pages):
        yield page(number, pages, revisions)
    yield "</mediawiki>\n"


def page(number: int, pages: int, revisions: int = 1) -> str:
    title = title_of(number)
    said = "".join(_revision(number, pages, each) for each in range(revisions))
    space = 1 if title.startswith("Talk:") else 0
    return f"<page><title>{escape(title)}</title><ns>{space}</ns><id>{number + 1}</id>{said}</page>\n"


def _revision(number: int, pages: int, each: int) -> str:
    text = escape(Writer(number, pages, each).text(), quote=False)
    return (
        f"<revision><id>{number * 1000 + each + 1}</id><timestamp>2020-01-01T00:{each % 60:02}:00Z</timestamp>"
        "<contributor><username>Ana</username></contributor><model>wikitext</model>"
        f'<text xml:space="preserve">{text}</text></revision>'
    )


class Writer:
    """Writes one text."""

    def __init__(self, number: int, pages: int, revision: int = 0) -> None:
        self.random = random.Random(number * 31 + revision)
        self.number, self.pages = number, pages

    def text(self) -> str:
        if self.number % 12 == 5:
            return f"#REDIRECT [[{self.other()}]]"
        size = min(int(self.random.lognormvariate(7.9, 0.9)), 200_000)  # characters
        parts = [self.form() if self.number % 30 == 1 else self.opening()]
        while sum(map(len, parts)) < size:
            parts.append(
                f"{'=' * (level := self.random.choice((1, 1, 2, 2, 3)))}{self.heading()}{'=' * level}"
            )
            parts += [self.block() for _ in range(self.random.randint(1, 6))]
        chosen = self.random.sample(CATEGORIES, self.random.randint(1, 3))
        return "\n\n".join(parts) + "\n\n" + "\n".join(f"[[Category:{each}]]" for each in chosen)

    def other(self) -> str:
        """Return the title of another page, one in five of none there is."""
        return title_of(self.random.randrange(self.pages + self.pages // 4))

    def words(self, count: int) -> list[str]:
        known, weights = _lexicon()
        return self.random.choices(known, cum_weights=weights, k=count)

    def heading(self) -> str:
        rare = " ".join(self.words(3)).capitalize()
        return self.random.choice((*HEADINGS, rare))

    def opening(self) -> str:
        return f"'''= {self.sentence()}'''\n\nURL = https://example.org/{self.number}"

    def form(self) -> str:
        return (
            f"{{{{{FORM}\n|Name={title_of(self.number)}\n|City=Sevilla\n|Country=Spain\n|Location=37.3{self.number % 90}, -5.9\n"
            f"|One sentence description={self.sentence()}\n|Number of participants={self.number % 500}\n"
            f"|Related projects={self.other()}, {self.other()}\n|Topics=Commons, Sharing\n}}}}"
        )

    def sentence(self) -> str:
        said = self.words(self.random.randint(6, 24))
        for place in range(0, len(said), 14):
            said[place] = self.marked(said[place])
        return f"{' '.join(said)}."

    def marked(self, word: str) -> str:
        """Return a word with some of the markup that words have."""
        forms = (
            lambda: f"[[{self.other()}|{word}]]",
            lambda: f"[[{self.other()}]]",
            lambda: f"[https://example.org/{word} {word}]",
            lambda: f"''{word}''",
            lambda: f"'''{word}'''",
            lambda: f"{word}<ref>{' '.join(self.words(8))}, 2008, p. {self.number % 99}</ref>",
            lambda: f"“{word}”",
            lambda: f"{word}é – Œuvre",
            word.capitalize,
        )
        return self.random.choices(forms, (2, 1, 1, 1, 1, 1, 1, 1, 3))[0]()

    def block(self) -> str:
        """Return a paragraph, a list, a quotation, a table or a call of a template."""
        blocks = (self.paragraph, self.bullets, self.steps, self.definition, self.table, self.quotation)
        return self.random.choices((*blocks, self.image), (11, 3, 1, 1, 1, 2, 1))[0]()

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 6)))

    def bullets(self) -> str:
        return "\n".join(f"{'*' * self.random.randint(1, 2)} {self.sentence()}" for _ in range(5))

    def steps(self) -> str:
        return "\n".join(f"# {self.sentence()}" for _ in range(4))

    def definition(self) -> str:
        return f"; {self.words(1)[0]}\n: {self.sentence()}"

    def table(self) -> str:
        rows = "\n|-\n".join(f"| {self.words(1)[0]} || {self.sentence()}" for _ in range(4))
        return f'{{| class="wikitable"\n! Name !! Says\n|-\n{rows}\n|}}'

    def quotation(self) -> str:
        if self.random.random() < 0.5:
            return f"{{{{Quote|{self.sentence()}|source={self.words(1)[0]}}}}}"
        return f"<blockquote>{self.sentence()}</blockquote>"

    def image(self) -> str:
        return f"[[File:{self.words(1)[0].capitalize()}.png|thumb|right|{self.sentence()}]]"


def main() -> None:
    numbers = [int(each) for each in sys.argv[1:]]
    for piece in dump(*numbers):
        sys.stdout.write(piece)


if __name__ == "__main__":
    main()
