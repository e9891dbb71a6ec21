"""What gc has in C."""


def collect():
    return _collect_garbage()
