"""Patterns put to the test of their cases: what supports them, what refutes them, where they have been seen. Pure."""
