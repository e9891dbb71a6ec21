// This file defines what gilsim tells the command that knows NATS: a verb, and its options as JSON.

package cluster

import "time"

// The verbs of gilsim-cluster.
const (
	VerbServe  = "serve"
	VerbWork   = "work"
	VerbMaster = "master" // Login is its options; an Order comes on standard input, and Events go to standard output
)

// A Login says where a server is, and who we are.
type Login struct {
	URL     string // nats://HOST:PORT, or tls://; several of a cluster, separated by commas
	KeyFile string // holds a key, the seed of an nkey, or credentials of NATS (a .creds file); "": the server wants none
	CA      string // a PEM file with the authority that has signed the server's certificate; "": one that the system trusts
}

// ServeOptions say what the server is like.
type ServeOptions struct {
	Data           string        // the folder of what it keeps
	Listen         string        // HOST:PORT; port 0 is any that is free
	KeyFile        string        // of the key that it takes; "": the file key in Data, which is made if there is none
	Cert, CertKey  string        // PEM files for TLS; "": none
	MaxDisk        int64         // bytes that it may keep; 0: three quarters of what is free
	MaxConnections int           // 0: as many as NATS says
	Lease          time.Duration // for how long a worker may be silent; 0: 10 s
}

// WorkOptions say what a worker is like.
type WorkOptions struct {
	Login
	Jobs int // how many shards at a time; 0: one for each core
}
