import sys
a = object()
pair = [a, a]
print(sys.getrefcount(a))
table = {'k': a, 'l': [a]}
print(sys.getrefcount(a), sys.getrefcount(table))
t = (a, pair)
print(sys.getrefcount(a), sys.getrefcount(pair))
s = {a}
print(sys.getrefcount(a))
del pair[0], table['k']
print(sys.getrefcount(a))
table.clear()
s.clear()
print(sys.getrefcount(a))
for x in [a]:
    print(sys.getrefcount(a), sys.getrefcount(x))
print([sys.getrefcount(v) for v in [a]])
