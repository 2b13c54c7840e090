"""The command line: the only place that wires everything together.

Each command imports what it needs inside itself, so that `triage due` does not pay for the web or scikit-learn.
"""

import sys

import structlog
import typer

from triage.cli import analyse, check, demo, due, letter, mail, people, records, service, settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads an FOI mailbox, splits and routes each request, keeps the clock and drafts letters to approve.",
)
user = typer.Typer(no_args_is_help=True, help="Who may sign in, and as what.")
audit = typer.Typer(no_args_is_help=True, help="The record of every change.")

app.command("demo")(demo.demo)
app.command("settings")(settings.settings)
app.command("serve")(service.serve)
app.command("work")(service.work)
app.command("ingest")(mail.ingest)
app.command("import")(mail.import_)
app.command("analyse")(analyse.analyse)
app.command("due")(due.due)
app.command("letter")(letter.letter)
app.command("stats")(records.stats)
app.command("check")(check.check)
app.add_typer(user, name="user")
app.add_typer(audit, name="audit")
user.command("add")(people.add)
user.command("list")(people.list_)
user.command("password")(people.password)
user.command("roles")(people.roles)
user.command("stop")(people.stop)
audit.command("verify")(records.verify)


def main() -> None:
    _log_as_json()
    app()


def _log_as_json() -> None:
    """Log lines as JSON on standard error; a traceback without its values, which may be somebody's words."""
    plain = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.ExceptionRenderer(plain),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
