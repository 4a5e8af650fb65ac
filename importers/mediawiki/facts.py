"""What a converted page says as front matter: template parameters, lines, categories, statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from importers.expressions import is_line
from importers.mediawiki.profile import LineRule, ParameterRule, WikiProfile
from importers.wikitext.escaping import plain
from importers.wikitext.links import plain_wikitext
from importers.wikitext.writing import Call, Converted, Statement
from ontology.kinds import Field, Kind, ValueType
from patterns.links import title_problem
from patterns.sections import plain_text
from patterns.years import is_approximate, with_era, written

_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")
_BEFORE = re.compile(r"\b[0-9]{1,6}\s*B\.?C\.?(?:E\.?)?(?![A-Za-z])", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:[,. ]\d{3})+|\d+")
_POINT = re.compile(r"\s*([-+]?\d{1,3}(?:\.\d+)?)[°\s]*[,;\s]\s*([-+]?\d{1,3}(?:\.\d+)?)[°\s]*")
_NOTHING = re.compile(r"(?:0° 0' 0\" N(?:, 0° 0' 0\" [EW])?|\"\"|-|n/?a|none|\?)", re.IGNORECASE)
_TARGET = re.compile(r"\[\[(?:[^\[\]|:]*::)?([^\[\]|#]+)")
_LINKED = re.compile(r"\[\[|\]\(")
_ADDRESS = re.compile(r"<((?:https?|ftp)://[^<>\s]+)>")
_LONG_NAME = 60
_KEY = re.compile(r"[\W_]+")


@dataclass
class Said:
    """What one page says: front matter under way, sections to add, problems met."""

    profile: WikiProfile
    kind: Kind
    called: Callable[[str], str] = str  # title there → full title here
    front: dict[str, Any] = field(default_factory=dict)
    sections: list[tuple[str, str]] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)

    def add(self, key: str, value: Any, quote: str = "") -> None:
        """Add a value under a key, with its evidence where the field takes evidence; never twice the same."""
        known = self.kind.by_key.get(key)
        if known and known.codable and quote and self.profile.source:
            value = {"value": value, "source": self.profile.source, "quote": quote}
        present = self.front.get(key)
        if present is None:
            self.front[key] = [value] if known is None or known.many else value
        elif isinstance(present, list):
            self.front[key] = present if value in present else [*present, value]
        elif present != value:
            self.issues.append(f"a second value for {key!r} was left out: {str(value)[:80]!r}")


def gather(said: Said, converted: Converted, body: str) -> str:
    """Take from a page what is front matter; return the text that is left."""
    for call in converted.calls:
        _from_template(said, call)
    body = _from_lines(said, body)
    for category in converted.categories:
        _from_category(said, category)
    for statement in converted.statements:
        _from_statement(said, statement)
    for code, title in converted.languages:
        said.add("other_languages", f"{code}: {title}")
    return body


def _from_template(said: Said, call: Call) -> None:
    rule = said.profile.templates.get(call.name)
    if rule is None:
        return
    for name, value in call.parameters.items():
        parameter = rule.parameters.get(name)
        if parameter is None:
            if value:
                said.issues.append(
                    f"the parameter {name!r} of the template {call.name!r} is not named by the profile; it was kept"
                )
                said.add(_slug(name), plain(value))
        elif parameter.key and value and not _NOTHING.fullmatch(plain(value)):
            _take(said, parameter, name, value)


def _take(said: Said, rule: ParameterRule, name: str, value: str) -> None:
    where, _, heading = rule.key.partition(":")
    if where == "section":
        said.sections.append((heading, value))
        return
    known = said.kind.by_key.get(rule.key)
    text = _text_for(known, value)
    quote = f"{name}={' '.join(plain(value).split())}"[:200]
    for each in _values(rule.form or _form(known), text):
        if each is None:
            said.issues.append(
                f"{name}={text[:60]!r} is no {rule.form or _form(known)}; it was kept under {rule.key + '_note'!r}"
            )
            said.add(f"{rule.key}_note", text)
        else:
            said.add(rule.key, said.called(each) if rule.form == "pages" else each, quote)


def _text_for(known: Field | None, value: str) -> str:
    """Return a parameter's text as its field wants it: an address keeps its signs, prose its markup."""
    if known is not None and known.type in {ValueType.URL, ValueType.PROSE}:
        return plain(value) if known.type is ValueType.URL else value
    return _words(value)


def _words(markdown: str) -> str:
    """Return the words of Markdown, addresses among them."""
    return plain_text(_ADDRESS.sub(r"\1", markdown)).strip()


def _form(known: Field | None) -> str:
    forms = {ValueType.YEAR: "year", ValueType.INTEGER: "number", ValueType.URL: "address"}
    return forms.get(known.type, "") if known else ""


