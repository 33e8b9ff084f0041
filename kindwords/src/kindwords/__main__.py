"""`python -m kindwords` is `kindwords`."""

import sys

from kindwords.cli import main

sys.exit(main())
