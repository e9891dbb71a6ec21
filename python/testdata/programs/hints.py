"""Hints that are texts: what they stand for, and functions that are chosen by them."""
from __future__ import annotations

import functools
import typing
from typing import Any, Callable, Dict, List, Optional, Tuple


class Account:
    pass


def f(a: int, b: List[int], c: Optional['Account'], d: Dict[str, List[Account]], e: Callable[[int, str], bool], g: Tuple[int, ...],
      h: 'Account', i: typing.Any, j: None) -> None:
    pass


for name, hint in typing.get_type_hints(f).items():
    print(name, hint)


@functools.singledispatch
def show(x):
    return 'anything'


@show.register
def _(x: int):
    return 'a number'


@show.register
def _(x: Account):
    return 'an account'


print(show(1), show(True), show(Account()), show('text'), sep=', ')
for hints in {'x': 'Nobody'}, {'x': '3'}, {}:
    def wrong(x):
        pass
    wrong.__annotations__ = hints
    try:
        show.register(wrong)
    except (NameError, TypeError) as e:
        print(type(e).__name__, str(e).split('0x')[0])
