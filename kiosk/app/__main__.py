"""`python -m kiosk.app` is the same as `kiosk`."""

import sys

from kiosk.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
