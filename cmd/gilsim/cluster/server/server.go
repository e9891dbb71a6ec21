// Package server runs a NATS server with JetStream in this process, for gilsim serve.
package server

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"

	nats "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/queue"
)

// maxPayload is how large a message may be, in bytes. Larger jobs and results travel in parts.
const maxPayload = 8 << 20

// A Server is one that runs.
type Server struct {
	nats    *nats.Server
	said    *listener
	KeyFile string // of the key that it takes
}

// Start starts a server for workers of a version of gilsim, and returns when it takes connections. The error is one sentence.
func Start(o cluster.ServeOptions, version string) (*Server, error) {
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	key, err := findKey(&o)
	if err != nil {
		return nil, err
	}
	options, err := optionsOf(&o, key)
	if err != nil {
		return nil, err
	}
	s := &Server{KeyFile: o.KeyFile}
	if s.nats, err = nats.NewServer(options); err != nil {
		return nil, fmt.Errorf("the server cannot be started: %w", err)
	}
	s.said = newListener()
	s.nats.SetLogger(s.said, false, false)
	go s.nats.Start()
	if !s.said.ready(s.nats) {
		s.Stop()
		return nil, s.said.failure(o.Listen)
	}
	// The streams are made now, so that the lease is the server's.
	if err := queue.Prepare(context.Background(), s.nats, key, version, o.Lease); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

// findKey returns the key of those who may connect. If no file is named, it is the one of the data folder, which is made if there is
// none.
func findKey(o *cluster.ServeOptions) (nkeys.KeyPair, error) {
	own := o.KeyFile == ""
	if own {
		o.KeyFile = filepath.Join(o.Data, "key")
	}
	text, err := os.ReadFile(o.KeyFile)
	if own && errors.Is(err, os.ErrNotExist) {
		text, err = makeKey(o.KeyFile)
	}
	if err != nil {
		return nil, fmt.Errorf("the key cannot be read: %w", err)
	}
	key, err := queue.KeyOf(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.KeyFile, err)
	}
	return key, nil
}

// makeKey makes a file with a random key, which only its owner can read.
func makeKey(path string) ([]byte, error) {
	var random [32]byte
	_, _ = rand.Read(random[:]) // it never fails
	text := []byte(base64.RawURLEncoding.EncodeToString(random[:]) + "\n")
	return text, os.WriteFile(path, text, 0o600)
}

// optionsOf returns what NATS calls options.
func optionsOf(c *cluster.ServeOptions, key nkeys.KeyPair) (*nats.Options, error) {
	public, err := key.PublicKey()
	if err != nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil, fmt.Errorf("%q is no address to listen at: it must be HOST:PORT, such as 127.0.0.1:4222", c.Listen)
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("port %q must be a number from 0, any that is free, to 65535", port)
	}
	o := &nats.Options{
		ServerName: "gilsim", Host: host, Port: int(number), NoSigs: true, MaxPayload: maxPayload, MaxConn: c.MaxConnections,
		JetStream: true, StoreDir: c.Data, JetStreamMaxStore: c.MaxDisk, JetStreamMaxMemory: 64 << 20,
		Nkeys: []*nats.NkeyUser{{Nkey: public}},
	}
	if number == 0 {
		o.Port = nats.RANDOM_PORT
	}
	if (c.Cert == "") != (c.CertKey == "") {
		return nil, errors.New("TLS needs a certificate and its key: give both --tls-cert and --tls-key")
	}
	if c.Cert != "" {
		pair, err := tls.LoadX509KeyPair(c.Cert, c.CertKey)
		if err != nil {
			return nil, fmt.Errorf("the certificate cannot be used: %w", err)
		}
		o.TLS, o.TLSTimeout = true, 5
		o.TLSConfig = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
	}
	return o, nil
}

// URL returns where clients find the server.
func (s *Server) URL() string { return s.nats.ClientURL() }

// Addr returns where it listens.
func (s *Server) Addr() net.Addr { return s.nats.Addr() }

// Wait waits until the context is done, or the server cannot write any more, as the disk is full, which is an error.
func (s *Server) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-s.said.full:
		return err
	}
}

// Stop ends the server, which writes down what it has.
func (s *Server) Stop() {
	s.nats.Shutdown()
	s.nats.WaitForShutdown()
}
