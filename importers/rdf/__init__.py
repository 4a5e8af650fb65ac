"""Reading RDF of others, and our own: what is said of whom, as pages."""
