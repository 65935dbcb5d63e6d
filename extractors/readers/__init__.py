"""One reader a format: bytes to content; they know nothing of each other."""
