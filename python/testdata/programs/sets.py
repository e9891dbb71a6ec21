a, b = {1, 2, 3}, {2, 3, 4}
print(a & b, a | b, a - b, a ^ b, a <= b, a < {1, 2, 3, 4}, a == {3, 2, 1}, a.isdisjoint({9}), a.union([7], (8,)), a.intersection([1]), {1}.issubset(a), a.symmetric_difference({1}), frozenset(a) == a, hash(frozenset({1, 2})) == hash(frozenset({2, 1})))
a.add(5); a.discard(99); a.update([6], {7}); a -= {1}; a &= {2, 3, 5, 6}; a |= {10}; a ^= {2, 11}; print(sorted(a), len(a), 3 in a, a.copy() is a)
try: a.remove(99)
except KeyError as e: print(repr(e))
try: a | [1]
except TypeError as e: print(e)
print(set('aab') == {'a', 'b'}, set(), frozenset(), {*[1, 2], *[2]}, {frozenset({1}): 1}, set(range(5)) - set(range(3)), sorted({'b', 'a'}), {x for x in 'abc' if x > 'a'} == {'b', 'c'}, {1, True, 1.0}, {i // 2 for i in range(6)})
try:
    for x in a: a.add(x + 100)
except RuntimeError as e: print(e)
print({3, 1, 2}, {100, 5, 33, 8}, {-1, -2}, set(range(20, 0, -3)), {1.5, 2, 'a'} == {'a', 2, 1.5})
