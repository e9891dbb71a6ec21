import asyncio


async def fails():
    raise ValueError("nobody looks")


async def main():
    t = asyncio.create_task(fails())
    await asyncio.sleep(0.01)
    print(t.done(), t.cancelled())
    print("main is through")


asyncio.run(main())
