"""MediaWiki's wikitext as our Markdown: text in, text and what was found in it out. Pure."""

from importers.wikitext.convert import convert
from importers.wikitext.writing import Call, Converted, Rules, Statement

__all__ = ["Call", "Converted", "Rules", "Statement", "convert"]
