"""What heapq has in C: the same comparisons, in the same order (Modules/_heapqmodule.c)."""


def _check(name, heap, one):
    if not isinstance(heap, list):
        raise TypeError("%s() argument%s must be list, not %s" % (name, '' if one else ' 1', type(heap).__name__))


def _up(heap, start, pos, less):
    """Moves the item at pos to where its parent is not greater."""
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        if not less(item, heap[parent]):
            break
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _down(heap, pos, less):
    """Lifts the smaller child until a leaf is reached, and puts the item there, and then up."""
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not less(heap[child], heap[right]):
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _up(heap, start, pos, less)


def _lt(a, b):
    return a < b


def _gt(a, b):
    return b < a


def heappush(heap, item, /):
    _check('heappush', heap, False)
    heap.append(item)
    _up(heap, 0, len(heap) - 1, _lt)


def _pop(name, heap, less):
    _check(name, heap, True)
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    item = heap[0]
    heap[0] = last
    _down(heap, 0, less)
    return item


def heappop(heap, /):
    return _pop('heappop', heap, _lt)


def _heappop_max(heap, /):
    return _pop('_heappop_max', heap, _gt)


def _replace(name, heap, item, less):
    _check(name, heap, False)
    if not heap:
        raise IndexError("index out of range")
    first = heap[0]
    heap[0] = item
    _down(heap, 0, less)
    return first


def heapreplace(heap, item, /):
    return _replace('heapreplace', heap, item, _lt)


def _heapreplace_max(heap, item, /):
    return _replace('_heapreplace_max', heap, item, _gt)


def heappushpop(heap, item, /):
    _check('heappushpop', heap, False)
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _down(heap, 0, _lt)
    return item


def heapify(heap, /):
    _check('heapify', heap, True)
    for i in range(len(heap) // 2 - 1, -1, -1):
        _down(heap, i, _lt)


def _heapify_max(heap, /):
    _check('_heapify_max', heap, True)
    for i in range(len(heap) // 2 - 1, -1, -1):
        _down(heap, i, _gt)
