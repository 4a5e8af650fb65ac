"""Well-known classes, properties and countries of Wikidata, and what they are here. A profile adds to them."""

from __future__ import annotations

from collections.abc import Mapping

ENTITY = "http://www.wikidata.org/entity/"

CLASSES: Mapping[str, str] = {
    "Q5": "person",
    "Q43229": "institution",  # organization
    "Q163740": "institution",  # nonprofit organization
    "Q4830453": "institution",  # business
    "Q783794": "institution",  # company
    "Q6881511": "institution",  # enterprise
    "Q157031": "institution",  # foundation
    "Q708676": "institution",  # charitable organization
    "Q79913": "institution",  # non-governmental organization
    "Q4539": "institution",  # cooperative
    "Q48204": "institution",  # voluntary association
    "Q3918": "institution",  # university
    "Q31855": "institution",  # research institute
    "Q327333": "institution",  # government agency
    "Q484652": "institution",  # international organization
    "Q35127": "case",  # website
    "Q7397": "case",  # software
    "Q341": "case",  # free software
    "Q170584": "case",  # project
    "Q571": "source",  # book
    "Q7725634": "source",  # literary work
    "Q47461344": "source",  # written work
    "Q3331189": "source",  # version, edition or translation
    "Q13442814": "source",  # scholarly article
    "Q191067": "source",  # article
    "Q79719": "license",  # license
    "Q207621": "license",  # software license
    "Q196294": "license",  # free license
    "Q284742": "license",  # Creative Commons license
    "Q151885": "concept",
    "Q1969448": "concept",  # term
    "Q17737": "concept",  # theory
}
"""Class → kind. A class that is none of these is what a class above it (P279) is, when that stands in the file."""

LEFT_OUT_CLASSES: Mapping[str, str] = {
    "Q4167410": "a disambiguation page",
    "Q4167836": "a category",
    "Q11266439": "a template",
    "Q13406463": "a list",
}

TYPES: Mapping[str, str] = {"Q571": "book", "Q13442814": "article", "Q191067": "article"}
"""Class → type of a source."""

PROPERTIES: Mapping[str, Mapping[str, str]] = {
    "P571": {"institution": "founded", "case": "started", "license": "year", "source": "year"},
    "P576": {"institution": "ended", "case": "ended"},
    "P577": {"source": "year", "license": "year", "case": "started"},
    "P17": {"institution": "country", "case": "country"},
    "P495": {"case": "country"},
    "P159": {"institution": "place"},
    "P276": {"case": "place"},
    "P625": {"case": "coordinates"},
    "P856": {"institution": "url", "case": "url", "person": "url", "license": "url", "source": "url"},
    "P953": {"source": "url"},
    "P112": {"institution": "founders", "case": "participants"},
    "P749": {"institution": "part_of"},
    "P361": {"institution": "part_of", "concept": "broader"},
    "P137": {"case": "steward"},
    "P126": {"case": "steward"},
    "P275": {"case": "output_license", "source": "work_license"},
    "P1132": {"case": "contributors"},
    "P2479": {"license": "spdx"},
    "P123": {"source": "publisher", "license": "publisher"},
    "P108": {"person": "affiliation"},
    "P463": {"person": "affiliation"},
    "P496": {"person": "orcid"},
    "P800": {"person": "works"},
    "P101": {"person": "works_on"},
    "P50": {"source": "creators"},
    "P2093": {"source": "creators"},
    "P1433": {"source": "container"},
    "P356": {"source": "doi"},
    "P212": {"source": "isbn"},
    "P957": {"source": "isbn"},
    "P921": {"source": "mentions"},
    "P279": {"concept": "broader"},
    "P461": {"concept": "opposed_to"},
}
"""Property → kind → key."""

LABELS: Mapping[str, str] = {
    "P571": "inception", "P576": "dissolved", "P577": "publication date", "P17": "country", "P495": "country of origin",
    "P159": "headquarters location", "P276": "location", "P625": "coordinate location", "P856": "official website",
    "P953": "full work available at URL", "P112": "founded by", "P749": "parent organization", "P361": "part of",
    "P137": "operator", "P126": "maintained by", "P275": "copyright license", "P1132": "number of participants",
    "P2479": "SPDX license ID", "P123": "publisher", "P108": "employer", "P463": "member of", "P496": "ORCID iD",
    "P800": "notable work", "P101": "field of work", "P50": "author", "P2093": "author name string",
    "P1433": "published in", "P356": "DOI", "P212": "ISBN-13", "P957": "ISBN-10", "P921": "main subject",
    "P279": "subclass of", "P461": "opposite of", "P31": "instance of", "P580": "start time", "P582": "end time",
    "P585": "point in time", "P854": "reference URL", "P248": "stated in", "P813": "retrieved",
}  # fmt: skip
"""What properties are called, where the file does not say it."""

COUNTRIES: Mapping[str, str] = {
    "Q30": "United States", "Q142": "France", "Q183": "Germany", "Q145": "United Kingdom", "Q38": "Italy",
    "Q29": "Spain", "Q39": "Switzerland", "Q40": "Austria", "Q31": "Belgium", "Q55": "Netherlands", "Q16": "Canada",
    "Q17": "Japan", "Q148": "China", "Q668": "India", "Q155": "Brazil", "Q408": "Australia", "Q664": "New Zealand",
    "Q96": "Mexico", "Q414": "Argentina", "Q298": "Chile", "Q739": "Colombia", "Q419": "Peru", "Q736": "Ecuador",
    "Q159": "Russia", "Q212": "Ukraine", "Q36": "Poland", "Q213": "Czech Republic", "Q28": "Hungary", "Q218": "Romania",
    "Q41": "Greece", "Q43": "Turkey", "Q45": "Portugal", "Q27": "Ireland", "Q34": "Sweden", "Q20": "Norway",
    "Q35": "Denmark", "Q33": "Finland", "Q189": "Iceland", "Q258": "South Africa", "Q884": "South Korea",
}  # fmt: skip
"""Names of countries, which files of single entities do not hold."""

UNLISTED = frozenset(
    {"external-id", "commonsMedia", "wikibase-property", "globe-url", "geo-shape", "tabular-data"}
)
"""Datatypes of which only properties of the table are taken: identifiers elsewhere, and files."""
