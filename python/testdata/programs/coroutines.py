class A:
    def __init__(self, v): self.v = v
    def __await__(self):
        x = yield self.v
        return x
async def f(n):
    r = await A(n)
    print("got", r)
    return r * 2
async def g():
    s = 0
    for i in range(3):
        s += await f(i)
    return s
def drive(c):
    v = None
    try:
        while True:
            y = c.send(v)
            print("yielded", y)
            v = y + 10
    except StopIteration as e:
        return e.value
print(drive(g()))
async def agen(n):
    try:
        for i in range(n):
            x = await A(i)
            r = yield x
            if r: print("sent", r)
    finally:
        print("agen over")
async def loop():
    async for v in agen(3):
        print("v", v)
    else:
        print("else")
    async for v in agen(3):
        break
    l = [x async for x in agen(3) if x != 11]
    print(l)
    d = {k: await f(k) for k in [1, 2]}
    print(d)
    ge = (x async for x in agen(2))
    print(type(ge).__name__, [y async for y in ge])
    print(f"{await f(3)} and {[await f(z) for z in [1]]}")
drive(loop())
class CM:
    def __init__(self, quiet): self.quiet = quiet
    async def __aenter__(self):
        print("enter", await A(1)); return self
    async def __aexit__(self, *e):
        print("exit", e[0], await A(2)); return self.quiet
async def w():
    async with CM(True) as c:
        raise ValueError(1)
    async with CM(False), CM(False):
        return 5
print(drive(w()))
async def bad(): await 5
for fn in (bad,):
    try: drive(fn())
    except TypeError as e: print(e)
c = f(1)
c.close()
try: c.send(None)
except RuntimeError as e: print(e)
async def si(): raise StopIteration
try: drive(si())
except RuntimeError as e: print(repr(e), repr(e.__cause__))
async def ag2():
    r = yield 1
    print("r", r)
    try:
        yield 2
    except KeyError as e:
        print("caught", repr(e))
        yield 3
async def use():
    a = ag2()
    print(await a.__anext__())
    print(await a.asend("x"))
    print(await a.athrow(KeyError("k")))
    await a.aclose()
    try: await a.__anext__()
    except StopAsyncIteration: print("SAI")
    print(await anext(ag2(), 9), await anext(aiter(a), "dflt"))
drive(use())
print(type(f(2).close()).__name__)

async def fa():
    async for x in 5: pass
async def wa():
    async with 5: pass
async def ya():
    for fn in (fa, wa):
        try: await fn()
        except TypeError as e: print(e)
drive(ya())
import types
@types.coroutine
def old():
    x = yield 7
    return x
async def o2(): return await old()
print(drive(o2()))


# The protocol itself.
async def waits():
    try:
        return await A(3)
    finally:
        print("left")


c = waits()
print(c.cr_running, c.cr_await, c.__name__, c.__qualname__, c.cr_frame is None)
print(c.send(None), type(c.cr_await).__name__)
try:
    c.throw(ZeroDivisionError("thrown"))
except ZeroDivisionError as e:
    print(repr(e), c.cr_frame)
c = waits()
try:
    c.send(1)
except TypeError as e:
    print(e)
c.send(None)
c.close()
c = waits()
it = c.__await__()
print(type(it).__name__, next(it))
try:
    it.send(8)
except StopIteration as e:
    print(e.value)


async def ignores():
    while True:
        try:
            await A(1)
        except GeneratorExit:
            pass


c = ignores()
c.send(None)
try:
    c.close()
except RuntimeError as e:
    print(e)


async def itself():
    try:
        me.send(None)
    except ValueError as e:
        print(e)


me = itself()
drive(me)


async def twice():
    x = waits()
    x.send(None)
    try:
        await x
    except RuntimeError as e:
        print(e)
    x.close()


drive(twice())


class Wrong:
    def __init__(self, r):
        self.r = r

    def __await__(self):
        return self.r


async def wrong(r):
    try:
        await Wrong(r)
    except TypeError as e:
        print(e)


drive(wrong(3))
left = waits()
drive(wrong(left))
left.close()


def plain():
    yield from waits()


try:
    for _ in plain():
        pass
except TypeError as e:
    print(e)
try:
    iter(coroutine := waits())
except TypeError as e:
    print(e)
coroutine.close()


async def outer():
    try:
        return await waits()
    except KeyError:
        return "caught"


c = outer()
c.send(None)
try:
    c.throw(KeyError)
except StopIteration as e:
    print(e.value)


class Meta:
    async def method(self):
        return super().__repr__()[:5]

    @classmethod
    async def of(cls):
        return cls.__name__

    @staticmethod
    async def static(*, key=1, **more):
        return key, more


print(drive(Meta().method()), drive(Meta.of()), drive(Meta.static(key=2, z=3)))
print((lambda: None)() or waits.__code__.co_flags & 0x80, agen.__code__.co_flags & 0x200)
from collections.abc import Awaitable, Coroutine, AsyncIterator, AsyncGenerator
c, g = waits(), agen(1)
print(isinstance(c, Awaitable), isinstance(c, Coroutine), isinstance(g, AsyncIterator), isinstance(g, AsyncGenerator), isinstance(g, Awaitable))
c.close()


async def raises():
    raise LookupError("to the end")


drive(raises())
