import asyncio

balance = 0

async def deposit(n):
    global balance
    for _ in range(100):
        seen = balance
        await asyncio.sleep(0)  # another task's turn
        balance = seen + n

async def main():
    await asyncio.gather(deposit(1), deposit(1))

asyncio.run(main())
print(balance)
