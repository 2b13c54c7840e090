"""What the router learns from: topics, their vocabulary, and wording without names."""
