"""How long a call takes. What is timed must be callable: a text would have to be compiled in the midst of the run."""

import itertools as _itertools
import sys as _sys
import time as _time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_number = 1000000
default_repeat = 5 if _sys.version_info >= (3, 7) else 3
default_timer = _time.perf_counter


def _nothing():
    pass


def _callable(what, name):
    if isinstance(what, str):
        if what.strip() == "pass":
            return _nothing
        raise NotImplementedError("timeit of a text is not supported: gilsim compiles all of a program before it runs; give a function")
    if not callable(what):
        raise ValueError("%s is neither a string nor callable" % name)
    return what


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        self._setup = _callable(setup, "setup")
        self._stmt = _callable(stmt, "stmt")

    def timeit(self, number=default_number):
        stmt, timer = self._stmt, self.timer
        self._setup()
        start = timer()
        for _ in _itertools.repeat(None, number):
            stmt()
        return timer() - start

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        i = 1
        while True:
            for j in 1, 2, 5:
                number = i * j
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            i *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
