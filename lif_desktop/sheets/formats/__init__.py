"""One reader for each format; only the reader process imports them."""
