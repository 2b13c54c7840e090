"""`python -m triage` does what `triage` does."""

from triage.cli import main

main()
