"""Templates and parser functions: taken, written out, dropped, or kept visible – never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable

import mwparserfromhell
from mwparserfromhell.nodes import Tag, Template
from mwparserfromhell.wikicode import Wikicode

from importers.wikitext import blocks
from importers.wikitext.escaping import code_span, escaped, fence
from importers.wikitext.links import page_link
from importers.wikitext.writing import Call, Statement, Writing
from patterns.links import normalize_title

Inline = Callable[[Wikicode | None, Writing], str]

_LITERAL = {"!": "|", "=": "=", "(": "{", ")": "}", "((": "{{", "))": "}}", "!!": "||", "-": ""}
_UNSEEN = frozenset(
    [
        "displaytitle",
        "defaultsort",
        "defaultsortkey",
        "anchor",
        "toc",
        "notoc",
        "clear",
        "clearleft",
        "clearright",
        "noteditsection",
        "shortdesc",
        *("sortierung", "cledetri", "clédetri", "clavedefecto", "ordenar", "chavepadrao", "ordenaçãopadrão"),
        *(
            "standaardsortering",
            "domyślniesortuj",
            "сортировкапоумолчанию",
            "ключсортировки",
            "standardsortering",
        ),
        *(
            "seitentitel",
            "affichertitre",
            "mostrartitulo",
            "mostrartítulo",
            "toontitel",
            "weergegeventitel",
            "exibetitulo",
        ),
        *("показатьзаголовок", "показываемыйзаголовок"),
    ]
)
_QUERIES = {"#ask", "#show", "#sparql", "#cargo_query", "#compound_query"}
_IS_BLOCK = re.compile(r"\A(?:[>|#]|[-*+] |```)|\n")
_HEADED = re.compile(r"(?m)^=.*=[ \t]*$")
_SLOT = re.compile(r"\{([^{}|]+)(?:\|([^{}]*))?\}")


def name_of(node: Template) -> str:
    """Return a template's name in its one spelling: blanks for underscores, without namespace."""
    name = re.sub(r"(?s)<!--.*?-->", "", str(node.name)).replace("_", " ").strip()
    name = re.sub(r"(?i)^(?:template|subst|safesubst|msg)\s*:\s*", "", name)
    return name[:1].upper() + name[1:] if not name.startswith("#") else name


def template(node: Template, writing: Writing, inline: Inline) -> str:
    """Return what a template leaves in the text."""
    name = name_of(node)
    if name.startswith("#"):
        word, _, argument = name.partition(":")
        return _function(word.strip().casefold(), argument, node, writing)
    if name.startswith((":", "/")) and not node.params:
        return _shown_page(name, writing)
    known = _word(name, node, writing)
    return escaped(known) if known is not None else _by_rule(name, node, writing, inline)


def _shown_page(name: str, writing: Writing) -> str:
    """Return a link to a page that is shown inside this one at the source."""
    target = normalize_title(f"{writing.rules.title}{name}" if name.startswith("/") else name[1:])
    writing.note(f"the page {target!r} is shown inside this one at the source; here is a link to it")
    return page_link(target, "", "", writing)


def _word(name: str, node: Template, writing: Writing) -> str | None:
    """Return what MediaWiki's own words stand for; None for a template."""
    if not node.params and name in _LITERAL:
        return _LITERAL[name]
    word, colon, _ = name.partition(":")
    folded = word.strip().casefold().replace(" ", "")
    if folded in _UNSEEN and (colon or not node.params):
        return ""
    return None if node.params or colon else _own_names(writing).get(folded)


def _by_rule(name: str, node: Template, writing: Writing, inline: Inline) -> str:
    rules = writing.rules
    if name in rules.dropped:
        return ""
    if name in rules.taken:
        writing.calls.append(Call(name, _parameters(node, writing, inline)))
        return ""
    if name in rules.texts:
        text = _filled(rules.texts[name], _parameters(node, writing, inline))
        return writing.block(text) if _IS_BLOCK.search(text) else text
    writing.unknown[name] += 1
    _keep_notes(node, writing, inline)
    return _visible(str(node), writing)


def _keep_notes(node: Template, writing: Writing, inline: Inline) -> None:
    """Read the notes with names that a template left as code holds, since the text may refer to them."""
    if "<ref" not in str(node):
        return
    for tag in Wikicode([node]).ifilter_tags():
        if str(tag.tag) == "ref" and tag.has("name") and tag.contents:
            words = blocks.flat(inline(tag.contents, writing), writing)
            writing.spare.setdefault(note_key(tag), words)


