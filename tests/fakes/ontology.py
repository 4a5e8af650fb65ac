"""A small ontology: enough kinds and fields to try every rule, independent of the shipped shapes."""

from __future__ import annotations

from ontology.kinds import Field, Kind, Ontology, Option, Severity, ValueType

V = "https://example.org/vocabulary#"
LOOM = "https://w3id.org/commonloom/ns#"


def _options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(V + label.replace(" ", "-"), label) for label in labels)


CASE = Kind(
    "case",
    LOOM + "Case",
    "Case",
    "Case",
    "Cases",
    "A bounded practice.",
    (
        Field(
            "steward",
            V + "steward",
            "Steward",
            "",
            ValueType.PAGE,
            ("institution",),
            facet=True,
            codable=True,
        ),
        Field(
            "validation",
            V + "validation",
            "Validation",
            "",
            ValueType.CHOICE,
            options=_options("before publication", "after publication"),
            facet=True,
            codable=True,
        ),
        Field(
            "started", V + "started", "Started", "", ValueType.YEAR, many=False, severity=Severity.VIOLATION
        ),
        Field("exhibits", V + "exhibits", "Exhibits", "", ValueType.PAGE, ("pattern",)),
        Field("contributors", V + "contributors", "Contributors", "", ValueType.INTEGER, many=False),
        Field("share", V + "share", "Share", "", ValueType.DECIMAL),
        Field("open", V + "open", "Open", "", ValueType.BOOLEAN),
        Field("seen", V + "seen", "Seen", "", ValueType.DATE),
        Field("website", V + "website", "Website", "", ValueType.URL),
        Field("summary", V + "summary", "Summary", "", ValueType.TEXT, required=True),
        Field("context", V + "context", "Context", "", ValueType.PROSE, section=True, headings=("Setting",)),
        Field("origin", V + "origin", "Origin", "", ValueType.URL, of_page=True),
    ),
)
PATTERN = Kind(
    "pattern",
    LOOM + "Pattern",
    "Pattern",
    "Pattern",
    "Patterns",
    "A recurring solution.",
    (
        Field(
            "problem",
            V + "problem",
            "Problem",
            "",
            ValueType.PROSE,
            required=True,
            severity=Severity.VIOLATION,
            section=True,
        ),
        Field(
            "known_instances",
            V + "knownInstance",
            "Known instances",
            "",
            ValueType.PAGE,
            ("case",),
            codable=True,
        ),
        Field("uses", V + "uses", "Uses", "", ValueType.PAGE, ("case",), section=True),
    ),
)


def _plain_kind(name: str, namespace: str) -> Kind:
    return Kind(name, LOOM + name.capitalize(), namespace, name.capitalize(), name.capitalize() + "s", "")


def small_ontology() -> Ontology:
    """Cases and patterns with fields of every type, and kinds without fields."""
    return Ontology(
        kinds=(
            CASE,
            PATTERN,
            _plain_kind("institution", "Institution"),
            _plain_kind("license", "License"),
            _plain_kind("source", "Source"),
            _plain_kind("page", ""),
            _plain_kind("talk", "Talk"),
        ),
        qualifiers=(
            Field("source", V + "source", "Source", "", ValueType.PAGE, ("source",)),
            Field("quote", V + "quote", "Quotation", "", ValueType.PROSE),
            Field("coder", V + "coder", "Coder", "", ValueType.TEXT),
            Field("date", V + "date", "Date", "", ValueType.DATE, severity=Severity.VIOLATION),
            Field(
                "confidence",
                V + "confidence",
                "Confidence",
                "",
                ValueType.CHOICE,
                options=_options("low", "high"),
            ),
            Field(
                "status",
                V + "status",
                "Status",
                "",
                ValueType.CHOICE,
                options=_options("present", "absent", "unknown", "not applicable", "contested"),
            ),
        ),
    )
