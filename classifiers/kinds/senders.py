"""What a sender's domain says of a message: a regulator's or a parliament's, or another public body's. Never a name."""

import re

OFFICIAL, PUBLIC = "official", "public"
_OFFICIAL = re.compile(
    r"(?:^|[.-])(?:ico\.org|foi\.scot|itspublicknowledge|lgo\.org|lgsco|\w*ombudsman|spso|parliament|senedd|niassembly"
    r"|scottish\.parliament|theyworkforyou|members|councillors?|cllr|cqc|ofsted|tribunals?)(?:[.-]|$)",
    re.I,
)
_PUBLIC = re.compile(
    r"(?:^|\.)(?:gov|nhs|police|ac|mod)\.(?:uk|scot|wales|\w+)$|\.gov\.|(?:^|[.-])(?:council|cyngor|nhs|police|constabulary"
    r"|university|hospitals?|health-?board|fire-?(?:and-)?rescue|boroughs?|county)(?:[.-]|$)",
    re.I,
)


def sender_class(domain: str) -> str:
    """ "official", "public" or "" for a mail domain."""
    domain = domain[:253]
    if _OFFICIAL.search(domain):
        return OFFICIAL
    return PUBLIC if _PUBLIC.search(domain) else ""
