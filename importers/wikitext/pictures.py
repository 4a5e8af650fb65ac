"""Files that a page shows, as references: what is said below them, and the address where they lie."""

from __future__ import annotations

import re
from collections.abc import Callable

import mwparserfromhell
from mwparserfromhell.nodes import ExternalLink, Node, Text
from mwparserfromhell.wikicode import Wikicode

from importers.wikitext import blocks
from importers.wikitext.escaping import address, escaped
from importers.wikitext.links import escaped_label, link_title
from importers.wikitext.writing import OPEN, Writing

Inline = Callable[[Wikicode | None, Writing], str]

_THUMBS = (
    "thumb thumbnail frame framed mini miniatur gerahmt vignette cadre miniatura miniaturadeimagen miniaturadaimagem marco"
    " enmarcado min miniatuur kader mały ramka мини миниатюра міні мініатюра miniatyr miniature pienoiskuva náhled"
    " bélyegkép bélyeg küçükresim サムネイル 缩略图 縮圖 تصغير مصغر ממוזער بندانگشتی 섬네일 μικρογραφία jmpl nhỏ"
)
_PLACES = (
    "frameless border left right center centre none baseline sub super top text-top middle bottom text-bottom upright hochkant"
    " rahmenlos links rechts zentriert ohne sans_cadre bordure redresse droite gauche centré néant derecha izquierda"
    " dcha izda izq der centro ninguna ninguno borde destra sinistra senza_cornice direita esquerda semmoldura borda"
    " gecentreerd prawo lewo centruj bez_ramki справа слева центр граница праворуч ліворуч höger vänster centrerad kantlinje"
    " høyre højre venstre midtstilt oikea vasen vpravo vlevo střed jobbra balra középre sağ 右 左 中央 居中 يمين يسار"
    " مركز ימין שמאל מרכז راست چپ وسط 오른쪽 왼쪽 가운데"
    " δεξιά αριστερά κέντρο esquerra dreta phải trái giữa"
)
_NAMED = (
    "alt link page lang class thumb thumbnail upright hochkant redresse lien langue verweis sprache klasse seite alternativtext"
    " enlace pagina página idioma texto collegamento ligação ссылка"
)
"""Words of MediaWiki for how a file is shown, in the languages of the larger wikis."""


def _either(words: str) -> str:
    return "|".join(re.escape(word.replace("_", " ")) for word in words.split())


_APART = re.compile(rf"(?:{_either(_THUMBS)})(?:=.*)?", re.IGNORECASE | re.DOTALL)
_OPTION = re.compile(
    rf"(?:\d*x?\d+ ?(?:px|пкс|pks|bpx|píxel|폭픽셀|像素)+|{_either(_THUMBS)}|{_either(_PLACES)}|(?:{_either(_NAMED)})=.*)",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(r"https?://[^\s|]+")
_RICH = re.compile(rf"\[\[|\]\(|\[\^|<(?:https?|mailto):|{OPEN}")
"""What cannot stand in the words of a picture: links, notes, blocks."""

_STRESS = re.compile(r"(?<!\\)(?:\*+|~~|<[^<>]*>)")
_TABLE = re.compile(r"\{\|.*?\n[ \t]*\|\}", re.DOTALL)
_HELD = "\ufdd4"


def picture(name: str, options: Wikicode | None, writing: Writing, inline: Inline) -> str:
    """Return a file with its caption; one that stands apart from the text becomes a paragraph of its own."""
    parts = [part.strip() for part in _options(options)]
    caption = next((part for part in reversed(parts) if part and not _OPTION.fullmatch(part)), "")
    alt = next((part.partition("=")[2] for part in parts if part.startswith("alt=")), "")
    words = inline(mwparserfromhell.parse(caption), writing).strip() if caption else ""
    apart = any(_APART.fullmatch(part) for part in parts)
    if not _RICH.search(words):
        words = words or (inline(mwparserfromhell.parse(alt), writing) if alt else "")
        written = _reference(name, words, writing)
    elif OPEN not in words:
        written = f"{_reference(name, alt, writing)} {words}"
    else:
        written, apart = f"{_reference(name, alt, writing)}\n\n{blocks.assemble(words, writing)}", True
    return writing.block(written) if apart else written


def _reference(name: str, markdown: str, writing: Writing) -> str:
    """Return a file's address, which may stand in place of its name, with words in place of the file."""
    outside = _ADDRESS.fullmatch(name)
    name = name if outside else link_title(name)
    words = escaped_label(_STRESS.sub("", blocks.flat(markdown, writing))) or escaped(name)
    if outside:
        return f"![{words}]({address(name)})"
    if not writing.rules.files:
        return f"*{words}* (file {escaped(name)})" if markdown else f"(file {escaped(name)})"
    where = address(writing.rules.files.replace("$1", name.replace(" ", "_")))
    return f"![{words}]({where})"


def _options(code: Wikicode | None) -> list[str]:
    """Split at bars outside links, templates and tables."""
    if code is None:
        return []
    if _TABLE.search(str(code)):
        code = mwparserfromhell.parse(_TABLE.sub(lambda table: table[0].replace("|", _HELD), str(code)))
    parts = [""]
    for node in code.nodes:
        first, *others = str(node).split("|") if _splits(node) else [str(node)]
        parts[-1] += first
        parts += others
    return [part.replace(_HELD, "|") for part in parts]


def _splits(node: Node) -> bool:
    return isinstance(node, Text) or (isinstance(node, ExternalLink) and not node.brackets)


def _named(written: str, writing: Writing) -> str:
    """Return the name of a file without its namespace, which may be left out where only files stand."""
    prefix, colon, name = written.strip().partition(":")
    known = colon and prefix.strip().casefold().replace("_", " ") in writing.rules.namespaces.files
    return name.strip() if known else written.strip()


def gallery(lines: str, writing: Writing, inline: Inline) -> str:
    """Return the pictures of a gallery as a list."""
    items = []
    for line in lines.splitlines():
        name, _, options = line.strip().partition("|")
        if name.strip():
            code = mwparserfromhell.parse(options) if options else None
            shown = picture(_named(name, writing), code, writing, inline)
            items.append("- " + blocks.flat(shown, writing))
    return "\n".join(items)


def image_map(lines: str, writing: Writing, inline: Inline) -> str:
    """Return a picture with links on it, and the links below it."""
    first, *rest = [line for line in lines.splitlines() if line.strip() and not line.startswith("#")] or [""]
    name, _, options = first.strip().partition("|")
    if not name:
        return ""
    shown = picture(_named(name, writing), mwparserfromhell.parse(options), writing, inline)
    links = (re.search(r"\[.*\]", line) for line in rest if not line.startswith("desc"))
    items = ["- " + inline(mwparserfromhell.parse(link[0]), writing) for link in links if link]
    return "\n\n".join(filter(None, (blocks.flat(shown, writing), "\n".join(items))))
