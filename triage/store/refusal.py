"""What may not be done, said in a sentence for the person who tried. Nothing was changed."""

from triage.casework import status


class Refused(status.Refused, ValueError):
    """The change is not allowed; `str()` is one or more sentences that say why and what to do."""
