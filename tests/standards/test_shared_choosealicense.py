"""The closed lists of licence terms against choosealicense.com's own (twin: tests/ontology/test_shapes.py)."""

from __future__ import annotations

import pytest
import yaml

from ontology.shapes import load_ontology
from tests.shared import shared

RULES = shared("licences/choosealicense/_data/rules.yml")


@pytest.mark.skipif(RULES is None, reason="the shared sample data are not beside this checkout")
@pytest.mark.parametrize("key", ["permissions", "conditions", "limitations"])
def test_every_tag_is_an_option(key: str):
    assert RULES is not None
    tags = {rule["tag"] for rule in yaml.safe_load(RULES.read_text(encoding="utf-8"))[key]}
    options = {
        option.iri.rpartition("#")[2] for option in load_ontology().by_name["license"].by_key[key].options
    }
    assert tags - options == set()
    assert tags
