# Generators that are left early: CPython closes each when nothing refers to it any more.
def g(n):
    try:
        for i in range(n): yield i
    finally:
        print("cleanup", n)
for x in g(5):
    if x==2: break
print("after")
def f():
    for x in g(6):
        if x==2: return x
print(f())
def h():
    for x in g(3):
        for y in g(4):
            if y==1: raise ValueError("v")
try: h()
except ValueError as e: print("caught", e)
class It:
    def __iter__(self):
        try:
            yield 1
            yield 2
        finally: print("it closed")
for x in It(): break
print("z")
for x in It():
    for y in g(2): 
        continue
    try:
        for y in g(9): break
    finally: print("f")
print("end")
def outer():
    for x in g(7): yield x
for x in outer():
    if x: break
gg=g(3)
for x in gg: break
print("kept", next(gg))
def dd():
    yield from g(8)
for x in dd(): break
print("done")
for x in (y for y in g(10)): break
print("exp")
