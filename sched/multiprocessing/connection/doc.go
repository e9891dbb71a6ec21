// Package connection is Python's multiprocessing.connection over TCP: messages, and two ends that prove to each other that they have
// the same key. What is on the wire is byte for byte what CPython 3.6 to 3.15 have there, so that either end may be one.
//
//	l, err := connection.Listen(t, connection.Config{Address: address, Authkey: key})
//	c, err := l.Accept(t)                        // a connection of who has the key
//	c, err := connection.Client(t, connection.Config{Address: address, Authkey: key})
//	err = c.SendBytes(t, data)
//	data, err = c.RecvBytes(t)
//
// It runs on both machines, as package socket does: over a virtual loopback, and over the network of this computer.
//
// # The wire
//
// A message is its length, four bytes with the highest first, and then its bytes. Where the length would be negative, -1 is
// there, and then eight bytes of length.
//
// Who listens sends #CHALLENGE# and random bytes; who connects sends the HMAC of those with the key, and is told
// #WELCOME# or #FAILURE#. Then the two change roles. Up to CPython 3.11 the challenge is 20 bytes, and the hash is MD5. From 3.12
// on it is {sha256} and 40 bytes, and the answer begins with the name of its hash, too; who does not know that answers
// with MD5 of the whole, and is welcome. The key itself never travels.
//
//	connection.go      messages over a socket
//	listener.go        who listens, and who connects
//	challenge.go       the proof
//	random.go          where random bytes come from
//	errors.go          Python's errors
//
// # Rejected ways
//
// TLS: CPython has none there. Who has to cross a network that others read needs a tunnel, as with CPython: what is sent is
// neither secret nor safe from changes, once the connection is made.
package connection
