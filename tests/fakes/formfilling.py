"""A form of a page, filled in and sent as a browser does it (HTML section 4.10.21.4), without a browser."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.fakes.visitor import Visitor


class FilledForm:
    """The controls of the page's form, which can be changed and sent."""

    def __init__(self, visitor: Visitor, shown: TestResponse) -> None:
        self.visitor = visitor
        read = _Controls()
        read.feed(shown.text)
        read.close()
        assert read.action, shown.text
        self.action = read.action
        self.controls = MultiDict(read.found)

    def __setitem__(self, name: str, value: str) -> None:
        assert name in self.controls, f"{name} is not in {sorted(self.controls)}"
        self.controls[name] = value

    def __getitem__(self, name: str) -> str:
        return self.controls[name]

    def __contains__(self, name: str) -> bool:
        return name in self.controls

    def tick(self, name: str, value: str) -> None:
        self.controls.add(name, value)

    def untick(self, name: str, value: str) -> None:
        self.controls.setlist(name, [each for each in self.controls.getlist(name) if each != value])

    def send(self, button: str = "do", value: str = "save", **more: str) -> TestResponse:
        """Press a button."""
        sent = MultiDict(self.controls)
        for name, words in {button: value, **more}.items():
            sent[name] = words
        given = {name: [_sent(each) for each in sent.getlist(name)] for name in sent}
        return self.visitor.client.post(self.action, data=given)

    def press(self, button: str, value: str) -> FilledForm:
        """Press a button that shows the form again."""
        answer = self.send(button, value)
        assert answer.status_code == 200, answer.text
        return FilledForm(self.visitor, answer)


def back(address: str) -> str:
    """Return what the link to a form says of the way back, as it stands in HTML."""
    return f"&amp;back={quote(address, safe='')}"


def opened(visitor: Visitor, address: str) -> FilledForm:
    """Open the form at an address."""
    shown = visitor.get(address)
    assert shown.status_code == 200, shown.text
    return FilledForm(visitor, shown)


class _Controls(HTMLParser):
    """Reads the controls of the page's form and what they hold."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.found: list[tuple[str, str]] = []
        self._inside = False
        self._name = ""  # of the select or text area that is open
        self._words: list[str] | None = None  # of the text area or option that is open
        self._options: list[tuple[str | None, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = given.get("id") == "page-form"
            self.action = given["action"] if self._inside else self.action
        elif tag == "input" and self._inside and given.get("name"):
            if given.get("type") != "checkbox" or "checked" in given:
                self.found.append((given["name"], given.get("value") or ""))
        elif tag in ("select", "textarea") and self._inside:
            self._name, self._options, self._words = given["name"], [], []
        elif tag == "option" and self._name:
            self._options.append((given.get("value"), "selected" in given))
            self._words = []

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        words = "".join(self._words or ())
        if tag == "form":
            self._inside = False
        elif tag == "option" and self._options:
            value, chosen = self._options[-1]
            self._options[-1] = (words if value is None else value, chosen)
        elif tag == "textarea" and self._name:
            self.found.append((self._name, words.removeprefix("\n")))
        elif tag == "select" and self._name:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            self.found += [(self._name, value or "") for value in chosen or [self._options[0][0]]]
        if tag in ("select", "textarea"):
            self._name, self._words = "", None


def _sent(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
