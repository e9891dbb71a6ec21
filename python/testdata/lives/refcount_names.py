import sys
a = []
b = a
print(sys.getrefcount(a))
c = a
print(sys.getrefcount(a))
del b, c
print(sys.getrefcount(a))
print(sys.getrefcount([]), sys.getrefcount(object()))
a = None
