import asyncio


async def work(n, fail=False):
    try:
        await asyncio.sleep(n / 100)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise
    if fail:
        raise ValueError(n)
    return n


def tasks(*ns):
    return [asyncio.create_task(work(n)) for n in ns]


def results(fs):
    return sorted(f.result() for f in fs)


async def main():
    print(await asyncio.gather(work(3), work(1), work(2)), await asyncio.gather())
    print(await asyncio.gather(work(1, True), work(2), return_exceptions=True))
    try:
        await asyncio.gather(work(1, True), work(2))
    except ValueError as e:
        print(repr(e))
    await asyncio.sleep(0.03)
    g = asyncio.gather(*tasks(5, 6))
    await asyncio.sleep(0)
    print(g.cancel())
    try:
        await g
    except asyncio.CancelledError:
        print("gather cancelled")
    t = asyncio.create_task(work(1))
    print(await asyncio.gather(t, t))
    done, pending = await asyncio.wait(tasks(1, 2, 3))
    print(results(done), pending)
    done, pending = await asyncio.wait(tasks(1, 5), return_when=asyncio.FIRST_COMPLETED)
    print(results(done), len(pending))
    done, pending = await asyncio.wait([asyncio.create_task(work(1)), asyncio.create_task(work(2, True)), *tasks(5)], return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending), [repr(f.exception()) for f in done if f.exception()])
    done, pending = await asyncio.wait(tasks(1, 9), timeout=0.03)
    print(results(done), len(pending))
    for wrong in ([], work(1), [work(2)]):
        try:
            await asyncio.wait(wrong)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)
        if not isinstance(wrong, list):
            wrong.close()
        elif wrong:
            wrong[0].close()
    print(await asyncio.wait_for(work(1), 1), await asyncio.wait_for(work(1), None))
    try:
        await asyncio.wait_for(work(8), 0.02)
    except asyncio.TimeoutError as e:
        print(repr(e), repr(e.__cause__))
    try:
        await asyncio.wait_for(work(7), 0)
    except asyncio.TimeoutError as e:
        print(repr(e))
    for f in asyncio.as_completed([work(3), work(1), work(2)]):
        print("next", await f)
    try:
        for f in asyncio.as_completed([work(1), work(9)], timeout=0.03):
            print(await f)
    except asyncio.TimeoutError:
        print("too late")
    inner = asyncio.create_task(work(4))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("outer", inner.cancelled(), await inner)
    try:
        async with asyncio.timeout(0.02) as limit:
            await work(9)
    except TimeoutError as e:
        print(repr(e), limit.expired())
    async with asyncio.timeout(1) as limit:
        print(limit.when() is not None, limit.expired())
        limit.reschedule(asyncio.get_running_loop().time() + 2)
    print(limit)
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() - 1):
            await work(1)
    except TimeoutError:
        print("at once")
    try:
        async with asyncio.timeout(1):
            async with asyncio.timeout(0.01):
                await work(9)
    except TimeoutError:
        print("the inner one")
    async with asyncio.timeout(None):
        print(await work(1))
    await asyncio.sleep(0.1)


asyncio.run(main())
