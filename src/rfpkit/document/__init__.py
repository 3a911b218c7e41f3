"""The document model: what every reader makes and every linter and writer takes."""
