"""Where things are, in every vocabulary that says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.rdf.points import GEO, whole_point
from tests.importers.rdf.reading import front, turtle

CASE = "@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n@prefix gs: <http://www.opengis.net/ont/geosparql#> .\n"
CASE += '@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix doap: <http://usefulinc.com/ns/doap#> .\n:a a doap:Project ; doap:name "A" '


@pytest.mark.parametrize(
    "said",
    [
        '; geo:lat "45.07" ; geo:long "7.69" .',
        "; geo:lat 45.07 ; geo:long 7.69 .",
        "; schema:geo [ a schema:GeoCoordinates ; schema:latitude 45.07 ; schema:longitude 7.69 ] .",
        "; schema:latitude 45.07 ; schema:longitude 7.69 .",
        '; geo:location :p . :p a geo:Point ; geo:lat "45.07"^^xsd:float ; geo:long "7.69"^^xsd:float .',
        '; gs:hasGeometry [ gs:asWKT "POINT(7.69 45.07)"^^gs:wktLiteral ] .',
        '; gs:hasGeometry [ gs:asWKT "<http://www.opengis.net/def/crs/EPSG/0/4326> Point (45.07 7.69)"^^gs:wktLiteral ] .',
        '; <http://www.georss.org/georss/point> "45.07 7.69" .',
        '; geo:lat_long "45.07,7.69" .',
        "; <http://www.w3.org/2006/vcard/ns#hasGeo> <geo:45.07,7.69> .",
        '; <http://www.wikidata.org/prop/direct/P625> "Point(7.69 45.07)"^^gs:wktLiteral .',
        '; dcat:centroid "POINT(7.69 45.07)"^^gs:wktLiteral .',
        '; geo:lat 45.07 ; geo:long 7.69 ; schema:geo [ schema:latitude "45.070" ; schema:longitude "7.69" ] .',
    ],
)
def test_a_point_is_coordinates_and_nothing_else(tmp_path, said):
    drafts, _ = turtle(tmp_path, CASE + said)
    found = front(drafts["Case:A"])
    assert found["coordinates"] == "45.07, 7.69"
    assert not [key for key in found if key.startswith(("geo:", "schema:", "<"))]


def test_two_points_are_kept_and_named_but_none_is_chosen(tmp_path):
    drafts, issues = turtle(
        tmp_path, CASE + "; geo:lat 45.07 ; geo:long 7.69 ; schema:latitude 1 ; schema:longitude 2 ."
    )
    found = front(drafts["Case:A"])
    assert "coordinates" not in found
    assert {f"{GEO}lat", f"{GEO}long"} <= set(found)
    assert any("2 different points" in each.message for each in issues)


def test_a_kind_without_coordinates_keeps_what_is_said(tmp_path):
    drafts, _ = turtle(
        tmp_path,
        '@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n:a a foaf:Organization ; foaf:name "A" ; geo:lat 45.07 ; geo:long 7.69 .',
    )
    assert {f"{GEO}lat", f"{GEO}long"} <= set(front(drafts["Institution:A"]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "91, 0",
        "0, 181",
        "POINT EMPTY",
        "<http://www.opengis.net/def/crs/EPSG/0/3857> POINT(1 2)",
        "45°, 7°",
        "1, 2, 3",
    ],
)
def test_what_is_no_point_of_the_earth_is_none(text):
    assert whole_point(text) == ""


@given(st.text(max_size=40) | st.from_regex(r"-?\d{1,3}\.?\d{0,9}, ?-?\d{1,3}(\.\d+)?"))
def test_any_text_is_a_point_the_field_takes_or_none(text):
    point = whole_point(text)
    if point:
        north, east = point.split(", ")
        assert abs(float(north)) <= 90
        assert abs(float(east)) <= 180


def test_relative_addresses_are_said_to_mean_nothing_elsewhere(tmp_path):
    _, issues = turtle(tmp_path, '<a> a foaf:Person ; foaf:name "A" .')
    assert [each.place for each in issues if "relative" in each.message] == ["data.ttl"]
    _, issues = turtle(tmp_path, ':a a foaf:Person ; foaf:name "A" .')
    assert not any("relative" in each.message for each in issues)
