"""``python -m rfpkit``."""

from rfpkit.cli import main

if __name__ == "__main__":
    main()
