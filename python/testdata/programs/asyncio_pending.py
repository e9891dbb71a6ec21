import asyncio


async def background():
    try:
        await asyncio.sleep(100)
    finally:
        print("cleaned up")


async def generates():
    try:
        while True:
            yield 1
    finally:
        print("generator closed")


async def main():
    asyncio.create_task(background())
    g = generates()
    print(await g.__anext__())
    await asyncio.sleep(0.01)
    print("main is through")
    return g


g = asyncio.run(main())
