"""A queue that is joined before it is emptied: what was put is larger than the pipe, and the writer waits for room in it."""

from multiprocessing import Process, Queue


def takings(queue):
    queue.put("coin " * 20_000)


if __name__ == "__main__":
    queue = Queue()
    till = Process(target=takings, args=(queue,), name="till")
    till.start()
    till.join()
    print(len(queue.get()))
