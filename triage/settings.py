"""config/*.toml and TRIAGE_… environment variables → Settings; finds templates/ and config/ in wheel or checkout.

Every file's top-level tables belong to that file alone, so an error can name file, key and remedy. Environment
variables are TRIAGE_ and the path of keys joined by two underscores (TRIAGE_SMTP__PASSWORD); they win over files.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

HERE = Path(__file__).resolve().parent
PREFIX = "TRIAGE_"
Server = TypeVar("Server", "Mailbox", "Smtp")


class SettingsError(Exception):
    """The configuration cannot be used. One sentence a problem: file, key, what is wrong, what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Authority(Part):
    """Who we are; every word of a letter that is not law comes from here."""

    name: str = Field(min_length=2)
    short_name: str = ""
    nation: Literal["england", "wales", "scotland", "northern_ireland"]
    profile: Literal["council", "police", "nhs", "university", "fire", "central"] = "council"
    address: str = ""
    telephone: str = ""
    website: str = ""
    privacy_url: str
    foi_address: str
    foi_name: str = "Freedom of Information"
    own_domains: list[str] = []
    brand_colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] = "#1d4f6e"
    reference_pattern: str = "FOI-{year}-{number:04}"
    review_address: str
    review_days: int = 40
    review_reply_days: int = 20

    @field_validator("reference_pattern")
    @classmethod
    def references_differ(cls, pattern: str) -> str:
        """A pattern that gives two cases one reference, or cannot be filled in, would stop everything later."""
        try:
            first, second = (pattern.format(year=2026, number=number) for number in (1, 2))
        except (KeyError, IndexError, ValueError):
            raise ValueError('it may hold {year} and must hold {number}, as in "FOI-{year}-{number:04}"') from None
        if first == second:
            raise ValueError('it must hold {number}, as in "FOI-{year}-{number:04}"')
        return pattern


class Regulator(Part):
    """The regulator named in the rights block, with the day somebody last checked these facts."""

    name: str
    address: str
    telephone: str
    website: str
    complaint_url: str
    checked_on: date


class Calendar(Part):
    """Days to add to or take from the bank holidays: [[YYYY-MM-DD, reason] …]."""

    add: list[tuple[date, str]] = []
    remove: list[date] = []


class Mailbox(Part):
    """One mailbox to read over IMAP."""

    host: str
    port: int = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str
    password: SecretStr = SecretStr("")
    folders: list[str] = ["INBOX"]
    processed_folder: str = ""
    poll_seconds: int = Field(default=60, ge=1)
    timeout_seconds: int = Field(default=30, ge=1)
    ca_file: str = ""

    @model_validator(mode="after")
    def clear_text_only_on_loopback(self) -> "Mailbox":
        return _refuse_clear_text(self)


class Smtp(Part):
    """The server that letters leave by."""

    host: str
    port: int = 587
    security: Literal["tls", "starttls", "none"] = "starttls"
    user: str = ""
    password: SecretStr = SecretStr("")
    timeout_seconds: int = Field(default=30, ge=1)
    ca_file: str = ""

    @model_validator(mode="after")
    def clear_text_only_on_loopback(self) -> "Smtp":
        return _refuse_clear_text(self)


class Web(Part):
    """Where the pages are served. `base_url` is how people reach them; https outside loopback."""

    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    session_hours: int = Field(default=8, ge=1, le=24)


class Reading(Part):
    """Limits on what is parsed, and when to leave the choice of team to a person."""

    largest_bytes: int = 25_000_000
    most_parts: int = 500
    deepest: int = 30
    seconds_per_message: int = 20
    sure_enough: float = Field(default=0.6, ge=0, le=1)


class TeamSetting(Part):
    slug: str
    name: str
    email: str = ""
    topics: list[str] = []


class PublicationSetting(Part):
    title: str
    url: str = ""
    where_in_it: str = ""
    period: str = ""
    published_on: date | None = None
    topics: list[str] = []
    basis: Literal["link", "priced", "statutory"] = "link"
    how: str = ""
    held: bool = True


class HolderSetting(Part):
    """Another authority that holds what we do not, for advice with a "not held"."""

    name: str
    topics: list[str] = []
    contact: str


class Letters(Part):
    """Switches for the blocks of letters that are not mandatory."""

    formats_offer: bool = True
    hold_seconds: int = Field(default=30, ge=0, le=3600)
    signature: str = "Freedom of Information Team"


