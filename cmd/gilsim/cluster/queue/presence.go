// This file defines what workers and masters tell of themselves while they are there.

package queue

import (
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go"
)

// beat is how often they tell.
const beat = time.Second

// A presence is what a worker tells. Times are spans, as clocks differ.
type presence struct {
	ID      string // of this worker alone
	Name    string // for people: its computer and process
	Version string
	Hands   []hand // the shards that it is doing
	Trouble string // why it cannot deliver a result, in words; "" if nothing is wrong
	Leaving bool   // this is its last one
}

// A hand is a shard that is being done.
type hand struct {
	Job   string
	Shard int
	For   time.Duration
	Try   int // which time the shard is being done
}

// A summons is what a master tells.
type summons struct {
	Job     string
	Version string
}

// tell publishes without storing it. Who does not hear it hears the next one.
func tell(nc *nats.Conn, subject string, what any) {
	if data, err := json.Marshal(what); err == nil {
		_ = nc.Publish(subject, data)
	}
}

// hear gives a channel what is told under a subject. When nobody reads the channel, it is lost.
func hear[T any](nc *nats.Conn, subject string, to chan<- T) (*nats.Subscription, error) {
	return nc.Subscribe(subject, func(m *nats.Msg) {
		var told T
		if json.Unmarshal(m.Data, &told) != nil {
			return
		}
		select {
		case to <- told:
		default:
		}
	})
}
