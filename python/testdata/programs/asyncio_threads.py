import asyncio
import concurrent.futures
import contextvars
import threading
import time

who = contextvars.ContextVar("who", default="nobody")


def block(n):
    time.sleep(n / 100)
    return n, threading.current_thread().name, who.get()


def fails():
    raise OSError("in a thread")


async def main():
    loop = asyncio.get_running_loop()
    who.set("main")
    print(await asyncio.to_thread(block, 1))
    print(await loop.run_in_executor(None, block, 1))
    print([r[0] for r in await asyncio.gather(*[asyncio.to_thread(block, n) for n in (3, 2, 1)])])
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="pool") as pool:
        print(await loop.run_in_executor(pool, block, 1))
        print(await asyncio.wrap_future(pool.submit(block, 2)))
        try:
            await loop.run_in_executor(pool, fails)
        except OSError as e:
            print(repr(e))
    future = loop.create_future()
    threading.Timer(0.01, lambda: loop.call_soon_threadsafe(future.set_result, "woken")).start()
    print(await future)

    async def double(x):
        await asyncio.sleep(0.01)
        if x < 0:
            raise ValueError(x)
        return 2 * x

    got = []

    def asks():
        got.append(asyncio.run_coroutine_threadsafe(double(4), loop).result())
        try:
            asyncio.run_coroutine_threadsafe(double(-1), loop).result()
        except ValueError as e:
            got.append(repr(e))
        f = asyncio.run_coroutine_threadsafe(asyncio.sleep(5), loop)
        try:
            f.result(0.01)
        except TimeoutError:
            got.append(f.cancel())
        try:
            asyncio.get_event_loop()
        except RuntimeError as e:
            got.append(str(e))
    t = threading.Thread(target=asks, name="asker")
    t.start()
    while t.is_alive():
        await asyncio.sleep(0.001)
    print(got)


asyncio.run(main())


def own_loop(n):
    async def f():
        await asyncio.sleep(n / 100)
        return threading.current_thread().name
    print(asyncio.run(f()))


threads = [threading.Thread(target=own_loop, args=(n,), name="loop-%d" % n) for n in (2, 1)]
for t in threads:
    t.start()
for t in threads:
    t.join()
loop = asyncio.new_event_loop()
t = threading.Thread(target=loop.run_forever)
t.start()
print(asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01, "elsewhere"), loop).result())
loop.call_soon_threadsafe(loop.stop)
t.join()
loop.close()
print(loop.is_closed(), loop.is_running())
