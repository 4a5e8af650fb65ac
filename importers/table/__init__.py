"""Tables: text files and workbooks, read by a mapping that says which column is what."""
