"""Reports as text in the formats that people and tools read: pure functions, no files."""
