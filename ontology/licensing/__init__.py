"""Licences that can be reasoned about: what they say, to which regime they belong, and what may be done with works.

Answers rest on `ontology/licences`: each rule names the clause it comes from. They are no legal advice.
"""

from ontology.licensing.circulation import (
    Circulation,
    Fate,
    Flow,
    Input,
    Passage,
    Work,
    circulate,
    flow,
)
from ontology.licensing.comparing import Cell, Comparison, Member, Side, compare, others, side_of
from ontology.licensing.expression import Expression, ExpressionProblem, licences_in, parse_expression
from ontology.licensing.naming import described, full_name, identifiers, named
from ontology.licensing.questions import Use, may, publish_under
from ontology.licensing.reading import all_terms
from ontology.licensing.regimes import regime
from ontology.licensing.spdx import Listed, spdx_licences
from ontology.licensing.terms import Copyleft, Grant, Manner, Rule, Terms
from ontology.licensing.verdicts import Answer, Dissent, Reason, Regime, Verdict

__all__ = [
    "Answer",
    "Cell",
    "Circulation",
    "Comparison",
    "Copyleft",
    "Dissent",
    "Expression",
    "ExpressionProblem",
    "Fate",
    "Flow",
    "Grant",
    "Input",
    "Listed",
    "Manner",
    "Member",
    "Passage",
    "Reason",
    "Regime",
    "Rule",
    "Side",
    "Terms",
    "Use",
    "Verdict",
    "Work",
    "all_terms",
    "circulate",
    "compare",
    "described",
    "flow",
    "full_name",
    "identifiers",
    "licences_in",
    "may",
    "named",
    "others",
    "parse_expression",
    "publish_under",
    "regime",
    "side_of",
    "spdx_licences",
]
