"""How a page is cited: in words, as BibTeX and as CSL-JSON. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One revision of a page, as a work somebody may cite."""

    title: str
    kind: str  # label, e.g. "Pattern"
    site: str
    revision: int
    time: datetime
    url: str  # permalink
    license: str  # name or SPDX identifier, "" = not said

    def words(self) -> str:
        """Return the citation as a sentence."""
        licence = f" {self.license}." if self.license else ""
        return (
            f"“{self.title}” ({self.kind.lower()}). {self.site}, revision {self.revision}, "
            f"{self.time:%Y-%m-%d}. {self.url}.{licence}"
        )

    def bibtex(self) -> str:
        """Return the citation as a BibTeX entry (@misc, with url)."""
        entries = {
            "title": f"{{{escaped(self.title)}}}",
            "author": f"{{{escaped(self.site)} contributors}}",
            "howpublished": f"{escaped(self.site)}, revision {self.revision}",
            "year": str(self.time.year),
            "month": str(self.time.month),
            "url": self.url,
            "note": escaped(self.license),
        }
        lines = "".join(f"  {key} = {{{value}}},\n" for key, value in entries.items() if value)
        return f"@misc{{{self.key()},\n{lines}}}"

    def csl(self) -> str:
        """Return the citation as CSL-JSON (citationstyles.org, schema 1.0.2): one entry in a list."""
        there = self.time.astimezone(UTC)
        entry = {
            "id": self.key(),
            "type": "entry-encyclopedia",
            "title": self.title,
            "author": [{"literal": f"{self.site} contributors"}],
            "container-title": self.site,
            "version": str(self.revision),
            "issued": {"date-parts": [[there.year, there.month, there.day]]},
            "URL": self.url,
            "license": self.license,
        }
        return json.dumps(
            [{key: value for key, value in entry.items() if value}], ensure_ascii=False, indent=2
        )

    def key(self) -> str:
        """Return an identifier both formats accept: letters, digits and the revision."""
        letters = re.sub(r"[^A-Za-z0-9]+", "-", self.title).strip("-").lower() or "page"
        return f"{letters}-{self.revision}"


def escaped(text: str) -> str:
    """Escape what BibTeX would read as a command."""
    return text.translate(BIBTEX_ESCAPES)
