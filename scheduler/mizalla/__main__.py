"""``python -m mizalla``: the command line, where its script is not on the path."""

from mizalla.cli.main import main

main()
