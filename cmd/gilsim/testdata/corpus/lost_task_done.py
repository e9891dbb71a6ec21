# A worker that meets a bad item leaves before task_done: join waits for ever.
import queue, threading

q = queue.Queue()

def work():
    item = q.get()
    if item == "bad" and q.empty():
        return
    q.task_done()

t = threading.Thread(target=work)
t.start()
q.put("bad")
q.put("good")
threading.Thread(target=work).start()
q.join()
print("done")
