"""Understanding requests, with scikit-learn. Imports nothing of triage."""
