import asyncio
import contextlib


class Room:
    def __init__(self, name, quiet=False):
        self.name, self.quiet = name, quiet

    async def __aenter__(self):
        print("into", self.name)
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, value, tb):
        await asyncio.sleep(0)
        print("out of", self.name, kind and kind.__name__, value)
        return self.quiet


@contextlib.asynccontextmanager
async def hired(name):
    print("hire", name)
    try:
        yield name.upper()
    except LookupError as e:
        print("caught", repr(e))
    finally:
        await asyncio.sleep(0)
        print("fire", name)


async def returns():
    async with Room("a") as a, Room("b"):
        return a.name


async def loops():
    for i in range(3):
        async with Room(str(i)):
            if i == 0:
                continue
            break


class Half:
    async def __aenter__(self):
        pass


class Sync:
    def __aenter__(self):
        return 5

    async def __aexit__(self, *exc):
        pass


async def main():
    print(await returns())
    await loops()
    async with Room("q", quiet=True):
        raise ValueError("swallowed")
    async with hired("x") as x:
        print(x)
    async with hired("y"):
        raise KeyError("in y")
    try:
        async with hired("z"):
            raise OSError("in z")
    except OSError as e:
        print(repr(e))
    for bad in (Half(), Sync(), 3):
        try:
            async with bad:
                pass
        except TypeError as e:
            print(e)
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(Room("s1"))
        stack.enter_context(contextlib.nullcontext())
        stack.push_async_callback(asyncio.sleep, 0)
        stack.callback(print, "called back")
        await stack.enter_async_context(hired("s2"))
    async with contextlib.nullcontext(7) as n:
        print(n)
    @hired("decorated")
    async def f():
        print("inside")
    await f()
    await f()
    try:
        async with Room("outer"):
            async with Room("inner"):
                raise ZeroDivisionError("through both")
    except ZeroDivisionError as e:
        print(repr(e), e.__context__)
    with contextlib.suppress(TypeError):
        with Room("not so"):
            pass


asyncio.run(main())