def note_key(node: Tag) -> str:
    """Return by what a `<ref>` is known on its page, "" when it has no name."""
    name = str(node.get("name").value).strip().strip("\"'") if node.has("name") else ""
    group = str(node.get("group").value).strip() if node.has("group") else ""
    return f"{group}\n{name}" if name else ""


def _own_names(writing: Writing) -> dict[str, str]:
    """Return MediaWiki's words for the page itself, with what they stand for."""
    title = writing.rules.title
    space, _, name = title.partition(":") if _in_namespace(title, writing) else ("", "", title)
    return {
        **dict.fromkeys(
            ("pagename", "seitenname", "nompage", "nombredepagina", "nomepagina", "paginanaam"), name
        ),
        "fullpagename": title,
        "basepagename": name.rpartition("/")[0] or name,
        "subpagename": name.rpartition("/")[2],
        "rootpagename": name.partition("/")[0],
        "namespace": space,
    }


def _in_namespace(title: str, writing: Writing) -> bool:
    return title.partition(":")[0].casefold() in writing.rules.namespaces.others


def _parameters(node: Template, writing: Writing, inline: Inline) -> dict[str, str]:
    """Return the parameters as text with line breaks as they were; of one given twice the last counts, if not empty.

    A value with headings or a table is read once more by itself, since the parser knows none inside a template.
    """
    found: dict[str, str] = {}
    for each in node.params:
        name = " ".join(str(each.name).split())
        written = str(each.value)
        again = "{{!}}" in written or _HEADED.search(written)
        code = mwparserfromhell.parse(written.replace("{{!}}", "|")) if again else each.value
        value = blocks.assemble(inline(code, writing), writing)
        if value or name not in found:
            found[name] = value
    return found


def _filled(pattern: str, values: dict[str, str]) -> str:
    return _SLOT.sub(lambda slot: values.get(slot[1].strip()) or slot[2] or "", pattern)


def _visible(text: str, writing: Writing) -> str:
    """Keep what nobody can evaluate here as code, so that readers see that something is missing."""
    return writing.block(fence(text, "wikitext")) if "\n" in text.strip() else code_span(text)


_FUNCTION = re.compile(rf"\{{\{{\s*(?:{'|'.join(sorted(_QUERIES))})\s*:", re.IGNORECASE)


def apart(text: str) -> tuple[str, list[str]]:
    """Return wikitext with its queries taken out, since their conditions look like links, and the queries."""
    kept: list[str] = []
    pieces, at = [], 0
    for found in _FUNCTION.finditer(text):
        end = _end(text, found.start())
        if found.start() < at or not end:
            continue
        pieces += [text[at : found.start()], "{{#kept:", str(len(kept)), "}}"]
        kept.append(text[found.start() : end])
        at = end
    return "".join([*pieces, text[at:]]), kept


def _end(text: str, start: int) -> int:
    """Return where the braces opened at `start` are closed, 0 when they are not."""
    depth = 0
    for found in re.compile(r"\{\{|\}\}").finditer(text, start):
        depth += 1 if found[0] == "{{" else -1
        if not depth:
            return found.end()
    return 0


def _function(name: str, argument: str, node: Template, writing: Writing) -> str:
    if name in {"#set", "#set_recurring_event"}:
        _states(node, argument, "", writing)
        return ""
    if name == "#subobject":
        writing.subobjects += 1
        _states(node, "", argument.strip() or f"#{writing.subobjects}", writing)
        return ""
    if name == "#kept" and argument.isdecimal() and int(argument) < len(writing.kept):
        query = writing.kept[int(argument)]
        return writing.block(fence(query, query.partition("#")[2].partition(":")[0].strip().casefold()))
    if name == "#tag" and argument.strip().casefold() == "references":
        return ""
    writing.unknown[name] += 1
    return _visible(str(node), writing)


def _states(node: Template, first: str, subject: str, writing: Writing) -> None:
    """Keep `property=value` pairs; a value without a name goes on with the property before it, `+sep` parts that one.

    https://www.semantic-mediawiki.org/wiki/Help:Setting_values/Working_with_the_separator_parameter
    """
    pairs = (
        [first, *(str(each) for each in node.params)]
        if first.strip()
        else [str(each) for each in node.params]
    )
    last, said = "", list[tuple[str, str, str]]()  # property, value, what parts several values
    for pair in pairs:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if name == "+sep":
            said += [(*said.pop()[:2], value or ",")] if said else []
            continue
        last, value = (name, value) if equals else (last, name)
        said.append((last, value, ""))
    for name, value, separator in said:
        for each in value.split(separator) if separator else [value]:
            if name and each.strip():
                writing.statements.append(Statement(name, each.strip(), subject))
