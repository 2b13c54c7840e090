"""The real IMAP server that these tests share."""

from tests.dovecot import dovecot as dovecot
