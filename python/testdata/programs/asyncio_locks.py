import asyncio


async def main():
    lock = asyncio.Lock()
    order = []

    async def locked(n):
        async with lock:
            order.append(("in", n, lock.locked()))
            await asyncio.sleep(0.01)
            order.append(("out", n))
    await asyncio.gather(*[locked(i) for i in range(3)])
    print(order, lock.locked())
    try:
        lock.release()
    except RuntimeError as e:
        print(e)
    await lock.acquire()
    waiter = asyncio.create_task(locked(8))
    other = asyncio.create_task(locked(9))
    await asyncio.sleep(0)
    waiter.cancel()
    lock.release()
    await other
    print(order[-2:], waiter.cancelled())

    event = asyncio.Event()

    async def waits(n):
        print(n, await event.wait(), event.is_set())
    ts = [asyncio.create_task(waits(i)) for i in range(2)]
    await asyncio.sleep(0)
    print(repr(event).split()[-1], repr(event).split()[-2])
    event.set()
    await asyncio.gather(*ts)
    event.clear()
    print(event.is_set())

    condition = asyncio.Condition()
    box = []

    async def consumer(n):
        async with condition:
            await condition.wait_for(lambda: box)
            print("consumer", n, box.pop())

    async def producer():
        for i in range(2):
            await asyncio.sleep(0.01)
            async with condition:
                box.append(i)
                condition.notify()
    await asyncio.gather(consumer(1), consumer(2), producer())
    for wrong in (condition.notify, condition.notify_all):
        try:
            wrong()
        except RuntimeError as e:
            print(e)
    try:
        await condition.wait()
    except RuntimeError as e:
        print(e)

    async def sleeper():
        async with condition:
            try:
                await condition.wait()
            finally:
                print("has the lock again", condition.locked())
    t = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t])

    semaphore = asyncio.Semaphore(2)
    inside = most = 0

    async def limited(n):
        nonlocal inside, most
        async with semaphore:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1
    await asyncio.gather(*[limited(i) for i in range(5)])
    print(most, inside, semaphore.locked())
    bounded = asyncio.BoundedSemaphore(1)
    async with bounded:
        print(bounded.locked())
    try:
        bounded.release()
    except ValueError as e:
        print(e)
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        print(e)

    barrier = asyncio.Barrier(3)

    async def meets(n):
        await asyncio.sleep(n / 100)
        async with barrier as place:
            print("met", n, place)
    await asyncio.gather(*[meets(i) for i in range(3)])
    print(barrier.parties, barrier.n_waiting, barrier.broken)

    async def broken():
        try:
            await barrier.wait()
        except asyncio.BrokenBarrierError as e:
            print("broken:", e)
    t = asyncio.create_task(broken())
    await asyncio.sleep(0)
    await barrier.abort()
    await t
    print(barrier.broken)

    async def elsewhere():
        async with lock:
            pass
    await lock.acquire()
    asyncio.get_running_loop().call_later(0.01, lock.release)
    await elsewhere()
    try:
        asyncio.Lock(loop=3)
    except TypeError as e:
        print(e)


asyncio.run(main())
