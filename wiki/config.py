"""The settings of an installation: one TOML file in the data folder, each overridable by an environment variable."""

from __future__ import annotations

import os
import re
import secrets
import shlex
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wiki.errors import BadInputError, StorageError

FILE = "commonloom.toml"
SECRET = "secret.key"  # noqa: S105 - a file name
DATABASE = "commonloom.sqlite3"
BASE = "base"
"""Under which word the file keeps the base its facts were made for."""
PREFIX = "COMMONLOOM_"
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Config:
    """What an operator may set. The comment of each field is its documentation (docs/operating.md repeats it)."""

    base: str = (
        "http://127.0.0.1:8000"  # address under which the wiki's IRIs are minted, without a slash at the end
    )
    title: str = "Commonloom"  # name shown on every page
    license: str = "CC-BY-SA-4.0"  # licence new text is published under
    anonymous_editing: bool = False  # whether people who are not logged in may edit
    registration: bool = True  # whether anybody may register
    page_mebibytes: int = 2  # largest page text accepted
    query_seconds: float = 10.0  # longest a SPARQL query may run
    query_mebibytes: int = 1024  # memory a SPARQL query may use beyond the graph itself
    result_mebibytes: int = 256  # largest SPARQL result
    query_workers: int = 3  # SPARQL workers kept ready
    proxies: int = 0  # reverse proxies in front, whose X-Forwarded headers are believed
    render_seconds: float = 2.0  # longest a page may take to render before it is shown as plain text
    upload_mebibytes: int = 512  # largest file that may be sent for an import
    upload_days: int = 30  # days after which what was sent for an import is deleted
    secret: bytes = b""  # signs forms; made by `init` and kept in secret.key

    @property
    def page_bytes(self) -> int:
        """Largest page text, in bytes of UTF-8."""
        return self.page_mebibytes * MEBIBYTE


SETTINGS = tuple(each.name for each in fields(Config) if each.name != "secret")


def load_config(data: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """Read the settings of the data folder; raises BadInputError naming file and setting, StorageError without a folder."""
    if not data.is_dir():
        raise StorageError(
            f"There is no data folder at {data}. Create it with: python -m wiki --data {shlex.quote(str(data))} init"
        )
    written = _read_file(data / FILE)
    unknown = sorted(set(written) - set(SETTINGS))
    if unknown:
        raise BadInputError(
            f"{data / FILE}: unknown setting {unknown[0]!r}. Known are: {', '.join(SETTINGS)}."
        )
    config = Config(secret=_secret(data))
    for name in SETTINGS:
        if PREFIX + name.upper() in environment:
            where = f"environment variable {PREFIX + name.upper()}"
            config = _with(config, name, environment[PREFIX + name.upper()], where)
        elif name in written:
            config = _with(config, name, written[name], str(data / FILE))
    return config


def write_config(data: Path, **settings: str) -> None:
    """Create the settings file of a new data folder, with the given settings and the others as comments."""
    default = Config()
    lines = ["# Settings of this wiki; see docs/operating.md. Lines with # show the defaults.\n"]
    for name in SETTINGS:
        given = name in settings
        value = settings[name] if given else getattr(default, name)
        lines.append(f"{'' if given else '# '}{name} = {_toml(value)}\n")
    (data / FILE).write_text("".join(lines), encoding="utf-8")


def _read_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInputError(
            f"{path} cannot be read as TOML: {error}. Mend that line and start again."
        ) from error


def _secret(data: Path) -> bytes:
    path = data / SECRET
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(32).encode())
    except FileExistsError:
        pass
    except OSError as error:
        raise StorageError(f"The data folder {data} cannot be written to: {error.strerror}.") from error
    return path.read_bytes()


def _with(config: Config, name: str, value: object, where: str) -> Config:
    """Return the config with one setting replaced, its text or TOML value read as the default's type."""
    wanted = type(getattr(config, name))
    try:
        read = _READ[wanted](value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadInputError(f"{where}: {name} = {value!r} is not a {_WORDS[wanted]}.") from error
    problem = _problem(name, read)
    if problem:
        raise BadInputError(f"{where}: {name} = {value!r}: {problem}")
    changed: dict[str, Any] = {name: read}
    return replace(config, **changed)


_PLAIN = re.compile(r"[\w:/.~%\[\]-]+", re.ASCII)
"""What a base is made of: it stands in IRIs, where blanks, quotes and brackets cannot."""
_WORDS = {bool: "yes or no (true, false)", int: "whole number", float: "number", str: "text"}


def _as_boolean(value: object) -> bool:
    known = {
        "true": True,
        "yes": True,
        "on": True,
        "1": True,
        "false": False,
        "no": False,
        "off": False,
        "0": False,
    }
    text = str(value).strip().lower()
    if text not in known:
        raise ValueError(text)
    return known[text]


def _as_whole(value: object) -> int:
    """Read a whole number; half of one, or a yes, is a mistake and not rounded."""
    if isinstance(value, (bool, float)):
        raise TypeError(value)
    return int(str(value))


def _as_number(value: object) -> float:
    found = float(str(value))
    if isinstance(value, bool) or not isfinite(found):
        raise ValueError(value)
    return found


_READ: Mapping[type, Callable[[object], object]] = {
    bool: _as_boolean,
    int: _as_whole,
    float: _as_number,
    str: str,
}


def _problem(name: str, value: object) -> str:
    if name == "base":
        parts = urlsplit(str(value))
        odd = str(value).endswith("/") or not _PLAIN.fullmatch(str(value)) or parts.query or parts.fragment
        if parts.scheme not in {"http", "https"} or not parts.netloc or odd:
            return "the base is an http or https address without a slash at the end, such as https://wiki.example.org"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    if name == "proxies":
        return "it must not be negative." if value < 0 else ""
    return "" if value > 0 else "it must be greater than zero."


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
