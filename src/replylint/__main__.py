"""`python -m replylint`."""

from replylint.cli.main import main

if __name__ == "__main__":
    main()
