async def a(x):
    await x
async def af(x):
    async for i in x:
        y = i
        if y: break
        if i: return 5
    else:
        z = 1
async def aw(m):
    async with m as k:
        y = k
async def aw2(m):
    async with m:
        return 3
async def ag(x):
    yield 1
    await x
async def lc(x):
    return [i async for i in x if i]
async def lc2(x):
    return [await i for i in x]
async def ge(x):
    return (i async for i in x)
async def nested(m, x):
    async with m, m as k:
        async for a, b in x:
            await k
            continue
        a = b
    return [b async for b in x if await b]
