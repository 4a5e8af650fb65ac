"""What a form sends, read as values and texts: whatever comes, nothing crashes and nothing is taken for what it is not."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from ontology.shapes import load_ontology
from patterns.forms import FormValue, form_of
from patterns.formwriting import Given, fill
from patterns.frontmatter import parse
from wiki.web.formparts import Blanks, Remarks, shown_form, summary_of
from wiki.web.formsent import Sent, read_form, shown_again

ONTOLOGY = load_ontology()
PAGE = parse(
    "---\nkind: case\ntags: [a, b, c]\nvalidation: {value: after publication, source: S, note: n}\n---\nText.\n"
)
FORM = form_of(PAGE, ONTOLOGY.by_name["case"], ONTOLOGY)
VARIABLE = form_of(parse("---\napplies_to: [Case, Pattern]\n---\n"), ONTOLOGY.by_name["variable"], ONTOLOGY)


def read(*pairs: tuple[str, str]) -> Sent:
    return read_form(MultiDict(pairs), FORM)


def tags(*pairs: tuple[str, str]) -> list[tuple[str, int | None]]:
    return [(each.text, each.place) for each in read(*pairs).given.values["tags"]]


def test_values_come_in_the_order_of_their_numbers_and_the_rest_stays():
    pairs = (("v.tags.10", "last"), ("v.tags.2", "B"), ("p.tags.2", "1"))
    assert tags(*pairs) == [("B", 1), ("last", None), ("a", 0), ("c", 2)]


def test_a_place_that_is_none_or_taken_is_that_of_a_new_value():
    pairs = [("v.tags.0", "x"), ("p.tags.0", "0"), ("v.tags.1", "y"), ("p.tags.1", "0")]
    pairs += [("v.tags.2", "z"), ("p.tags.2", "77"), ("v.tags.3", "w"), ("p.tags.3", "-1")]
    assert tags(*pairs)[:4] == [("x", 0), ("y", None), ("z", None), ("w", None)]


def test_what_was_not_sent_of_a_value_is_as_it_was():
    (found,) = read(("p.validation.0", "0"), ("q.validation.0.coder", "ana")).given.values["validation"]
    assert found == FormValue(
        "after publication", {"source": ("S",), "coder": ("ana",)}, 0, kept=(("note", "n"),)
    )


def test_a_field_of_which_nothing_was_sent_is_not_given():
    assert read(("t.lead", "New.")) == Sent(Given({}, {"lead": "New."}))


def test_ticks_keep_the_order_of_the_page_and_add_what_is_new():
    sent = MultiDict([("m.applies_to", "1"), ("c.applies_to", "institution"), ("c.applies_to", "Pattern")])
    found = read_form(sent, VARIABLE).given.values["applies_to"]
    assert [(each.text, each.removed) for each in found] == [
        ("Case", True),
        ("Pattern", False),
        ("Institution", False),
    ]


def test_what_no_control_of_the_form_is_called_is_a_stray():
    pairs = [("v.castle.0", "Windsor"), ("q.tags.0.coder", "ana"), ("c.tags", "a"), ("t.s-moat", "Deep.")]
    pairs += [
        ("v.tags", "x"),
        ("x.castle.0", "1"),
        ("v.castle.1", "  "),
        ("p.castle.0", "0"),
        ("summary", "s"),
    ]
    found = read(*pairs)
    assert found.given == Given()
    assert dict(found.strays) == {"castle": "1", "tags": "x", "s-moat": "Deep."}


_NAMES = st.one_of(
    st.text(max_size=12),
    st.builds(
        lambda part, key, number, qualifier: ".".join(filter(None, (part, key, number, qualifier))),
        st.sampled_from("vpxqcmt"),
        st.sampled_from(["tags", "validation", "started", "crowding_out", "castle", "lead", "s-context"]),
        st.sampled_from(["", "0", "1", "00", "999999", "x"]),
        st.sampled_from(["", "source", "status", "date", "degree", "note"]),
    ),
)
_WORDS = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["0", "1", "unknown"]))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(_NAMES, _WORDS), max_size=12))
@example([("q.started.0.status", "0"), ("q.started.0.status", "0")])
def test_whatever_is_sent_can_be_written_and_shown_again(pairs):
    sent = read(*pairs)
    filled = fill(PAGE, FORM, sent.given, ONTOLOGY)
    assert parse(filled.text).problems == ()
    again = shown_again(FORM, sent.given)
    shown = shown_form(again, Remarks((), (), filled.troubles), {}, ONTOLOGY)
    assert sum(len(fields) for _, fields in shown.groups) == len(FORM.fields)
    assert {
        place
        for each in again.fields
        if each.field.key == "tags"
        for place in [value.place for value in each.values]
    } >= {0, 1, 2}


def test_evidence_is_summed_up_in_a_few_words():
    assert summary_of(FormValue("x", {"status": ("absent",), "source": ("S", "T"), "coder": ("ana",)})) == (
        "absent, S, T"
    )
    assert summary_of(FormValue("x", {"status": ("present",), "confidence": ("low",)})) == "low"


def test_empty_evidence_is_rendered_once_for_each_set_of_qualifiers():
    rendered = []

    def render(known, value, start, shown):
        rendered.append(known.field.key)
        return f'<input name="{start}source">'

    blanks, shown = Blanks(), shown_form(FORM, Remarks(), {}, ONTOLOGY)
    fields = [each for each in FORM.fields if each.field.key in ("good", "started", "exhibits")]
    found = [str(blanks(render, each, f"q.{each.field.key}.3.", shown)) for each in fields]
    assert found[0] == f'<input name="q.{fields[0].field.key}.3.source">'
    assert len(rendered) == 2
