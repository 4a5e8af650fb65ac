"""Bibliographies: BibTeX and biblatex, RIS, CSL-JSON."""
