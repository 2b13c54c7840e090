"""The register of what we publish: the evidence for section 21 letters."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from triage.store import register
from triage.store.refusal import Refused
from triage.store.tables import Publication
from triage.web import dates, pages
from triage.web.access import Allowed, SignedIn
from triage.web.questions import link_state
from triage.web.stores import Reading, RowId, Writing

router = APIRouter(prefix="/register")
Looker = Annotated[SignedIn, Depends(Allowed("officer", "viewer", "manager", "administrator"))]
Editor = Annotated[SignedIn, Depends(Allowed("officer", "administrator"))]
Fields = Annotated[dict[str, str], Depends(pages.form_fields)]
TEXTS = ("title", "url", "where_in_it", "period", "basis", "how")


@router.get("")
def listing(request: Request, _: Looker, store: Reading) -> Response:
    entries = register.publications(store, active_only=False)
    return pages.render(
        request, "register.html", "Register of published information", entries=entries, state=link_state
    )


@router.get("/add")
def new(request: Request, _: Editor) -> Response:
    return _form(request, None, shown(Publication(title="")))


@router.post("/add")
def add(request: Request, person: Editor, store: Writing, form: Fields) -> Response:
    try:
        entry = register.add(store, by=person.name, **fields(form))
    except (Refused, dates.DateError) as refused:
        store.rollback()
        return _form(request, None, form, refused)
    return pages.go(f"/register/{entry.id}", "entry")


@router.get("/{entry_id}")
def entry(request: Request, _: Looker, store: Reading, entry_id: RowId) -> Response:
    found = register.entry_of(store, entry_id)
    return _form(request, found, shown(found))


@router.post("/{entry_id}")
def edit(request: Request, person: Editor, store: Writing, entry_id: RowId, form: Fields) -> Response:
    found = register.entry_of(store, entry_id)
    try:
        register.edit(store, entry_id, by=person.name, **fields(form), active=form.get("active") == "yes")
    except (Refused, dates.DateError) as refused:
        store.rollback()
        return _form(request, found, form, refused)
    return pages.go(f"/register/{entry_id}", "entry")


@router.post("/{entry_id}/check")
def check(person: Editor, store: Writing, entry_id: RowId) -> Response:
    """Ask the worker to look at the link."""
    register.want_check(store, entry_id, person.name)
    return pages.go(f"/register/{entry_id}", "check-wanted")


def fields(form: dict[str, str]) -> dict[str, Any]:
    """The form as the store takes it. Raises DateError."""
    given: dict[str, Any] = {name: form.get(name, "") for name in TEXTS}
    boxes = (form.get(f"published_on_{part}", "") for part in ("day", "month", "year"))
    return {**given, "published_on": dates.typed(*boxes), "topics": form.get("topics", "").replace(",", " ").split()}


def shown(entry: Publication) -> dict[str, str]:
    """An entry as its form shows it."""
    texts = {name: str(getattr(entry, name)) for name in TEXTS}
    parts = zip(("day", "month", "year"), dates.boxes(entry.published_on), strict=True)
    boxes = {f"published_on_{part}": value for part, value in parts}
    return {**texts, **boxes, "topics": ", ".join(entry.topics or []), "active": "yes" if entry.active else "no"}


def _form(
    request: Request, entry: Publication | None, given: dict[str, str], refused: Exception | None = None
) -> Response:
    errors = [{"text": str(refused), "href": f"#{_box(refused)}"}] if refused else []
    title = entry.title if entry else "Add a register entry"
    values = {"entry": entry, "given": given, "errors": errors, "state": link_state}
    return pages.render(request, "register_entry.html", title, 422 if refused else 200, **values)


def _box(refused: Exception) -> str:
    if isinstance(refused, dates.DateError):
        return "published_on-day"
    return next(
        (box for word, box in (("title", "title"), ("link", "url"), ("how", "how")) if word in str(refused)), "title"
    )
