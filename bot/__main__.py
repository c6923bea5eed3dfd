"""`python -m bot` is `ses-check`."""

from bot.cli import main

if __name__ == "__main__":
    main()
