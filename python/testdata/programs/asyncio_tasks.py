import asyncio
import sys


async def work(name, delay, fail=None):
    print("start", name)
    try:
        await asyncio.sleep(delay)
        if fail:
            raise fail
        print("end", name)
        return name
    except asyncio.CancelledError as e:
        print("cancelled", name, e.args)
        raise


def told(future):
    print("told", future.done(), future.cancelled())


async def refuses():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("not now")
        await asyncio.sleep(0.01)
        return "stayed"


async def main():
    loop = asyncio.get_running_loop()
    me = asyncio.current_task()
    print(me.get_name(), me is asyncio.current_task(loop), loop.is_running(), loop)
    t = asyncio.create_task(work("a", 0.02), name="named")
    t.add_done_callback(told)
    print(t.get_name(), t.done(), len(asyncio.all_tasks()))
    t.set_name(5)
    print(repr(t.get_name()), await t, t.result(), t.exception())
    t = asyncio.create_task(work("b", 1))
    try:
        t.result()
    except asyncio.InvalidStateError as e:
        print(e)
    await asyncio.sleep(0)
    print(t.cancel("enough"), t.cancelling(), t.cancelled())
    try:
        await t
    except asyncio.CancelledError as e:
        print("main sees", e.args, t.cancelled(), t.cancel())
    t = asyncio.create_task(work("never", 1))
    t.cancel()
    await asyncio.wait([t])
    print(t.cancelled())
    t = asyncio.create_task(refuses())
    await asyncio.sleep(0)
    t.cancel()
    print(await t, t.cancelled(), t.cancelling(), t.uncancel())
    t = asyncio.create_task(work("c", 0.01, ValueError("c failed")))
    try:
        await t
    except ValueError as e:
        print(repr(e), t.exception() is e)
    f = loop.create_future()
    print(f, asyncio.isfuture(f), asyncio.isfuture(t), asyncio.isfuture(3), f.get_loop() is loop)
    f.add_done_callback(told)
    loop.call_later(0.01, f.set_result, [1, 2])
    print(await f, f.result())
    print(f)
    for wrong in (lambda: f.set_result(1), lambda: loop.create_future().set_exception(StopIteration()), lambda: t.set_result(1),
                  lambda: asyncio.Task(5), lambda: asyncio.create_task(5), lambda: loop.run_until_complete(f), lambda: loop.run_forever(),
                  lambda: asyncio.ensure_future(5), lambda: loop.create_future().exception()):
        try:
            wrong()
        except (asyncio.InvalidStateError, TypeError, RuntimeError) as e:
            print(type(e).__name__, e)
    g = loop.create_future()
    g.set_exception(KeyError("k"))
    try:
        await g
    except KeyError as e:
        print(repr(e), g)
    c = loop.create_future()
    c.cancel("msg")
    print(c, c.remove_done_callback(told))
    try:
        await c
    except asyncio.CancelledError as e:
        print(e.args)

    async def odd():
        class Bad:
            def __await__(self):
                yield 5
        await Bad()
    try:
        await asyncio.create_task(odd())
    except RuntimeError as e:
        print(e)

    async def on_itself():
        await asyncio.current_task()
    try:
        await asyncio.create_task(on_itself(), name="loop")
    except RuntimeError as e:
        print(str(e)[:36])
    print(asyncio.iscoroutinefunction(work), asyncio.iscoroutinefunction(told), asyncio.iscoroutine(x := work("x", 0)))
    x.close()
    order = []
    for i in range(3):
        loop.call_soon(order.append, i)
    loop.call_at(loop.time() + 0.02, order.append, "late")
    h = loop.call_later(0.01, order.append, "no")
    h.cancel()
    print(h.cancelled())
    await asyncio.sleep(0.03)
    print(order)
    print(await asyncio.sleep(0, "result"), sys.version_info[0])


asyncio.run(main())
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
try:
    asyncio.run(5)
except ValueError as e:
    print(e)


async def inner():
    coro = main()
    try:
        asyncio.run(coro)
    except RuntimeError as e:
        print(e)
    coro.close()


asyncio.run(inner())


async def ends():
    asyncio.create_task(work("left behind", 5))
    await asyncio.sleep(0)
    raise SystemExit("over")


asyncio.run(ends())
