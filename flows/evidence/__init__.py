"""Evidence: from a place in a document to a picture of it."""
