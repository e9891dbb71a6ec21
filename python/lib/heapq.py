"""Heaps in lists. The four basic operations are C in CPython, and come from _heapq."""

from _heapq import heappush, heappop, heapify, heapreplace, heappushpop

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def merge(*iterables, key=None, reverse=False):
    """Yields what the sorted iterables have, sorted."""
    streams = []
    for order, it in enumerate(map(iter, iterables)):
        for value in it:
            streams.append([key(value) if key else value, order, value, it])
            break
    while streams:
        best = streams[0]
        for stream in streams[1:]:
            if (best[0] < stream[0]) if reverse else (stream[0] < best[0]):
                best = stream
        yield best[2]
        for value in best[3]:
            best[0], best[2] = key(value) if key else value, value
            break
        else:
            streams.remove(best)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
