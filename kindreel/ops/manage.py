"""`python -m kindreel.ops.manage …`: Django's own commands, such as migrate, and ours beside them (tick)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindreel.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kindreel.ops.manage", *sys.argv[1:]])


if __name__ == "__main__":
    main()
