"""How the shipped models are made: `python -m training --help`."""
