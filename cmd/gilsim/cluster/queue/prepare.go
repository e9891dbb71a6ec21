// This file makes the streams of a server in the same process.

package queue

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// Prepare makes the streams of a server in this process, and says for how long a worker of this version may be silent; 0: DefaultLease.
func Prepare(ctx context.Context, in nats.InProcessConnProvider, key nkeys.KeyPair, version string, lease time.Duration) error {
	public, err := key.PublicKey()
	if err != nil {
		return err
	}
	nc, err := nats.Connect("", nats.InProcessServer(in), nats.Nkey(public, key.Sign))
	if err != nil {
		return err
	}
	defer nc.Close()
	if lease == 0 {
		lease = DefaultLease
	}
	s, err := openStore(ctx, nc, version, lease)
	if err != nil {
		return err
	}
	return s.setLease(ctx, lease)
}

// setLease sets the lease of the version's workers, also if they had another one.
func (s *store) setLease(ctx context.Context, lease time.Duration) error {
	c := s.workers.CachedInfo().Config
	if c.AckWait == lease {
		return nil
	}
	c.AckWait = lease
	_, err := s.tasks.UpdateConsumer(ctx, c)
	return err
}
