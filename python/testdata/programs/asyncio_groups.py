import asyncio


async def work(n, fail=None):
    try:
        await asyncio.sleep(n / 100)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise
    if fail:
        raise fail
    print("done", n)
    return n


async def main():
    async with asyncio.TaskGroup() as group:
        a = group.create_task(work(2), name="a")
        b = group.create_task(work(1))
        print(group)
    print(a.result(), b.result(), a.get_name(), group)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(1, ValueError("v")))
            group.create_task(work(5))
            await work(9)
    except* ValueError as e:
        print(repr(e.exceptions), e.message)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(3))
            raise KeyError("in the body")
    except* KeyError as e:
        print(repr(e))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(1, ValueError(1)))
            group.create_task(work(1, TypeError(2)))
    except ExceptionGroup as e:
        print(e, [repr(x) for x in e.exceptions])

    async def cancelled_from_outside():
        async with asyncio.TaskGroup() as group:
            group.create_task(work(7))
            await work(8)
    t = asyncio.create_task(cancelled_from_outside())
    await asyncio.sleep(0.01)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("from outside")

    async def nested():
        async with asyncio.TaskGroup() as inner:
            inner.create_task(work(1, OSError("deep")))
            inner.create_task(work(6))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(nested())
            group.create_task(work(4))
    except* OSError as e:
        print(repr(e))
    for wrong in ("enter", "late"):
        group = asyncio.TaskGroup()
        coro = work(1)
        try:
            if wrong == "late":
                async with group:
                    pass
            group.create_task(coro)
        except RuntimeError as e:
            print(e)
        coro.close()
    with asyncio.Runner() if False else open_nothing():
        pass


class open_nothing:
    def __enter__(self):
        pass

    def __exit__(self, *exc):
        pass


asyncio.run(main())
with asyncio.Runner() as runner:
    print(runner.run(work(1)), runner.run(work(2)), runner.get_loop().is_closed())
try:
    runner.run(c := work(1))
except RuntimeError as e:
    print(e)
    c.close()


async def fails():
    async with asyncio.TaskGroup() as group:
        group.create_task(work(1, ArithmeticError("to the end")))


asyncio.run(fails())
