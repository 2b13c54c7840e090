"""`triage letter`: a letter from facts, or every reason why it may not be written."""

from pathlib import Path
from typing import Annotated

import typer

from triage.cli.options import ConfigFolder, refuse, settings_for, told
from triage.letters import drafting


def letter(
    name: Annotated[str, typer.Argument(help="acknowledgement, not_held or section_21.")],
    facts: Annotated[Path, typer.Argument(help="The facts as JSON; docs/letters.md says which.")],
    config: ConfigFolder = None,
) -> None:
    """Print a letter written from facts, or every reason why it may not be written (exit 2)."""
    settings = settings_for(config)
    try:
        written = drafting.from_json(name, facts.read_text(encoding="utf-8"), settings)
    except drafting.Refused as refused:
        raise refuse(*refused.reasons) from None
    except (OSError, UnicodeDecodeError) as error:
        raise refuse(f"{facts} cannot be read: {error}") from None
    for warning in written.warnings:
        told.print(f"warning: {warning}", markup=False)
    print(f"Subject: {written.subject}\n\n{written.body}", end="")
