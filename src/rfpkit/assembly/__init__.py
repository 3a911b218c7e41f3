"""From a spec and the library to documents: which clauses, why, and what they say."""
