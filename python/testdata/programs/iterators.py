import itertools as it
print(list(it.chain('ab', [1])), list(it.islice(it.count(5, 2), 3)), list(it.islice('abcdef', 1, None, 2)), list(it.zip_longest([1, 2, 3], 'a', fillvalue='-')), list(it.product('ab', [1, 2])), list(it.product([0, 1], repeat=2)), list(it.permutations([1, 2, 3], 2)), list(it.combinations('abc', 2)), list(it.combinations_with_replacement('ab', 2)), list(it.accumulate([1, 2, 3])), list(it.accumulate([3, 1, 2], max)), list(it.accumulate([1, 2], initial=10)), list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.filterfalse(lambda x: x % 2, range(5))), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.compress('abc', [1, 0, 1])), list(it.pairwise('abcd')), list(it.repeat('x', 2)), list(it.islice(it.cycle('ab'), 5)))
for k, g in it.groupby([1, 1, 2, 3, 3], key=lambda x: x > 2): print(k, list(g))
a, b = it.tee([1, 2, 3]); print(next(a), next(a), list(b), list(a))
try: it.islice([1], -1)
except ValueError as e: print(e)
print(it.count(3), it.repeat(2), it.repeat(2, 3), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'a'])), list(enumerate('ab', 1)), list(zip(*[[1, 2], [3, 4]])), list(reversed([1, 2, 3])), sum([[1], [2]], []), any([]), all([]), max('a', 'bb', key=len), sorted([3, 1], reverse=True), list(iter(lambda c=it.count(): next(c), 3)))
batched = lambda s, n: iter(lambda i=iter(s): tuple(it.islice(i, n)), ())
print(list(batched(range(7), 3)))