class Settings(Part):
    authority: Authority
    regulator: Regulator
    calendar: Calendar = Calendar()
    mailboxes: dict[str, Mailbox] = {}
    smtp: Smtp | None = None
    web: Web = Web()
    reading: Reading = Reading()
    letters: Letters = Letters()
    teams: list[TeamSetting] = []
    publications: list[PublicationSetting] = []
    holders: list[HolderSetting] = []
    database: str = "sqlite:///var/triage.db"
    config_folder: Path = HERE
    templates_folder: Path = HERE

    @field_validator("teams")
    @classmethod
    def slugs_differ(cls, teams: list[TeamSetting]) -> list[TeamSetting]:
        slugs = [team.slug for team in teams]
        twice = {slug for slug in slugs if slugs.count(slug) > 1}
        if twice:
            raise ValueError(f"the team slug {sorted(twice)[0]!r} stands twice; give each team its own")
        return teams


def _refuse_clear_text(server: Server) -> Server:
    if server.security == "none" and server.host not in ("127.0.0.1", "::1", "localhost"):
        raise ValueError('security "none" is only allowed on this machine itself; use "tls" or "starttls"')
    return server


def bundled(name: str) -> Path:
    """The folder `templates` or `config`: inside the installed package, or beside it in a checkout."""
    inside = HERE / name
    return inside if inside.is_dir() else HERE.parent / name


def load(config: Path | None = None, environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Settings from the folder `config` (default: TRIAGE_CONFIG, else the bundled sample), then the environment.

    `overrides` are top-level settings that win over everything (used by the demo). Raises SettingsError.
    """
    environ = os.environ if environ is None else environ
    folder = config or (Path(environ["TRIAGE_CONFIG"]) if environ.get("TRIAGE_CONFIG") else bundled("config"))
    tables, origin = _read_folder(folder)
    _apply_environment(tables, origin, environ)
    tables.update(overrides)
    tables.setdefault("config_folder", folder)
    tables.setdefault("templates_folder", bundled("templates"))
    try:
        return Settings.model_validate(tables)
    except ValidationError as error:
        raise SettingsError([_sentence(problem, origin, folder) for problem in error.errors()]) from None


def _read_folder(folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """All top-level keys of the folder's *.toml files, and the file each came from."""
    if not folder.is_dir():
        raise SettingsError(
            [f"{folder} is not a folder; name the one with authority.toml by --config or TRIAGE_CONFIG"]
        )
    tables: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, value in _read_file(path).items():
            if key in tables:
                raise SettingsError([f"{path}: {key} is also in {origin[key]}; keep it in one of the two"])
            tables[key], origin[key] = value, str(path)
    return tables, origin


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path} cannot be read as TOML: {error}. Mend that line"]) from None


def _apply_environment(tables: dict[str, Any], origin: dict[str, str], environ: Mapping[str, str]) -> None:
    for name, value in environ.items():
        keys = name.removeprefix(PREFIX).lower().split("__")
        if not name.startswith(PREFIX) or name == "TRIAGE_CONFIG":
            continue
        if keys[0] not in Settings.model_fields:
            raise SettingsError([f"environment: {name} is no setting{_did_you_mean(keys[0], Settings.model_fields)}"])
        _put(tables, keys, value)
        origin.setdefault(keys[0], f"environment ({name})")


def _put(tables: dict[str, Any], keys: list[str], value: str) -> None:
    place = tables
    for key in keys[:-1]:
        place = place.setdefault(key, {})
    place[keys[-1]] = value


def _did_you_mean(key: str, names: Any) -> str:
    close = difflib.get_close_matches(key, list(names), n=1)
    return f"; did you mean {close[0]}?" if close else "; remove it"


def _sentence(problem: Any, origin: dict[str, str], folder: Path) -> str:
    """One validation problem as file: key: what is wrong; what to do."""
    path = [str(step) for step in problem["loc"]]
    place = origin.get(path[0], str(folder / f"{path[0]}.toml"))
    key = ".".join(path)
    if problem["type"] == "missing":
        return f"{place}: {key} is missing; add it"
    if problem["type"] == "extra_forbidden":
        return f"{place}: {key} is no setting{_did_you_mean(path[-1], _siblings(path))}"
    return f"{place}: {key}: {problem['msg'].removeprefix('Value error, ')}"


def _siblings(path: list[str]) -> Iterator[str]:
    """The setting names allowed beside the last step of a path."""
    model: Any = Settings
    for step in path[:-1]:
        field = getattr(model, "model_fields", {}).get(step)
        model = _inner_model(field.annotation) if field else model
    yield from getattr(model, "model_fields", {})


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = [_inner_model(part) for part in getattr(annotation, "__args__", ())]
    return next((part for part in inner if part is not None), None)
