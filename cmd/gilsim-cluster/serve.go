// This file starts the server.

package main

import (
	"fmt"
	"net"
	"os"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
	"github.com/gilsim/gilsim/cmd/gilsim/cluster/server"
	"github.com/gilsim/gilsim/internal/version"
)

func serve(o cluster.ServeOptions) error {
	ctx, stop := untilStopped()
	defer stop()
	s, err := server.Start(o, version.Exact())
	if err != nil {
		return err
	}
	defer s.Stop()
	fmt.Printf("listening at %s\nworkers:  gilsim work %s --key-file %s\nmasters:  gilsim … --workers %s --key-file %s\n", s.URL(), s.URL(), s.KeyFile, s.URL(), s.KeyFile)
	if host, _, _ := net.SplitHostPort(s.Addr().String()); !net.ParseIP(host).IsLoopback() && o.Cert == "" {
		fmt.Fprintln(os.Stderr, "gilsim: others on the network can hear what travels: --tls-cert and --tls-key prevent that")
	}
	return s.Wait(ctx)
}
