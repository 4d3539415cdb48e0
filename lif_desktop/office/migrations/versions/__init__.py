"""One module a format; the revision is the format as four digits."""
