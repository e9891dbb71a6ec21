// This file connects to a server.

package queue

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

// credentials is how files of credentials begin.
const credentials = "-----BEGIN NATS USER JWT-----"

// The key is stretched, so that a weak one is not guessed by somebody who has heard one signature. A rate that costs nothing at a
// connection, and much at a million.
const (
	stretches = 50_000
	salt      = "gilsim cluster key"
)

// KeyOf returns the signing key of a text: the seed of an nkey, or any other secret, of which both sides make the same key. Only a
// signature of the server's nonce travels.
func KeyOf(text string) (nkeys.KeyPair, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, errors.New("the key is empty: any text will do, and a long random one is best")
	}
	if prefix, _, err := nkeys.DecodeSeed([]byte(text)); err == nil {
		if prefix != nkeys.PrefixByteUser {
			return nil, errors.New("the seed is that of an nkey of another kind: it must be that of a user, which begins with SU")
		}
		return nkeys.FromSeed([]byte(text))
	}
	seed, err := pbkdf2.Key(sha256.New, text, []byte(salt), stretches, 32)
	if err != nil {
		return nil, err
	}
	return nkeys.FromRawSeed(nkeys.PrefixByteUser, seed)
}

// connect connects. Once it has, it does so again whenever the connection breaks. The error is one sentence.
func connect(l cluster.Login, name string, more ...nats.Option) (*nats.Conn, error) {
	options := []nats.Option{
		nats.Name(name),
		nats.Timeout(5 * time.Second),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(200 * time.Millisecond),
		nats.ReconnectBufSize(-1), // what cannot be sent now fails now: who publishes tries again
		nats.PingInterval(5 * time.Second),
		nats.MaxPingsOutstanding(3),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // or else it goes to standard error
	}
	if l.CA != "" {
		if _, err := os.Stat(l.CA); err != nil {
			return nil, fmt.Errorf("the certificate of the authority cannot be read: %w", err)
		}
		options = append(options, nats.RootCAs(l.CA))
	}
	if l.KeyFile != "" {
		own, err := identify(l)
		if err != nil {
			return nil, err
		}
		options = append(options, own)
	}
	nc, err := dial(l.URL, append(options, more...))
	if err != nil {
		return nil, refusal(l, err)
	}
	return nc, nil
}

// restart is how long a server is waited for that has gone while it was greeted: it may be starting again.
const restart = 2 * time.Second

// dial makes the first connection. It tries again where one breaks before it stands, as a server that is killed just then leaves it.
func dial(url string, options []nats.Option) (*nats.Conn, error) {
	for began := time.Now(); ; time.Sleep(restart / 10) {
		nc, err := nats.Connect(url, options...)
		if !breaksOff(err) || time.Since(began) > restart {
			return nc, err
		}
	}
}

// breaksOff reports whether a connection was there and is no more.
func breaksOff(err error) bool {
	var op *net.OpError
	if errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) { // also of a connection that the server had not yet accepted
		return true
	}
	return errors.As(err, &op) && (op.Op == "read" || op.Op == "write") && !op.Timeout()
}

func identify(l cluster.Login) (nats.Option, error) {
	text, err := os.ReadFile(l.KeyFile)
	if err != nil {
		return nil, fmt.Errorf("the key cannot be read: %w", err)
	}
	if strings.HasPrefix(strings.TrimSpace(string(text)), credentials) {
		return nats.UserCredentials(l.KeyFile), nil
	}
	key, err := KeyOf(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.KeyFile, err)
	}
	public, err := key.PublicKey()
	if err != nil {
		return nil, err
	}
	return nats.Nkey(public, key.Sign), nil
}

// refusal says why there is no connection.
func refusal(l cluster.Login, err error) error {
	switch {
	case errors.Is(err, nats.ErrNoServers), strings.Contains(err.Error(), "connection refused"):
		return fmt.Errorf("nobody answers at %s: gilsim serve starts a server", l.URL)
	case errors.Is(err, nats.ErrAuthorization), strings.Contains(strings.ToLower(err.Error()), "authorization"):
		if l.KeyFile == "" {
			return fmt.Errorf("the server at %s wants a key: give --key-file=FILE", l.URL)
		}
		return fmt.Errorf("the server at %s refuses the key in %s: it has another one", l.URL, l.KeyFile)
	}
	return fmt.Errorf("the server at %s cannot be used: %w", l.URL, err)
}
