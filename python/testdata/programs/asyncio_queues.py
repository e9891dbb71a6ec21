import asyncio


async def producer(queue, n):
    for i in range(n):
        await queue.put(i)
        print("put", i, queue.qsize(), queue.full())


async def consumer(queue, name):
    while True:
        item = await queue.get()
        await asyncio.sleep(0.01)
        print(name, item)
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    workers = [asyncio.create_task(consumer(queue, name)) for name in "ab"]
    await producer(queue, 6)
    await queue.join()
    for w in workers:
        w.cancel()
    print(await asyncio.gather(*workers, return_exceptions=True))
    print(queue.empty(), queue.maxsize, str(queue))
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as e:
        print(repr(e))
    queue.put_nowait(1)
    queue.put_nowait(2)
    try:
        queue.put_nowait(3)
    except asyncio.QueueFull as e:
        print(repr(e))
    print(str(queue))
    putter = asyncio.create_task(queue.put(3))
    await asyncio.sleep(0)
    print(str(queue))
    putter.cancel()
    await asyncio.sleep(0)
    print(queue.get_nowait(), queue.get_nowait(), queue.qsize())
    try:
        queue.task_done()
        queue.task_done()
        queue.task_done()
    except ValueError as e:
        print(e)
    last = asyncio.LifoQueue()
    small = asyncio.PriorityQueue()
    for i in (3, 1, 2):
        last.put_nowait(i)
        await small.put((i, str(i)))
    print([last.get_nowait() for _ in range(3)], [await small.get() for _ in range(3)])
    try:
        await asyncio.wait_for(queue.get(), 0.01)
    except asyncio.TimeoutError:
        print("nothing came")
    getters = [asyncio.create_task(last.get()) for _ in range(2)]
    await asyncio.sleep(0)
    getters[0].cancel()
    last.put_nowait("for the second")
    print(await getters[1])


asyncio.run(main())
