"""`python -m repair_cli` is the command `repair`."""

from .main import main

main()
