import asyncio
import threading
import time

total = 0
lock = threading.Lock()


def block(n):
    global total
    for _ in range(20):
        total += n
    time.sleep(n / 10000)
    with lock:
        total -= n
    return n


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0.0001)
        yield i


async def child(queue, n):
    global total
    async for i in numbers(n):
        await queue.put(i)
        seen = total
        await asyncio.sleep(0)
        total = seen + i


async def main():
    loop = asyncio.get_event_loop()
    queue = asyncio.Queue(2)
    tasks = [asyncio.ensure_future(child(queue, n)) for n in (2, 3)]
    works = [loop.run_in_executor(None, block, n) for n in (1, 2, 3)]
    woken = loop.create_future()
    timer = threading.Timer(0.001, loop.call_soon_threadsafe, (woken.set_result, "woken"))
    timer.start()
    got = [await queue.get() for _ in range(5)]
    results = await asyncio.gather(*(works + tasks))
    print(sorted(got), results, await woken)
    try:
        await asyncio.wait_for(queue.get(), 0.0005)
    except asyncio.TimeoutError:
        print("timeout")


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.run_until_complete(main())
loop.close()
