import sys
a = []
try:
    raise ValueError(a)
except ValueError as e:
    print(sys.getrefcount(a), sys.getrefcount(e))
print(sys.getrefcount(a))
try:
    raise KeyError(a)
except KeyError:
    print(sys.getrefcount(a))
print(sys.getrefcount(a))
