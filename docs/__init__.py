"""The documentation that is written by a program."""
