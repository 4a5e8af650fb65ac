"""`python -m wiki`."""

from wiki.cli import main

main()
