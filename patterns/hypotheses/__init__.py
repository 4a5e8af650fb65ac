"""Hypotheses put to the test: what people say of their cases, and what the codings of all cases say. Pure."""
