"""Where something is on the Earth, in whatever vocabulary: Basic Geo, schema.org, GeoRSS, GeoSPARQL. Pure but for the store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from importers.rdf.store import Store
from importers.rdf.terms import iri, is_iri, is_literal, literal

KEY = "coordinates"

GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
SPARQL = "http://www.opengis.net/ont/geosparql#"
_PARTS = (
    (f"{GEO}lat", f"{GEO}long"),
    (f"{GEO}lat", f"{GEO}lon"),
    ("https://schema.org/latitude", "https://schema.org/longitude"),
    ("http://www.w3.org/2006/vcard/ns#latitude", "http://www.w3.org/2006/vcard/ns#longitude"),
)
"""Latitude and longitude as two properties."""

_WHOLE = {
    f"{GEO}lat_long",
    "http://www.georss.org/georss/point",
    f"{SPARQL}asWKT",
    "http://www.wikidata.org/prop/direct/P625",
    "http://www.w3.org/2006/vcard/ns#geo",
    "http://www.w3.org/2006/vcard/ns#hasGeo",
    "https://schema.org/geo",
}
"""Properties that may hold both in one text, or in the address of a point."""

_LEADS = {
    "https://schema.org/geo",
    f"{GEO}location",
    "http://www.w3.org/2006/vcard/ns#hasGeo",
    f"{SPARQL}hasGeometry",
    f"{SPARQL}hasDefaultGeometry",
    "http://www.w3.org/ns/locn#geometry",
    "http://www.w3.org/ns/dcat#centroid",
}
"""Properties that lead to a thing which is nothing but a point."""

_CENTROID = "http://www.w3.org/ns/dcat#centroid"
_NUMBER = r"[+-]?\d{1,3}(?:\.\d{1,20})?"
_PAIR = re.compile(rf"\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})\s*")
_WKT = re.compile(
    rf"\s*(?:<(?P<system>[^<>\s]*)>\s*)?POINT\s*(?:Z\s*)?\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})?\s*\)\s*",
    re.IGNORECASE,
)
_GEO_URI = re.compile(
    rf"geo:({_NUMBER}),({_NUMBER})(?:,{_NUMBER})?(?:;crs=wgs84)?(?:;u=[0-9.]+)?", re.IGNORECASE
)
_WGS84 = ("CRS84", "4326")
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180


@dataclass(frozen=True, slots=True)
class Points:
    """What a subject says of its place."""

    found: tuple[str, ...]  # different points, as our field writes them
    used: frozenset[tuple[str, str]]  # property and object that said no more than that


def points_of(subject: str, store: Store) -> Points:
    """Return the points that are said of a subject, itself or by a thing that is nothing but a point."""
    found, used = list[str](), set[tuple[str, str]]()
    for point, parts in _said(subject, store):
        found.append(point)
        used |= parts
    for each in store.about(subject):
        if iri(each.predicate) in _LEADS and not is_literal(each.object):
            inner = [point for point, _ in _said(each.object, store)]
            found += inner
            if inner:
                used.add((iri(each.predicate), each.object))
    return Points(tuple(dict.fromkeys(found)), frozenset(used))


def _said(node: str, store: Store) -> Iterator[tuple[str, set[tuple[str, str]]]]:
    """Yield the points that are said of a node directly, each with the statements that say it."""
    said: dict[str, list[str]] = {}
    for each in store.about(node):
        said.setdefault(iri(each.predicate), []).append(each.object)
    for latitude, longitude in _PARTS:
        ones, others = said.get(latitude, []), said.get(longitude, [])
        if len(ones) == len(others) == 1 and (point := _point(_text(ones[0]), _text(others[0]))):
            yield point, {(latitude, ones[0]), (longitude, others[0])}
    for address in _WHOLE | {_CENTROID}:
        for term in said.get(address, ()):
            if point := whole_point(_text(term)):
                yield point, {(address, term)}


def whole_point(text: str) -> str:
    """Return a point that is written as one text, "" when none is: `lat, long`, `geo:lat,long`, or `POINT(long lat)`.

    Well-known text has the longitude first, but for the system EPSG 4326 (OGC 22-047r1, section 8.5.1).
    """
    if found := _WKT.fullmatch(text):
        system = found["system"] or ""
        if system and not system.endswith(_WGS84):
            return ""
        first, second = found[2], found[3]
        return _point(first, second) if system.endswith("4326") else _point(second, first)
    found = _GEO_URI.fullmatch(text) or _PAIR.fullmatch(text)
    return _point(found[1], found[2]) if found else ""


def _point(latitude: str, longitude: str) -> str:
    number = re.compile(rf"\s*({_NUMBER})(?:[eE][+-]?0+)?\s*")
    found = [number.fullmatch(each) for each in (latitude, longitude)]
    if not all(found):
        return ""
    north, east = (Decimal(each[1]) for each in found if each)
    if abs(north) > _MOST_LATITUDE or abs(east) > _MOST_LONGITUDE:
        return ""
    return f"{_plain(north)}, {_plain(east)}"


def _plain(number: Decimal) -> str:
    """Return a number of degrees without what is finer than a centimetre."""
    written = f"{round(number, 7):f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written in {"-0", ""} else written


def _text(term: str) -> str:
    if is_literal(term):
        return literal(term).text
    return iri(term) if is_iri(term) else ""


def without(points: Points, address: str, objects: Iterable[str]) -> list[str]:
    """Return the objects of a property that say something else than the place."""
    return [each for each in objects if (address, each) not in points.used]
