"""Shared features: formal concept analysis of cases, read from what is known of them. Pure."""