def _values(form: str, text: str) -> Iterator[Any]:
    """Yield the values of a parameter; None for what is not of its form."""
    match form:
        case "list" | "pages":
            yield from dict.fromkeys(part.strip() for part in re.split(r"[,;\n]", text) if part.strip())
        case "year":
            yield _year(text)
        case "number":
            yield int(re.sub(r"\D", "", text)) if _NUMBER.fullmatch(text.strip()) else None
        case "coordinates":
            yield _point(text)
        case "address":
            yield from dict.fromkeys(_addresses(text)) or [None]
        case _:
            yield " ".join(text.split())


def _year(text: str) -> int | str | None:
    """Return the first year of a text, before our era too; None where it only says about when."""
    if is_approximate(text):
        return None
    if before := _BEFORE.search(text):
        year = with_era(before[0])
        return None if year is None else written(year)
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _point(text: str) -> str | None:
    found = _POINT.fullmatch(text)
    if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:  # noqa: PLR2004 - degrees
        return None
    return f"{float(found[1]):.7g}, {float(found[2]):.7g}"


def _addresses(text: str) -> list[str]:
    whole = text.strip().strip("<>")
    if re.fullmatch(r"(?:https?|ftp)://\S+", whole):
        return [whole]
    found = re.findall(r"(?:https?|ftp)://[^\s<>()\[\]]+", text)
    return [each.rstrip(".,;") for each in found] or (
        [f"http://{whole}"] if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", whole) else []
    )


def _from_lines(said: Said, body: str) -> str:
    """Take the lines before the first heading that the profile knows."""
    head, mark, rest = _parted(body)
    kept = []
    for paragraph in head.split("\n\n"):
        lines = [line for line in paragraph.split("\n") if not _line(said, line)]
        if lines:
            kept.append("\n".join(lines))
    return "\n\n".join(kept) + (mark + rest if mark else "\n")


def _parted(body: str) -> tuple[str, str, str]:
    found = re.search(r"(?m)^#{1,6} ", body)
    return (
        (body.rstrip("\n"), "", "")
        if not found
        else (body[: found.start()].rstrip("\n"), "\n\n", body[found.start() :])
    )


def _line(said: Said, line: str) -> bool:
    """Take one line; say whether it has become a value wholly."""
    for rule in said.profile.lines:
        found = is_line(rule.match, line.strip()) if not rule.kinds or said.kind.name in rule.kinds else None
        if found and _said_by(said, rule, found):
            return True
    return False


def _said_by(said: Said, rule: LineRule, found: re.Match[str]) -> bool:
    written = found.groupdict().get("value") or found[1]
    known = said.kind.by_key.get(rule.key)
    if known is None or (not known.many and rule.key in said.front):
        return False
    values = list(_written_values(known, written))
    if None in values or not values:
        return False
    for each in values:
        said.add(rule.key, each, plain_wikitext(plain(found[0])).strip())
    return not rule.keep and (known.type in {ValueType.PAGE, ValueType.URL} or not _LINKED.search(written))


def _written_values(known: Field, written: str) -> Iterator[Any]:
    if known.type is ValueType.PAGE:
        yield from _names(written)
    else:
        yield from _values(
            _form(known), written if known.type is ValueType.URL else _words(written).strip(' "“”')
        )


def _names(written: str) -> Iterator[str]:
    """Yield the pages or people that a line names: its links, else what stands between commas and “and”."""
    linked = _TARGET.findall(written)
    parts = linked or re.split(r"\s*(?:,|;|&|\band\b|\bwith\b)\s*", plain_text(written))
    for part in parts:
        name = part.strip(' .*"“”').removeprefix("Person:")
        if name and len(name) <= _LONG_NAME and not title_problem(name):
            yield name


def _from_category(said: Said, category: str) -> None:
    where = said.profile.categories.get(category)
    key, _, value = (where or "").partition(":")
    if where is not None and not key:
        return
    known = key in said.kind.by_key
    said.add(key if known else "tags", value.strip() if known else category)


def _from_statement(said: Said, statement: Statement) -> None:
    key = said.profile.properties.get(statement.property, _slug(statement.property))
    if not key:
        return
    value = f"{statement.subject}: {statement.value}" if statement.subject else statement.value
    said.add(key, value, f"{statement.property}={statement.value}"[:200])


def _slug(name: str) -> str:
    slug = _KEY.sub("_", name.casefold()).strip("_")
    return slug if slug[:1].isalpha() else f"property_{slug}".rstrip("_")


def parameters_of(profile: WikiProfile) -> Mapping[str, frozenset[str]]:
    """Return the templates that are dropped, and those that are taken, by what is done with them."""
    return {
        "dropped": frozenset(name for name, rule in profile.templates.items() if rule.drop),
        "taken": frozenset(name for name, rule in profile.templates.items() if rule.parameters),
    }
