"""The real servers of the journeys."""

from tests.dovecot import dovecot as dovecot
from tests.postgres import postgres as postgres
