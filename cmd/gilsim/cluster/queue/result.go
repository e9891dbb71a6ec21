// This file publishes results in parts, and puts them together again.

package queue

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// What part 0 of a result says in its header.
const (
	headerParts = "Gilsim-Parts" // how many there are
	headerKind  = "Gilsim-Kind"  // kindDone, kindAside, or kindRefused
	headerTry   = "Gilsim-Try"   // which time the shard was done
	headerTook  = "Gilsim-Took"  // how long that took
)

const (
	kindDone    = "done"
	kindAside   = "aside"   // the shard has killed its workers
	kindRefused = "refused" // the job cannot be done by anybody: the data says why
)

// An outcome is what came of a shard.
type outcome struct {
	shard int
	kind  string
	try   int
	took  time.Duration
	data  []byte
}

// publish stores the parts of a result, the one that decides last.
func (s *store) publish(ctx context.Context, job string, o outcome, size int) error {
	parts := max(1, (len(o.data)+size-1)/size)
	for i := parts - 1; i >= 0; i-- {
		m := nats.NewMsg(fmt.Sprintf("gilsim.result.%s.%d.%d", job, o.shard, i))
		m.Data = o.data[i*size : min((i+1)*size, len(o.data))]
		if i == 0 {
			m.Header.Set(headerParts, strconv.Itoa(parts))
			m.Header.Set(headerKind, o.kind)
			m.Header.Set(headerTry, strconv.Itoa(o.try))
			m.Header.Set(headerTook, o.took.String())
		}
		if err := s.put(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// An assembly puts results together whose parts arrive in the order in which they were stored.
type assembly map[int]map[int][]byte // by shard and part; nil once the shard is whole

// add takes a message, and returns the outcome if that is whole now.
func (a assembly) add(subject string, header nats.Header, data []byte) (o outcome, whole bool, err error) {
	shard, part, err := placeOf(subject)
	if err != nil {
		return o, false, err
	}
	known, ok := a[shard]
	if ok && known == nil {
		return o, false, nil // it was whole already: a consumer that began anew shows it again
	}
	if known == nil {
		known = map[int][]byte{}
		a[shard] = known
	}
	known[part] = data
	if part != 0 {
		return o, false, nil
	}
	parts, err := strconv.Atoi(header.Get(headerParts))
	if err != nil || parts < 1 {
		return o, false, fmt.Errorf("a result at the server says that it has %q parts", header.Get(headerParts))
	}
	o = outcome{shard: shard, kind: header.Get(headerKind)}
	o.try, _ = strconv.Atoi(header.Get(headerTry))
	o.took, _ = time.ParseDuration(header.Get(headerTook))
	for i := range parts {
		piece, ok := known[i]
		if !ok {
			return o, false, fmt.Errorf("part %d of the result of shard %d is not at the server any more", i, shard)
		}
		o.data = append(o.data, piece...)
	}
	a[shard] = nil
	return o, true, nil
}

// placeOf returns the shard and the part that the subject of a result names.
func placeOf(subject string) (shard, part int, err error) {
	words := strings.Split(subject, ".")
	if len(words) == 5 {
		if shard, err = strconv.Atoi(words[3]); err == nil {
			part, err = strconv.Atoi(words[4])
		}
	}
	if len(words) != 5 || err != nil {
		return 0, 0, fmt.Errorf("the server has a result called %q", subject)
	}
	return shard, part, nil
}
