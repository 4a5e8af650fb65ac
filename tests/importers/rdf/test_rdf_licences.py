"""Licences in ccREL and ODRL."""

from collections.abc import Iterator, Mapping

import pytest

from patterns.projection import project
from tests.importers.rdf.reading import ONTOLOGY, PREFIXES, brought, front, sentences, turtle

CC = """
<http://creativecommons.org/licenses/by-nc-sa/4.0/> a cc:License ; dct:title "Attribution-NonCommercial-ShareAlike 4.0"@en ,
  "${Attribution}"@i18n ; cc:permits cc:Reproduction, cc:Distribution, cc:DerivativeWorks ; cc:requires cc:Notice, cc:Attribution,
  cc:ShareAlike ; cc:prohibits cc:CommercialUse ; dct:hasVersion "4.0" ; cc:jurisdiction :it ;
  cc:legalcode <http://creativecommons.org/licenses/by-nc-sa/4.0/legalcode> ; cc:deprecatedOn "2020-01-01"^^xsd:date .
:it a cc:Jurisdiction ; dct:title "Italy" .
"""

ODRL = """
:lic a odrl:Set ; dct:title "Garden licence"@en ; dct:alternative "GL" ; dct:publisher "Garden Institute" ;
  cc:license <https://creativecommons.org/licenses/by/4.0/> ;
  odrl:permission [ odrl:action odrl:distribute ; odrl:duty [ odrl:action cc:Attribution ] ] ,
    [ odrl:action x:plant ] ,
    [ odrl:action cc:CommercialUse ; odrl:constraint [ odrl:leftOperand odrl:spatial ] ] ,
    [ odrl:action [ rdf:value odrl:modify ; odrl:refinement [ odrl:leftOperand odrl:count ] ] ] ;
  odrl:prohibition [ odrl:action cc:CommercialUse ] ;
  x:warranty "None is given." .
:copy a odrl:Set ; dct:title "Another text" ; cc:legalcode <https://creativecommons.org/licenses/by/4.0/legalcode> .
:copy2 a odrl:Set ; dct:title "The same text" ; cc:legalcode <https://creativecommons.org/licenses/by/4.0/legalcode> .
"""


def test_ccrel(tmp_path):
    pages, _ = turtle(tmp_path, CC)
    draft = pages["License:CC-BY-NC-SA-4.0"]
    assert draft.supplements
    said = front(draft)
    assert said["spdx"] == "CC-BY-NC-SA-4.0"
    assert [each["value"] for each in said["permissions"]] == ["modification", "distribution"]
    assert [each["value"] for each in said["conditions"]] == [
        "attribution",
        "licence and copyright notice",
        "same licence",
    ]
    assert said["prohibitions"] == {
        "value": "commercial use",
        "source": "http://creativecommons.org/licenses/by-nc-sa/4.0/",
        "quote": "cc:prohibits cc:CommercialUse",
    }
    assert said["cc:permits"] == "<http://creativecommons.org/ns#Reproduction>"
    assert (said["version"], said["deprecated"]) == ("4.0", True)
    assert said["cc:jurisdiction"] == "[[Italy]]"
    assert said["url"] == "http://creativecommons.org/licenses/by-nc-sa/4.0/legalcode"
    found = project(draft.text, draft.title, ONTOLOGY, "http://w")
    assert (
        b"<http://creativecommons.org/ns#permits> <http://creativecommons.org/ns#Reproduction>" in found.facts
    )


def test_odrl(tmp_path):
    profile = (
        "format: rdf\nproperties:\n  https://example.org/x#warranty: {key: limitations, value: warranty}\n"
    )
    pages, issues = turtle(tmp_path, ODRL, profile)
    said = front(pages["License:Garden licence"])
    assert (said["aliases"], said["publisher"]) == (["GL"], "Garden Institute")
    assert said["license"] == "CC-BY-4.0"
    assert said["permissions"]["quote"] == "odrl:permission [ odrl:action odrl:distribute ]"
    assert said["permissions"]["value"] == "distribution"
    assert said["conditions"]["value"] == "attribution"
    assert said["prohibitions"]["value"] == "commercial use"
    assert said["cc:permits"] == "<https://example.org/x#plant>"
    assert said["limitations"] == {
        "value": "warranty",
        "source": "https://example.org/lic",
        "quote": "None is given.",
    }
    assert said["http://www.w3.org/ns/odrl/2/permission"] == [
        "cc:CommercialUse, under a condition of its own",
        "odrl:modify, under a condition of its own",
    ]
    assert "spdx" not in said
    assert set(pages) == {"License:Garden licence", "License:CC-BY-4.0", "License:Another text"}
    assert "it is the text of CC-BY-4.0, as another page" in sentences(issues)


class _Pages:
    """A wiki with some pages of licences."""

    def __init__(self, **texts: str) -> None:
        self._texts = texts

    def pages(self, kind: str) -> Iterator[tuple[str, str]]:
        assert kind == "license"
        for name, url in self._texts.items():
            yield f"License:{name}", f"---\nkind: license\nurl: {url}\n---\n"

    def arrived(self, _origins: Mapping[str, str]) -> frozenset[str]:
        return frozenset()


@pytest.mark.parametrize(
    ("pages", "title"),
    [
        ({"Garden": "https://garden.example/text/legalcode"}, "License:Garden"),
        ({"Garden": "https://garden.example/other"}, "License:A text"),
        ({"One": "https://garden.example/text", "Two": "http://garden.example/text/"}, "License:A text"),
    ],
)
def test_a_licence_that_is_here_by_its_address_is_completed(tmp_path, pages, title):
    path = tmp_path / "a.ttl"
    path.write_text(
        PREFIXES + ':l a cc:License ; dct:title "A text" ; cc:legalcode <http://garden.example/text> .'
    )
    found, _ = brought(path, known=_Pages(**pages))
    assert set(found) == {title}
    assert found[title].supplements
