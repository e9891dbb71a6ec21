// Package managers is Python's multiprocessing.managers: a server has objects, and other processes call their methods, from this
// computer or from others. What is sent is what CPython sends, so that server and client may be CPython or this package.
//
//	m := managers.NewBaseManager(managers.Config{Address: address, Authkey: []byte("abc")})
//	m.Register(managers.Type{Typeid: "get_task_queue", New: func(t *sched.Thread, _ managers.Args) (*managers.Object, error) {
//		return tasks, nil
//	}})
//	err := m.Start(t)                            // or GetServer and ServeForever; who only calls: Connect
//	p, err := m.Create(t, "get_task_queue")      // m.get_task_queue()
//	n, err := managers.QueueProxy{p}.GetTimeout(t, time.Second)
//
// SyncManager has Python's dict, list, Namespace, Value, Array, Queue, Lock and so on registered; Manager starts one.
//
// # How a call is made
//
// Each thread that calls has a connection of its own to the server, and there a thread of its own. A call is a
// pickle of (id, method, args, kwds), and its answer one of (kind, result). For each new proxy three connections more are made:
// to create its object, to count the proxy, and to take back the count that the creation left. The server forgets an
// object with its last proxy. Where Python's proxies count themselves out when they are collected, here Close does, and the
// end of the process.
//
// So d['y'] += 1 is two calls, and another process may come between them; and what d['y'] returns is a copy, so that changing it
// changes nothing. A client that is killed inside get() has its thread in the server take the next item, and nobody gets it.
//
// # What comes from strangers
//
// Who does not have the key gets no further than the challenge of package connection. Who has it can send pickles; they are
// read by package pickle, and classes.go lists all that they may name. Python runs whatever a pickle names. A method must be one
// of those that its object's type exposes. Unless it is told otherwise a manager listens on 127.0.0.1.
//
// # Where to find what
//
//	manager.go             BaseManager
//	sync.go                SyncManager, and the proxies of its types
//	proxy.go clients.go    proxies, and the connections of a process
//	server.go request.go   the server, and how it answers
//	counts.go              its objects, and how many proxies each has
//	object.go args.go      what an object is, and how its methods take arguments
//	dict.go list.go iterator.go namespace.go value.go queue.go lock.go event.go condition.go barrier.go
//	repr.go                repr() of values
//	wire.go                requests and answers on a connection
//	classes.go exception.go python2.go
//	                       what pickles may name; exceptions; who is told that Python 2 will not do
//
// # Left out
//
// A manager's Pool, shared memory blocks and the serializer xmlrpclib. A proxy of one manager in an object of another one is
// refused, for whoever reads it would connect to wherever it says.
package managers
