"""The names that programs give to create_subprocess_exec, which is not supported."""

PIPE = -1
STDOUT = -2
DEVNULL = -3


class Process:
    """A process, as annotations name it."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError("asyncio.subprocess.Process is not supported: a program here starts no other programs")
