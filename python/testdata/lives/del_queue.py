import queue
import threading


class Job:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


q = queue.Queue()


def worker():
    while True:
        job = q.get()
        if job is None:
            break
        print('job', job.n)
        del job
        q.task_done()


t = threading.Thread(target=worker)
t.start()
for i in range(3):
    q.put(Job(i))
    q.join()
q.put(None)
t.join()
q.put(Job(9))
del q
print('end')
