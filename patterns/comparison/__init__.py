"""Comparing cases: what is known of each, where they differ, and which variables tell them apart. Pure."""
