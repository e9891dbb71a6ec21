import asyncio


async def say(what):
    print(what)


async def main():
    say("forgotten")
    await say("awaited")
    for _ in range(2):
        say("again")


asyncio.run(main())
