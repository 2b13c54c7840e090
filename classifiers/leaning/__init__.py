"""The signs that one question needs another: labels, cascades, words that look back."""
