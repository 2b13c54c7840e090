"""Somebody with a browser: follows links, sends the forms that are on the page, and checks every page it is given."""

from collections import Counter
from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient

from tests.web.casework import PASSWORD

VOID = {"input", "br", "hr", "img", "meta", "link", "rect", "path"}
INLINE = {"a", "b", "bdi", "mark", "span", "strong", "ins", "del", "code", "q"}


class Page(HTMLParser):
    """A page taken apart: its text, headings, links, forms, and what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html, self.faults = html, list[str]()
        self.open, self.words = list[str](), list[str]()
        self.title, self.h1 = "", list[str]()
        self.ids, self.labels, self.needing_label = Counter[str](), set[str](), list[str]()
        self.links, self.forms = list[str](), list[dict[str, Any]]()
        self.feed(html)
        self.faults += [f"{name} has no label" for name in self.needing_label if name not in self.labels]
        self.faults += [f"id {name} stands {n} times" for name, n in self.ids.items() if n > 1]
        self.faults += [] if len(self.h1) == 1 else [f"{len(self.h1)} first headings"]
        if self.h1 and " ".join(self.h1[0].split()) not in " ".join(self.title.split()):
            self.faults.append(f"the title {self.title!r} is not the heading {self.h1[0]!r}")

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.faults += [f"{tag} carries {name}" for name in given if name == "style" or name.startswith("on")]
        self.ids.update([given["id"]] if "id" in given else [])
        if tag == "script" and "src" not in given:
            self.faults.append("a script stands in the page")
        getattr(self, f"_{tag}", lambda _: None)(given)
        if tag == "h1":
            self.h1.append("")
        if tag not in VOID:
            self.open.append(tag)
        if tag not in INLINE:
            self.words.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:] or 'nothing'}")
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "title" in self.open:
            self.title += data
        elif "h1" in self.open:
            self.h1[-1] += data
        if "textarea" in self.open:
            self.forms[-1]["fields"][self.forms[-1]["last"]] += data
        if "style" in self.open:
            self.faults.append("a style sheet stands in the page")
        self.words.append(data)

    def _a(self, given: dict[str, str]) -> None:
        self.links.append(given.get("href", ""))

    def _label(self, given: dict[str, str]) -> None:
        self.labels.add(given.get("for", ""))

    def _form(self, given: dict[str, str]) -> None:
        if not given.get("action"):
            self.faults.append("a form has no action")
        self.forms.append(
            {"action": given.get("action"), "method": given.get("method", "get"), "fields": {}, "last": ""}
        )

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind != "hidden":
            self.needing_label.append(given.get("id", f"an input {given.get('name')}"))
        if kind not in ("radio", "checkbox") or "checked" in given:
            self.forms[-1]["fields"][given.get("name", "")] = given.get("value", "")

    def _textarea(self, given: dict[str, str]) -> None:
        self.needing_label.append(given.get("id", ""))
        self.forms[-1]["last"] = given["name"]
        self.forms[-1]["fields"][given["name"]] = ""

    def _select(self, given: dict[str, str]) -> None:
        self.needing_label.append(given.get("id", ""))
        self.forms[-1]["last"] = given["name"]
        self.forms[-1]["fields"].setdefault(given["name"], "")

    def _option(self, given: dict[str, str]) -> None:
        if "selected" in given:
            self.forms[-1]["fields"][self.forms[-1]["last"]] = given.get("value", "")


class Visitor:
    """Sends what a browser sends, and refuses a page with a fault."""

    def __init__(self, site: TestClient) -> None:
        self.site, self.status, self.page = site, 0, Page("<title>x</title><h1>x</h1>")
        self.headers: Any = {}

    def sign_in(self, key: str) -> "Visitor":
        self.post("/sign-in", {"email": f"{key}@ashcombe.example", "password": PASSWORD, "back": "/"})
        assert self.status == 200, self.page.text
        return self

    def get(self, path: str, status: int = 200) -> Page:
        return self._checked(self.site.get(path), status)

    def post(self, path: str, fields: dict[str, Any] | None = None, status: int = 200, **headers: str) -> Page:
        sent = {"Sec-Fetch-Site": "same-origin", **headers}
        return self._checked(self.site.post(path, data=fields or {}, headers=sent), status)

    def send(self, action: str, fields: dict[str, Any] | None = None, status: int = 200, to: str = "") -> Page:
        """Send the form of this page whose action ends with `action`, with what was typed into it."""
        form = next(form for form in self.page.forms if form["action"].endswith(action))
        return self.post(to or form["action"], {**form["fields"], **(fields or {})}, status)

    def _checked(self, answer: Any, status: int) -> Page:
        self.status, self.headers = answer.status_code, answer.headers
        assert answer.headers["content-type"].startswith("text/html"), answer.headers
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        self.page = Page(answer.text)
        assert self.page.faults == [], (str(answer.url), self.page.faults)
        assert self.status == status, (str(answer.url), self.status, self.page.text)
        return self.page
