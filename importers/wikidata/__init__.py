"""Wikidata's entities, and those of any other Wikibase that says its things in the same JSON."""
