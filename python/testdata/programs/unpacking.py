def minmax(*a): return min(a), max(a)
lo, hi = minmax(3, 1, 2); print(lo, hi)
for i, (a, b) in enumerate(zip('ab', [(1, 2), (3, 4)])): print(i, a, b)
for a, *b in [(1, 2, 3), 'xyz']: print(a, b)
d = dict(a=1, b=2)
for k, v in d.items(): print(k, v)
print(*d, *d.values(), sep='|'); print('%(a)d-%(b)d' % d, '{a}-{b}'.format(**d), f"{d['a']}")
x = y = []; x.append(1); print(y, x is y); a = b = 5; a += 1; print(a, b)
t = ([],)
try: t[0] += [1]
except TypeError as e: print(e, t)
a = [1, 2, 3]
for v in a[:]: a.remove(v)
print(a); a = [1, 2, 3, 4]
for v in a: a.remove(v)
print(a, [[]] * 3, [1, 2] == [1, 2], [1] is [1], () is (), 'a' 'b', 1 if [] else 2, not [], [] or 'x', 0 and 1, 1 and 2 or 3, 5 > 3 > 1, 1 == True, '1' == 1, None == False, [] == False)
matrix = [[0] * 3 for _ in range(2)]; matrix[0][0] = 1; print(matrix); bad = [[0] * 2] * 2; bad[0][0] = 1; print(bad, [list(r) for r in zip(*[[1, 2, 3], [4, 5, 6]])])
print(sorted([('b', 2), ('a', 2), ('c', 1)], key=lambda p: (-p[1], p[0])), sorted(['B', 'a', 'C'], key=str.lower), max({'a': 3, 'b': 5}.items(), key=lambda kv: kv[1]), list(map(int, '1 2 3'.split())), [*map(str.strip, [' a ', 'b '])], dict(sorted({'b': 1, 'a': 2}.items())), sum(x * y for x, y in zip([1, 2], [3, 4])), list(filter(str.isdigit, 'a1b2')))
i = 0
while (i := i + 1) < 5:
    if i == 2: continue
    if i == 4: break
    print('loop', i)
else: print('no break')
try: int(input('? '))
except EOFError as e: print('EOF', e)
