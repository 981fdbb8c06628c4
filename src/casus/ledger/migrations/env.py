"""What Alembic runs: the steps, on the connection and in the transaction of the caller."""

from alembic import context

from casus.ledger.schema import META

context.configure(connection=context.config.attributes["connection"], target_metadata=META)
with context.begin_transaction():
    context.run_migrations()
