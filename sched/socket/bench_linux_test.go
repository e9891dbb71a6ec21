// This file measures a real server beside the same on package net, in the same run.

package socket_test

import (
	"context"
	"net"
	"runtime"
	"syscall"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// BenchmarkRealEcho has one client that sends b.N requests to a server: on sockets of this package and select, without an
// interpreter lock and without a recorder; or on package net. The client is a thread of the operating system that blocks
// in its calls, as another process would: neither server has the advantage that Go's scheduler knows of it.
func BenchmarkRealEcho(b *testing.B) {
	b.Run("net", func(b *testing.B) {
		l, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			b.Fatal(err)
		}
		defer l.Close()
		go serveByNet(l)
		askByCalls(b, l.Addr().(*net.TCPAddr).Port)
	})
	b.Run("select", func(b *testing.B) {
		port, served := make(chan int), make(chan error)
		go func() {
			_, err := native.Run(context.Background(), native.Config{}, func(t *sched.Thread) {
				s := server(t, 1)
				port <- s.Addr().Port()
				new(traffic).bySelect(t, s, 1)
			})
			served <- err
		}()
		askByCalls(b, <-port)
		if err := <-served; err != nil {
			b.Fatal(err)
		}
	})
}

// serveByNet is the server on package net.
func serveByNet(l net.Listener) {
	c, err := l.Accept()
	if err != nil {
		return
	}
	defer c.Close()
	for room := make([]byte, 64); ; {
		n, err := c.Read(room)
		if err != nil {
			return
		}
		if _, err := c.Write(room[:n]); err != nil {
			return
		}
	}
}

// askByCalls sends b.N requests and waits for each answer.
func askByCalls(b *testing.B, port int) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer syscall.Close(fd)
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
