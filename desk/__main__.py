"""`python -m desk`: the same as the command `factory`."""

from desk.terminal.cli import main

if __name__ == "__main__":
    main()
