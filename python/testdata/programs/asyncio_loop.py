import asyncio
import logging
import sys

logging.basicConfig(stream=sys.stdout, format="%(name)s %(levelname)s %(message)s")


async def work(n):
    await asyncio.sleep(n / 100)
    return n

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(loop, asyncio.get_event_loop() is loop, loop.get_debug())
print(loop.run_until_complete(work(1)))
print(loop.run_until_complete(asyncio.gather(loop.create_task(work(1)), loop.create_task(work(2)))))


def tick(n):
    print("tick", n)
    if n:
        loop.call_later(0.01, tick, n - 1)
    else:
        loop.stop()


loop.call_soon(tick, 2)
loop.run_forever()
print("stopped")
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(asyncio.sleep(5))
except RuntimeError as e:
    print(e)


def fails(x):
    raise ValueError(x)


def handler(loop, context):
    print("handler", sorted(context), repr(context.get("exception")), context["message"].split(" at ")[0])


loop.set_exception_handler(handler)
loop.call_soon(fails, 1)
loop.call_soon(loop.stop)
loop.run_forever()
loop.set_exception_handler(None)
for n in (3, 1, 2):
    loop.call_at(loop.time() + n / 100, print, n)
loop.call_later(0.05, loop.stop)
loop.run_forever()
future = loop.create_future()
loop.call_soon(future.set_exception, KeyError("k"))
try:
    loop.run_until_complete(future)
except KeyError as e:
    print(repr(e))
for t in asyncio.all_tasks(loop):
    t.cancel()
loop.run_until_complete(asyncio.sleep(0))
loop.run_until_complete(loop.shutdown_asyncgens())
loop.close()
for wrong in (lambda: loop.call_soon(print), lambda: loop.run_until_complete(c), lambda: loop.call_later(1, print), loop.run_forever):
    c = work(1)
    try:
        wrong()
    except RuntimeError as e:
        print(e)
    c.close()
asyncio.set_event_loop(None)
try:
    asyncio.get_event_loop()
except RuntimeError as e:
    print(e)


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        print("a new loop")
        return super().new_event_loop()


asyncio.set_event_loop_policy(Policy())
print(asyncio.run(work(1)))
for call in (asyncio.open_connection, asyncio.start_server, asyncio.create_subprocess_exec):
    print(asyncio.iscoroutinefunction(call))
