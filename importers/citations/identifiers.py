"""DOIs, ISBNs, years and addresses, out of what people write in their places. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote

_DOI = re.compile(r"(?:https?://)?(?:dx\.|www\.)?(?:doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ISBN = re.compile(r"(?<![0-9Xx])(?:97[89][- ‐–]?)?(?:[0-9][- ‐–]?){9}[0-9Xx](?![0-9Xx])")
_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|2[01][0-9]{2})(?!\d)")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"{}|\\^`]+")


def read_doi(written: str) -> str:
    """Return the DOI without an address before it, "" if there is none (DOI Handbook, 2.2)."""
    found = _DOI.fullmatch(written.strip())
    return _tidy(found[1]) if found else ""


def doi_of_address(address: str) -> str:
    """Return the DOI that an address of doi.org resolves, else ""."""
    found = _DOI_ADDRESS.fullmatch(address.strip())
    return _tidy(found[1]) if found else ""


def _tidy(doi: str) -> str:
    doi = unquote(doi).rstrip(".,;")
    return "" if re.search(r"\s", doi) or doi.endswith("/") else doi


def same_doi(doi: str) -> str:
    """Return a DOI in the spelling to compare by: DOIs do not tell capitals."""
    return doi.casefold()


def read_isbns(written: str) -> list[str]:
    """Return the ISBNs whose check digit is right (ISO 2108), each as it is written, hyphens included."""
    found = (each[0].strip("- ‐–") for each in _ISBN.finditer(written))
    return [re.sub("[ ‐–]", "-", each) for each in found if same_isbn(each)]


def same_isbn(written: str) -> str:
    """Return an ISBN as 13 digits, "" if its check digit is wrong."""
    digits = re.sub(r"[^0-9Xx]", "", written).upper()
    if len(digits) == 10 and "X" not in digits[:9]:  # noqa: PLR2004 - ISBN-10
        weighed = sum(weight * (10 if digit == "X" else int(digit)) for weight, digit in _weighed(digits))
        return "" if weighed % 11 else _thirteen("978" + digits[:9])
    if len(digits) == 13 and digits.isdigit() and _thirteen(digits[:12]) == digits:  # noqa: PLR2004 - ISBN-13
        return digits
    return ""


def _weighed(digits: str) -> list[tuple[int, str]]:
    return list(zip(range(10, 0, -1), digits, strict=True))


def _thirteen(twelve: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return f"{twelve}{-total % 10}"


def read_year(written: str) -> int | None:
    """Return the first year from 1000 to 2199 that a date says."""
    found = _YEAR.search(written)
    return int(found[1]) if found else None


def read_addresses(written: str) -> list[str]:
    """Return the web addresses in a text."""
    return [each[0].rstrip(".,;)]") for each in _ADDRESS.finditer(written)]
