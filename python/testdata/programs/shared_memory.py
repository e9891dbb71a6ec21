"""Memory with a name: what its views do, who finds it, and how it ends."""

import multiprocessing
import os
import pickle
import struct
from multiprocessing import Process, Lock, shared_memory


def said(call):
    try:
        return call()
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


class Index:
    def __index__(self):
        return 3


def put(buf, key, value):
    buf[key] = value


def views():
    shm = shared_memory.SharedMemory(create=True, size=16)
    print(shm.name.startswith("psm_"), len(shm.name), repr(shm) == "SharedMemory(%r, size=16)" % shm.name)
    buf = shm.buf
    print(type(buf).__name__, isinstance(buf, memoryview), len(buf), buf.nbytes, buf.format, buf.itemsize, buf.shape, buf.strides,
          buf.ndim, buf.readonly, buf.contiguous, repr(buf).startswith("<memory at 0x"))
    buf[:5] = b"hello"
    buf[5] = 33
    buf[-1] = True
    print(bytes(buf[:6]), buf[0], buf[-1], buf[Index()], bytes(buf[:Index()]), buf[1:4].tobytes(), buf[:3].tolist(), buf[:3].hex())
    print(str(buf[:5], "ascii"), bytearray(buf[:2]), list(buf[3:6]), 101 in buf, buf[:5] == b"hello", b"hello" == buf[:5], buf[:5] != b"help!",
          buf[:2] == buf[2:4], buf[2:3] == buf[3:4], buf[:2] == "he", [c for c in reversed(buf[:3])])
    print(bytes(buf[:6:2]), bytes(buf[5::-1]), bytes(buf[10:4]), len(buf[100:]), buf[:6][2:][1])
    buf[8:12:2] = b"ab"
    buf[0:3] = buf[3:6]
    buf[6:6] = b""
    buf[5] += 1
    print(bytes(buf))
    wide = buf.cast("i")
    wide[1] = -2
    print(len(wide), wide[1], wide.format, wide.itemsize, wide.tolist()[1:2], bytes(buf[4:8]), wide[1:3].nbytes)
    wide[2:4] = wide[1:3]
    print(wide.tolist()[1:3], bytes(buf.cast("c")[0:2]), buf.cast("c")[0], buf.cast("b")[4], buf.cast("Q")[0], buf[:8].cast("d").cast("B") == buf[:8])
    struct.pack_into("<hd", buf, 2, -5, 2.5)
    print(struct.unpack_from("<hd", buf, 2), struct.unpack("<hd", buf[2:12]), int.from_bytes(buf[2:4], "little", signed=True))
    fixed = buf.toreadonly()
    for call in (lambda: buf[16], lambda: buf[-17], lambda: buf["a"], lambda: put(buf, 0, 256), lambda: put(buf, 0, -1),
                 lambda: put(buf, 0, 1.5), lambda: put(buf, 0, b"a"), lambda: put(buf, 99, 1), lambda: put(buf, slice(0, 2), b"abc"),
                 lambda: put(buf, slice(0, 2), [1, 2]), lambda: put(buf, slice(0, 2), 7), lambda: put(buf, slice(0, 2), "ab"),
                 lambda: put(buf, slice(0, 2), wide[:2]), lambda: put(wide, 0, 2**31), lambda: put(wide, 0, "a"), lambda: buf.__delitem__(0),
                 lambda: buf[:3].cast("i"), lambda: wide.cast("h"), lambda: buf.cast("z"), lambda: buf[::2].cast("i"), lambda: hash(buf),
                 lambda: put(fixed, 0, 1), lambda: buf + b"x", lambda: buf[0:2:0], lambda: memoryview(5), lambda: buf.nothing):
        print(said(call))
    with buf[2:4] as part:
        put(part, 0, 9)
    print(buf[2], said(lambda: part[0]), said(lambda: len(part)), said(lambda: bytes(part)), repr(part).startswith("<released memory at 0x"))
    del wide, fixed, part
    shm.close()
    shm.close()
    print(shm.buf, said(lambda: shm.buf[0]), said(lambda: buf[0]), shm.size)
    shm.unlink()
    print(said(shm.unlink).replace(shm.name, "NAME"))


def writes(name):
    shm = shared_memory.SharedMemory(name=name)
    shm.buf[:6] = b"child " if shm.buf[0] == 0 else b"again "
    shm.close()


def adds(shm, lock, n):
    for _ in range(n):
        with lock:
            shm.buf[8] += 1
    shm.close()


def changes(shared):
    shared[0] += 1
    shared[1] = "changed"
    shared.shm.close()


def processes(method):
    ctx = multiprocessing.get_context(method)
    shm = shared_memory.SharedMemory("gilsim_test_" + method, True, 10)
    for _ in range(2):
        p = ctx.Process(target=writes, args=(shm.name,))
        p.start()
        p.join()
        print(method, p.exitcode, bytes(shm.buf[:6]))
    lock = ctx.Lock()
    workers = [ctx.Process(target=adds, args=(shm, lock, 20)) for _ in range(3)]
    for p in workers:
        p.start()
    for p in workers:
        p.join()
    print([p.exitcode for p in workers], shm.buf[8])
    again = pickle.loads(pickle.dumps(shm))
    print(again, again.buf == shm.buf, said(lambda: shared_memory.SharedMemory(shm.name, create=True, size=5)))
    again.close()
    shm.close()
    shm.unlink()
    shared = shared_memory.ShareableList([1, "two", b"three", 4.5, None, True])
    p = ctx.Process(target=changes, args=(shared,))
    p.start()
    p.join()
    print(list(shared), len(shared))
    shared.shm.close()
    shared.shm.unlink()


def lists():
    s = shared_memory.ShareableList(["howdy", b"HoWdY", -273.154, 100, None, True, 42, "é"], name="gilsim_test_list")
    other = shared_memory.ShareableList(name="gilsim_test_list")
    print(s, len(other), other[-1], s.format, s.shm.size)
    other[2] = -78.5
    other[0] = "dry ice"
    other[5] = None
    s[3] = True
    print(list(s), s.count(42), s.index(b"HoWdY"), s.format)
    for call in (lambda: s[8], lambda: put(s, 8, 1), lambda: put(s, 0, "far too long to be kept"), lambda: put(s, 1, []), lambda: s.index("x"),
                 lambda: shared_memory.ShareableList([{}])):
        print(said(call))
    other.shm.close()
    s.shm.close()
    s.shm.unlink()


if __name__ == "__main__":
    for call in (lambda: shared_memory.SharedMemory("gilsim_test_absent"), lambda: shared_memory.SharedMemory(create=True),
                 lambda: shared_memory.SharedMemory(create=True, size=-1), lambda: shared_memory.SharedMemory(),
                 lambda: shared_memory.SharedMemory(create=True, size="a"), lambda: shared_memory.SharedMemory("a", color=1)):
        print(said(call))
    views()
    for method in ("fork", "spawn"):
        processes(method)
    lists()
    shm = shared_memory.SharedMemory(create=True, size=8)
    pid = os.fork()
    if pid == 0:
        shm.buf[0] = 77
        shm.close()
        os._exit(0)
    os.waitpid(pid, 0)
    print(shm.buf[0])
    shm.close()
    shm.unlink()
