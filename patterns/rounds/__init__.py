"""Coding by several people: what a coding round's page says, who codes what, what it means and what comes of it. Pure."""
