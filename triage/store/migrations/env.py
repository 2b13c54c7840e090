"""Run by alembic, always from triage.store.database over a connection that is already in a transaction."""

from alembic import context

from triage.store import tables
from triage.store.database import is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.Message.metadata,
    include_object=is_ours,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
