// Package cluster has gilsim's own jobs done on several machines: the shards of a plan (package experiment) go through a NATS server
// with JetStream to workers, and their results come back, each once.
//
//	gilsim serve                               the server, if there is none yet
//	gilsim work nats://HOST:4222               on each machine: takes shards until it is told to stop
//	gilsim … --seeds 1000000 --workers URL     the master: the same report as without --workers, byte for byte
//
// # Where to find what
//
//	job.go            a plan as it travels: with the program, and the version of gilsim
//	fleet.go          the workers of a server, as package experiment sees them
//	event.go          what the process at the server tells the master
//	queue/            that process and the workers: what is put where, and why no result comes twice
//	server/           the NATS server
//
// The client and the server of NATS add 7 and 23 MB to a command and half a millisecond to its start. So they are
// in a command of their own, gilsim-cluster, which gilsim starts when it needs it: package cluster knows nothing of NATS, and neither
// does anything that a Go program imports.
//
// # Why results are those of one machine
//
// What comes out of a shard depends on nothing but the plan and its number, and every machine has the same version of gilsim: so it
// does not matter who does it, nor how often. A task is taken from the queue only when its result is in the store, so work may be done
// twice; the store takes one result a shard and refuses a second one, whenever that comes. The master merges results by their numbers.
package cluster
