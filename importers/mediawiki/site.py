"""A MediaWiki as a whole: its name, its address, what its namespaces are called."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

FILE, TEMPLATE, CATEGORY = 6, 10, 14

STANDARD: Mapping[int, str] = {
    -2: "Media",
    -1: "Special",
    0: "",
    1: "Talk",
    2: "User",
    3: "User talk",
    4: "Project",
    5: "Project talk",
    6: "File",
    7: "File talk",
    8: "MediaWiki",
    9: "MediaWiki talk",
    10: "Template",
    11: "Template talk",
    12: "Help",
    13: "Help talk",
    14: "Category",
    15: "Category talk",
}
"""Number → the name that every MediaWiki understands, whatever it calls the namespace itself."""

_OLD: Mapping[str, tuple[str, ...]] = {
    "datei": ("bild",),
    "archivo": ("imagen",),
    "bestand": ("afbeelding",),
    "ficheiro": ("imagem",),
    "arquivo": ("imagem",),
    "plik": ("grafika",),
    "файл": ("изображение",),
    "fil": ("bild", "billede", "bilde"),
}
"""What the namespace of files is called → what it was called before 2008 and is still understood as, beside “Image”."""


@dataclass(frozen=True)
class Site:
    """What is known of the wiki that pages come from."""

    name: str = ""
    base: str = ""  # address of the main page
    namespaces: Mapping[int, str] = field(default_factory=lambda: STANDARD)  # number → name; 0 is ""
    first_letter: bool = True  # the first letter of a title may be written small
    folder: bool = False  # its pages are files, known by their paths
    language: str = ""  # code of the language it is written in

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return every name a namespace goes by, folded → its number: its own, the standard one, an old one."""
        own = {folded(name): number for number, name in self.namespaces.items() if name}
        old = dict.fromkeys(_OLD.get(folded(self.namespaces.get(FILE, "")), ()), FILE)
        known = {
            folded(name): number for number, name in STANDARD.items() if name and number in self.namespaces
        }
        return {"image": FILE, "image talk": FILE + 1, **old, **known, **own}

    def names(self, number: int) -> frozenset[str]:
        """Return all names of a namespace, folded."""
        return frozenset(name for name, found in self.numbers.items() if found == number)

    def as_json(self) -> str:
        """Return it as text that `site_of` reads."""
        return json.dumps(asdict(self), ensure_ascii=False)


def site_of(said: str) -> Site:
    """Return what `Site.as_json` wrote; of "" a wiki of which nothing is known."""
    if not said:
        return Site()
    read = json.loads(said)
    namespaces = {int(number): str(name) for number, name in read["namespaces"].items()}
    return Site(
        read["name"], read["base"], namespaces, read["first_letter"], read["folder"], read.get("language", "")
    )


def folded(name: str) -> str:
    """Return a namespace's name as it is compared."""
    return " ".join(name.replace("_", " ").split()).casefold()
