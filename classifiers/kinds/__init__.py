"""The signs by which the kind of a message is told."""
