"""rfpkit: assemble and lint the documents of a software procurement."""
