from concurrent.futures import ThreadPoolExecutor


class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


def work(c):
    return c.n


with ThreadPoolExecutor(1) as pool:
    f = pool.submit(work, C(1))
    print(f.result())
del f
print('after')
