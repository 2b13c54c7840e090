"""Mail in: mailboxes and files to messages, messages to cases."""
