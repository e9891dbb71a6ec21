"""Stands for module gc: nothing is collected."""


def collect():
    return 0
