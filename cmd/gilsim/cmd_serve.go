// This file defines gilsim serve and gilsim work, which hand over to the command that knows NATS.

package main

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/cluster"
)

func (a *app) serveCommand() *cobra.Command {
	data, listen := word{"gilsim-data", "FOLDER"}, word{"127.0.0.1:4222", "HOST:PORT"}
	keyFile, cert, certKey := word{"", "FILE"}, word{"", "FILE"}, word{"", "FILE"}
	connections := number{0, 1, 1_000_000}
	lease := span{10 * time.Second, time.Second, time.Hour}
	var disk size
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "a server through which several machines work together",
		Long: "Starts a server, with NATS JetStream inside, through which --workers and gilsim work meet. It keeps jobs, tasks and results in its data folder: when it is killed and started again, nothing is lost.\n\n" +
			"It listens on this computer only, unless --listen says otherwise, and takes nobody without its key. The key itself never travels. What travels can be heard on the network, unless --tls-cert is given.\n\n" +
			"A NATS server or cluster of your own, with JetStream, does as well.",
		Example: "gilsim serve\n" +
			"gilsim serve --data /var/lib/gilsim --listen 0.0.0.0:4222 --tls-cert cert.pem --tls-key key.pem     for other machines, too",
		Args: exactly(),
		RunE: func(*cobra.Command, []string) error {
			return cluster.Become(cluster.VerbServe, cluster.ServeOptions{
				Data: data.value, Listen: listen.value, KeyFile: keyFile.value, Cert: cert.value, CertKey: certKey.value,
				MaxDisk: int64(disk.mb) << 20, MaxConnections: int(connections.value), Lease: lease.value})
		},
	}
	grouped(cmd.Flags(), groupMachines, func(fs *pflag.FlagSet) {
		fs.Var(&data, "data", "where it keeps what it has")
		fs.Var(&listen, "listen", "where it listens; 0.0.0.0 is every interface, port 0 any that is free")
		fs.Var(&keyFile, "key-file", "holds the key that workers and masters need: any text, or the seed of an nkey (default: key in the data folder, which is made if there is none)")
		fs.Var(&cert, "tls-cert", "holds the server's certificate (PEM)")
		fs.Var(&certKey, "tls-key", "holds the certificate's private key (PEM)")
		fs.Var(&disk, "max-disk", "how much it may keep, such as 500MB or 20GB (default: three quarters of what is free)")
		fs.Lookup("max-disk").DefValue = ""
		fs.Var(&connections, "max-connections", "how many may be connected at a time (default: 65536)")
		fs.Var(&lease, "lease", "for how long a worker may be silent until its shard is given to another one")
	})
	return cmd
}

func (a *app) workCommand() *cobra.Command {
	var login loginFlags
	jobs := number{0, 1, 10_000}
	cmd := &cobra.Command{
		Use:   "work URL",
		Short: "a worker, which makes runs for --workers until it is told to stop",
		Long: "Starts a worker, which takes shards of the jobs at a server, until it is told to stop: at Ctrl-C or SIGTERM it finishes those in hand, and ends. If it is killed, others do its shards.\n\n" +
			"It does jobs of its own version of gilsim only. Python files come with the job, and run in gilsim's own machine, out of which they cannot reach files and networks.",
		Example: "gilsim work nats://127.0.0.1:4222 --key-file gilsim-data/key\n" +
			"gilsim work tls://server:4222 --tls-ca ca.pem --key-file key --jobs 4",
		Args: exactly("URL"),
		RunE: func(_ *cobra.Command, words []string) error {
			return cluster.Become(cluster.VerbWork, cluster.WorkOptions{Login: login.at(words[0]), Jobs: int(jobs.value)})
		},
	}
	grouped(cmd.Flags(), groupMachines, func(fs *pflag.FlagSet) {
		fs.Var(&jobs, "jobs", "how many shards it does at a time (default: one for each core)")
	})
	login.declare(cmd.Flags())
	return cmd
}
