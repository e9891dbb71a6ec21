import asyncio
import contextvars

var = contextvars.ContextVar("var", default=0)
bare = contextvars.ContextVar("bare")
print(var.name, var.get(), bare.get("given"))
try:
    bare.get()
except LookupError as e:
    print(type(e).__name__, e.args[0] is bare)
token = var.set(1)
print(token.var is var, token.old_value is contextvars.Token.MISSING, var.get())
second = var.set(2)
print(second.old_value)
var.reset(second)
print(var.get())
for bad in (second, 5):
    try:
        var.reset(bad)
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__)
context = contextvars.copy_context()
print(context[var], bare in context, len(context), [v.name for v in context], context.get(bare, "no"))


def change(x):
    var.set(x)
    return var.get()


print(context.run(change, 7), var.get(), context[var])
try:
    context.run(lambda: context.run(print))
except RuntimeError as e:
    print(str(e)[:20])
try:
    contextvars.copy_context().run(var.reset, token)
except ValueError as e:
    print(str(e)[-33:])
var.reset(token)
print(var.get())


async def child(n):
    var.set(n)
    await asyncio.sleep(0)
    return var.get()


async def main():
    var.set("main")
    print(await asyncio.gather(*[child(n) for n in range(3)]), var.get())
    await child("same task")
    print(var.get())
    asyncio.get_running_loop().call_soon(lambda: print("callback", var.get()))
    asyncio.get_running_loop().call_soon(lambda: print("given", var.get()), context=context)
    t = asyncio.create_task(child("t"), context=context)
    await t
    print(context[var])


asyncio.run(main())
print(var.get())
