"""`python -m otsannot` is the command `otsannot`."""

import sys

from otsannot.cli import main

if __name__ == "__main__":
    sys.exit(main())
