"""`triage settings`: a copy of the sample settings to start from."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from triage.cli.options import refuse


def settings(folder: Annotated[Path, typer.Argument(help="A new folder, such as /etc/foi-triage.")]) -> None:
    """Put a copy of the sample settings into a new folder. Change authority.toml first, then run triage check."""
    from triage.settings import bundled

    try:
        shutil.copytree(bundled("config"), folder)
    except FileExistsError:
        raise refuse(f"{folder} is there already; name a folder that is not, so that nothing is overwritten") from None
    except OSError as error:
        raise refuse(f"{folder} cannot be written: {error.strerror}") from None
    print(f"The sample settings are in {folder}. Change authority.toml first, then run: triage check --config {folder}")
