import asyncio
import contextlib


async def numbers(n, name="g"):
    try:
        for i in range(n):
            await asyncio.sleep(0.01)
            yield i
    except GeneratorExit:
        print(name, "is told to go")
        raise
    finally:
        await asyncio.sleep(0)
        print(name, "is over")


async def echo():
    got = None
    while True:
        try:
            got = yield got
        except ValueError as e:
            got = repr(e)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


async def stops():
    yield 1
    raise StopAsyncIteration


async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def main():
    async for x in numbers(2, "whole"):
        print(x)
    else:
        print("else")
    async for x in numbers(3, "left"):
        print(x)
        break
    await asyncio.sleep(0.1)
    print([x async for x in Countdown(3)], {x: -x async for x in Countdown(2)}, {x async for x in Countdown(1)})
    print([x + y async for x in Countdown(2) if x for y in range(2)])
    print([[y async for y in Countdown(x)] for x in range(3)])
    g = (await asyncio.sleep(0, x) async for x in Countdown(2))
    print(type(g).__name__, [x async for x in g])
    e = echo()
    print(await e.__anext__(), await e.asend("a"), await e.athrow(ValueError("v")), await e.asend("b"))
    await e.aclose()
    await e.aclose()
    try:
        await e.asend(1)
    except StopAsyncIteration as stop:
        print(repr(stop))
    try:
        async for x in stops():
            print(x)
    except RuntimeError as r:
        print(r, repr(r.__cause__))
    s = stubborn()
    await s.__anext__()
    try:
        await s.aclose()
    except RuntimeError as r:
        print(r)
    n = numbers(5, "shared")
    a = asyncio.ensure_future(n.__anext__())
    await asyncio.sleep(0)
    try:
        await n.__anext__()
    except RuntimeError as r:
        print(r)
    print(await a, n.ag_running)
    step = n.asend(None)
    print(await step)
    try:
        await step
    except RuntimeError as r:
        print(r)
    await n.aclose()
    async with contextlib.aclosing(numbers(3, "closed")) as c:
        async for x in c:
            print(x)
            break
    print(await anext(numbers(1, "anext")), await anext(Countdown(0), "none left"))
    it = aiter(Countdown(1))
    print(await anext(it))
    try:
        await anext(it)
    except StopAsyncIteration:
        print("end")
    for bad in (aiter, anext):
        try:
            bad(5)
        except TypeError as t:
            print(t)
    await asyncio.sleep(0.1)


asyncio.run(main())
