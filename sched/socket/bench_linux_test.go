// This file measures a real server beside the same on package net and on bare system calls, in the same run.

package socket_test

import (
	"context"
	"net"
	"os"
	"runtime"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// BenchmarkRealEcho has one client that sends b.N requests to a server with one thread: on sockets of this package and
// select, without an interpreter lock and without a recorder; on bare system calls; or on package net. The client is a thread
// of the operating system that blocks in its calls, as another process would. Where the system puts the two threads decides
// more than anything else on a computer of few cores: taskset -c 0 takes that out of the comparison.
func BenchmarkRealEcho(b *testing.B) {
	for _, server := range []struct {
		name  string
		serve func(ready chan<- int) error
	}{{"net", serveByNet}, {"bare", serveByCalls}, {"select", serveForReal}} {
		b.Run(server.name, func(b *testing.B) {
			port, served := make(chan int), make(chan error)
			go func() { served <- server.serve(port) }()
			askByCalls(b, <-port)
			if err := <-served; err != nil {
				b.Fatal(err)
			}
		})
	}
}

// serveForReal is the server of this package.
func serveForReal(ready chan<- int) error {
	_, err := native.Run(context.Background(), native.Config{}, func(t *sched.Thread) {
		s := server(t, 1)
		ready <- s.Addr().Port()
		new(traffic).bySelect(t, s, 1)
	})
	return err
}

// serveByNet is the server on package net.
func serveByNet(ready chan<- int) error {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	ready <- l.Addr().(*net.TCPAddr).Port
	c, err := l.Accept()
	if err != nil {
		return err
	}
	defer c.Close()
	for room := make([]byte, 64); ; {
		n, err := c.Read(room)
		if err != nil {
			return nil // the client is gone
		}
		if _, err := c.Write(room[:n]); err != nil {
			return err
		}
	}
}

// serveByCalls is the server on bare system calls, on a thread of the operating system.
func serveByCalls(ready chan<- int) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	ready <- l.Addr().(*net.TCPAddr).Port
	file, err := acceptFile(l)
	if err != nil {
		return err
	}
	defer file.Close()
	fds := []unix.PollFd{{Fd: int32(file.Fd()), Events: unix.POLLIN}}
	for room := make([]byte, 64); ; {
		if _, err := unix.Poll(fds, -1); err != nil && err != unix.EINTR {
			return err
		}
		n, err := unix.Read(int(fds[0].Fd), room)
		if n <= 0 {
			return err
		}
		if _, err := unix.Write(int(fds[0].Fd), room[:n]); err != nil {
			return err
		}
	}
}

// acceptFile accepts a connection, and returns it as a file that blocks.
func acceptFile(l net.Listener) (*os.File, error) {
	c, err := l.Accept()
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return c.(*net.TCPConn).File()
}

// askByCalls sends b.N requests and waits for each answer.
func askByCalls(b *testing.B, port int) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer syscall.Close(fd) // which ends the server, too
	if err := syscall.Connect(fd, &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		b.Fatal(err)
	}
	data, room := make([]byte, 32), make([]byte, 32)
	b.ResetTimer()
	for range b.N {
		if _, err := syscall.Write(fd, data); err != nil {
			b.Fatal(err)
		}
		if n, err := syscall.Read(fd, room); n != len(data) || err != nil {
			b.Fatal(n, err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}
