"""What a page's form sends: names of its controls, and how they are read as values and texts.

`v.KEY.N` is the N-th value of a field, `p.KEY.N` its place in the page's text, `x.KEY.N` that it goes, `q.KEY.N.QUALIFIER`
what qualifies it; `c.KEY` are the ticked options of a list and `m.KEY` says that the list was there; `t.NAME` is a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from patterns.forms import FormField, FormValue, PageForm
from patterns.formwriting import Given
from patterns.values import choices

_OF_VALUE = re.compile(r"([vpxq])\.(\w+)\.(\d{1,6})(?:\.(\w+))?\Z")
_OF_LIST = re.compile(r"([cm])\.(\w+)\Z")
_OF_TEXT = re.compile(r"t\.([\w-]+)\Z")
_PARTS = "vpxqcmt"
_MOST_STRAYS = 200


@dataclass(slots=True)
class _Row:
    """The controls of one value, as far as they were sent."""

    text: str | None = None
    place: str = ""
    removed: bool = False
    evidence: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came in."""

    given: Given
    strays: tuple[
        tuple[str, str], ...
    ] = ()  # key and words that belong to no field, qualifier or text of the form


def read_form(sent: MultiDict[str, str], form: PageForm) -> Sent:
    """Read what was sent for a form; the order of values is that of their numbers."""
    fields = {each.field.key: each for each in form.fields}
    texts = {each.name for each in form.texts}
    rows: dict[str, dict[int, _Row]] = {}
    lists: dict[str, list[str]] = {}
    said: dict[str, str] = {}
    strays: list[tuple[str, str]] = []
    for name, words in sent.items(multi=True):
        if (found := _OF_VALUE.match(name)) and _takes(fields.get(found[2]), found):
            _put(rows.setdefault(found[2], {}).setdefault(int(found[3]), _Row()), found, words)
        elif (found := _OF_LIST.match(name)) and found[2] in fields and fields[found[2]].is_checked:
            lists.setdefault(found[2], []).extend([words] if found[1] == "c" else [])
        elif (found := _OF_TEXT.match(name)) and found[1] in texts:
            said[found[1]] = words
        elif (
            name[1:2] == "."
            and name[0] in _PARTS
            and name[0] not in "pm"
            and words.strip()
            and len(strays) < _MOST_STRAYS
        ):
            strays.append((name[2:].split(".")[0], words))
    values = {key: tuple(_values(fields[key], found)) for key, found in rows.items()}
    values |= {key: tuple(_ticked(fields[key], words)) for key, words in lists.items()}
    return Sent(Given(values, said), tuple(strays))


def shown_again(form: PageForm, given: Given) -> PageForm:
    """Return the form with what was given in it."""
    fields = (replace(each, values=given.values.get(each.field.key, each.values)) for each in form.fields)
    texts = (replace(each, text=given.texts.get(each.name, each.text)) for each in form.texts)
    return replace(form, fields=tuple(fields), texts=tuple(texts))


def _takes(known: FormField | None, found: re.Match[str]) -> bool:
    """Say whether the form has such a control."""
    if known is None or known.is_checked or (found[1] == "q") != bool(found[4]):
        return False
    return found[1] != "q" or found[4] in {
        *(each.key for each in known.qualifiers),
        *(key for each in known.values for key in each.evidence),
    }


def _put(row: _Row, found: re.Match[str], words: str) -> None:
    match found[1]:
        case "v":
            row.text = words
        case "p":
            row.place = words
        case "x":
            row.removed = True
        case _:
            row.evidence.setdefault(found[4], []).append(words)


def _values(known: FormField, rows: dict[int, _Row]) -> Iterator[FormValue]:
    """Yield what was sent as values, then those that were not sent, as they were."""
    seen: set[int] = set()
    for _, row in sorted(rows.items(), key=lambda pair: pair[0]):
        place = int(row.place) if re.fullmatch(r"[0-9]{1,6}", row.place) else len(known.values)
        before = FormValue() if place >= len(known.values) or place in seen else known.values[place]
        seen.add(place)
        yield replace(
            before,
            text=before.text if row.text is None else row.text,
            evidence={**before.evidence, **{key: tuple(words) for key, words in row.evidence.items()}},
            removed=row.removed,
        )
    yield from (each for place, each in enumerate(known.values) if place not in seen)


def _ticked(known: FormField, words: Iterable[str]) -> Iterator[FormValue]:
    """Yield the values of a list with ticks: those that were there in their order, then those that are new."""
    options = choices(known.field)
    ticked = dict.fromkeys(
        options[each.casefold()].label if each.casefold() in options else each for each in words
    )
    for each in known.values:
        yield replace(each, removed=each.text not in ticked)
        ticked.pop(each.text, None)
    yield from (FormValue(each) for each in ticked)
