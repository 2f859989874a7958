"""The command line. Each command lives in a module of this package and is loaded only when it is called.

Commands ask the other rooms and print; no rule about news belongs here. Heavy imports stay inside functions:
`pantau --help` must answer at once.
"""

from serving.cli.main import main

__all__ = ["main"]
