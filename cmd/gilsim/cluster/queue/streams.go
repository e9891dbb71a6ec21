// This file defines the streams, and how messages are put into them: each subject once.

package queue

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	jobStream    = "GILSIM_JOBS"
	taskStream   = "GILSIM_TASKS"
	resultStream = "GILSIM_RESULTS"

	// kept is for how long the server keeps what nobody has fetched.
	kept = 30 * 24 * time.Hour
)

// DefaultLease is for how long a worker may be silent until its shard is given to another one.
const DefaultLease = 10 * time.Second

// Codes of JetStream's refusals (errors.json of nats-server).
const (
	codeTaken      jetstream.ErrorCode = 10077 // of a second message for a subject
	codeNoPeers    jetstream.ErrorCode = 10005 // there are not so many servers
	codeNoRoom     jetstream.ErrorCode = 10023 // that have room for it
	codeNoReplicas jetstream.ErrorCode = 10074 // this is no cluster
	codeNotYet     jetstream.ErrorCode = 10008 // nobody leads the cluster just now
)

// A store is the streams of a server.
type store struct {
	js      jetstream.JetStream
	jobs    jetstream.Stream
	tasks   jetstream.Stream
	results jetstream.Stream
	workers jetstream.Consumer // of the tasks of one version
}

// brief is how long the server may take for an answer.
const brief = 5 * time.Second

// patienceWith is how long the server may take to be ready. Those of a cluster must agree on who leads, for each stream anew.
func patienceWith(nc *nats.Conn) time.Duration {
	if nc.ConnectedClusterName() != "" {
		return 12 * brief
	}
	return 3 * brief
}

// openStore returns the streams, which it makes if they are not there. Those that are stay as they are: a server of the user's own may
// have been given others.
func openStore(ctx context.Context, nc *nats.Conn, version string, lease time.Duration) (*store, error) {
	ctx, cancel := context.WithTimeout(ctx, patienceWith(nc))
	defer cancel()
	js, err := jetstream.New(nc, jetstream.WithDefaultTimeout(brief), jetstream.WithPublishAsyncMaxPending(1000))
	if err != nil {
		return nil, err
	}
	s := &store{js: js}
	for _, one := range []struct {
		to        *jetstream.Stream
		name      string
		subjects  string
		retention jetstream.RetentionPolicy
	}{
		{&s.jobs, jobStream, "gilsim.job.>", jetstream.LimitsPolicy},
		{&s.tasks, taskStream, "gilsim.task.>", jetstream.WorkQueuePolicy},
		{&s.results, resultStream, "gilsim.result.>", jetstream.LimitsPolicy},
	} {
		c := jetstream.StreamConfig{Name: one.name, Subjects: []string{one.subjects}, Retention: one.retention, MaxAge: kept,
			MaxMsgsPerSubject: 1, Discard: jetstream.DiscardNew, DiscardNewPerSubject: true, AllowDirect: true}
		if *one.to, err = stream(ctx, nc, js, c); err != nil {
			return nil, noStore(err)
		}
	}
	token := versionToken(version)
	err = settled(ctx, nc, func(ctx context.Context) (err error) {
		s.workers, err = s.tasks.CreateConsumer(ctx, jetstream.ConsumerConfig{Durable: "gilsim-" + token, FilterSubject: "gilsim.task." + token + ".>",
			AckPolicy: jetstream.AckExplicitPolicy, AckWait: lease, MaxAckPending: 100_000, InactiveThreshold: kept})
		if errors.Is(err, jetstream.ErrConsumerExists) || errors.Is(err, jetstream.ErrConsumerNameAlreadyInUse) {
			s.workers, err = s.tasks.Consumer(ctx, "gilsim-"+token)
		}
		return err
	})
	if err != nil {
		return nil, noStore(err)
	}
	return s, nil
}

// stream returns a stream, which it makes if there is none: on three servers of a cluster, or else on one.
func stream(ctx context.Context, nc *nats.Conn, js jetstream.JetStream, c jetstream.StreamConfig) (s jetstream.Stream, err error) {
	err = settled(ctx, nc, func(ctx context.Context) (err error) {
		if nc.ConnectedClusterName() != "" {
			replicated := c
			replicated.Replicas = 3
			if s, err = js.CreateStream(ctx, replicated); !hasTooFew(err) && !errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
				return err
			}
		}
		if s, err = js.CreateStream(ctx, c); errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
			s, err = js.Stream(ctx, c.Name)
		}
		return err
	})
	return s, err
}

// settled does something again while the servers of a cluster do not agree on who leads, so that nobody may answer, or one has not heard
// yet of what another one has just made. A server that is alone knows at once.
func settled(ctx context.Context, nc *nats.Conn, do func(context.Context) error) error {
	if nc.ConnectedClusterName() == "" {
		return do(ctx)
	}
	for {
		attempt, cancel := context.WithTimeout(ctx, brief)
		err := do(attempt)
		cancel()
		if err == nil || !hasCode(err, codeNotYet) && !isGone(err) && !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(beat / 5):
		}
	}
}

// hasTooFew reports whether an error says that a cluster has not so many servers.
func hasTooFew(err error) bool {
	return hasCode(err, codeNoPeers) || hasCode(err, codeNoRoom) || hasCode(err, codeNoReplicas)
}

func noStore(err error) error {
	switch {
	case errors.Is(err, jetstream.ErrJetStreamNotEnabled), errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount), errors.Is(err, nats.ErrNoResponders):
		return errors.New("the server has no JetStream, or has ended it for want of room: gilsim serve starts one that has, and nats-server does with -js")
	}
	return fmt.Errorf("the server keeps no jobs: %w", err)
}

// versionToken is a version as a subject can have it.
func versionToken(version string) string { return token([]byte(version)) }

func token(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:10])
}

// put stores a message unless its subject has one already, and returns when the server has confirmed that.
func (s *store) put(ctx context.Context, m *nats.Msg) error {
	ctx, cancel := context.WithTimeout(ctx, brief)
	defer cancel()
	_, err := s.js.PublishMsg(ctx, m, jetstream.WithRetryAttempts(0))
	if isTaken(err) {
		return nil
	}
	return err
}

func isTaken(err error) bool { return hasCode(err, codeTaken) }

func hasCode(err error, code jetstream.ErrorCode) bool {
	var refused *jetstream.APIError
	return errors.As(err, &refused) && refused.ErrorCode == code
}

// isGone reports whether an error says that a stream or its consumer is not there: the server has come back without its data.
func isGone(err error) bool {
	for _, gone := range []error{jetstream.ErrStreamNotFound, jetstream.ErrConsumerNotFound, jetstream.ErrConsumerDeleted, jetstream.ErrNoStreamResponse, nats.ErrNoResponders} {
		if errors.Is(err, gone) {
			return true
		}
	}
	return false
}

// partSize is how large a part of a job or a result is: well below what a message may have.
func partSize(nc *nats.Conn) int { return int(min(512<<10, max(1024, nc.MaxPayload()/2))) }

// subjects returns the subjects of a stream's messages that match a filter.
func subjects(ctx context.Context, s jetstream.Stream, filter string) (map[string]uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*brief)
	defer cancel()
	info, err := s.Info(ctx, jetstream.WithSubjectFilter(filter))
	if err != nil {
		return nil, err
	}
	return info.State.Subjects, nil
}
