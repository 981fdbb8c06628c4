"""`python -m casus.cli`: the same as the command `casus`."""

from casus.cli.app import main

if __name__ == "__main__":
    main()
