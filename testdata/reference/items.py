"""What C code takes for an item that it goes through, in tenths of a bytecode of the interpreter that runs this (3.6 or later).

A bytecode is the tenth part of a round of a loop of ten. Loop and call are measured by turns, and the median of their ratios
counts: what disturbs the computer disturbs both."""
import random
import sys
import time

N = 100000
numbers = list(range(N))
shuffled = random.Random(1).sample(numbers, N)
words = ['ab'] * N
pairs = list(zip(numbers, numbers))


def loop():  # FOR_ITER, STORE_FAST; LOAD, LOAD, ADD, STORE; LOAD, LOAD, ADD, STORE: ten bytecodes in each version
    a = b = 0
    for i in range(N // 10):
        a = a + i
        b = b + i


CALLS = [
    ('list(list)', N, lambda: list(numbers)), ('tuple(list)', N, lambda: tuple(numbers)), ("''.join(list)", N, lambda: ''.join(words)),
    ('sum(list)', N, lambda: sum(numbers)), ('any(list)', N, lambda: any(words[:0] or [0] * N)), ('in list', N, lambda: -1 in numbers),
    ('list.count', N, lambda: numbers.count(-1)), ('set(list)', N, lambda: set(numbers)), ('max(list)', N, lambda: max(numbers)),
    ('sorted(list), a comparison', int(N * 16.6), lambda: sorted(shuffled)), ('sum(range)', N, lambda: sum(range(N))),
    ('list(range)', N, lambda: list(range(N))), ('dict.fromkeys(list)', N, lambda: dict.fromkeys(numbers)), ('dict(pairs)', N, lambda: dict(pairs)),
]


def timed(f):
    began = time.perf_counter()
    f()
    return time.perf_counter() - began


print(sys.version.split()[0])
for name, items, call in CALLS:
    ratios = sorted(timed(call) / items / (timed(loop) / N) for _ in range(31))
    print('%-28s %5.1f' % (name, 10 * ratios[15]))
