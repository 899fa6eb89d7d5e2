"""One query in, frozen rows out, one file a noun."""
