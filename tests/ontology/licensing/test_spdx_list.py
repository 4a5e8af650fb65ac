"""The SPDX License List is whole, and refreshing it keeps what the other source said."""

import json

from ontology.licensing import all_terms, spdx_licences
from ontology.licensing.spdx import LIST, refreshed, tsv


def test_it_holds_all_licences_with_their_status():
    listed = spdx_licences()
    assert len(listed) > 700
    gpl = listed["GPL-3.0-only"]
    assert (gpl.name, gpl.osi_approved, gpl.fsf_free, gpl.deprecated) == (
        "GNU General Public License v3.0 only", True, True, False,
    )  # fmt: skip
    assert gpl.page == "https://spdx.org/licenses/GPL-3.0-only.html"
    assert listed["GPL-3.0"].deprecated
    assert listed["CC-BY-NC-4.0"].fsf_free is None


def test_described_identifiers_are_listed_ones_or_say_that_they_are_not():
    names = {name for terms in all_terms().values() for name in terms.identifiers}
    foreign = {name for name in names if name not in spdx_licences() and not name.startswith("LicenseRef-")}
    assert foreign == {"Apache-2.0 WITH SHL-2.1"}


def test_it_is_written_as_it_was_read():
    assert tsv(spdx_licences().values()) == LIST.read_text(encoding="utf-8")


def test_a_refresh_takes_names_and_keeps_status():
    written = json.loads(
        '{"MIT": {"name": "MIT  Licence", "url": "https://a.example https://b.example", "osiApproved": true}}'
    )
    (mit,) = refreshed(written)
    assert (mit.url, mit.osi_approved, mit.fsf_free) == ("https://a.example", True, True)
    assert "MIT\tMIT Licence\thttps://a.example\tyes\tyes\t" in tsv([mit])


def test_a_refresh_knows_nothing_of_new_licences_beyond_the_list():
    (new,) = refreshed({"New-1.0": {"name": "New", "osiApproved": False}})
    assert (new.url, new.fsf_free, new.deprecated) == ("", None, False)
