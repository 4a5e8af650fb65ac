"""Documents – plain text, HTML, PDF – to pages of sources with their whole text."""
