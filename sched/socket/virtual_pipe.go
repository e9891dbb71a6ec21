// This file defines the pipe, one direction of a connection on the virtual loopback: bytes that are sent, travel, arrive
// and are read.

package socket

import "time"

// A pipe holds the bytes of one direction, from the first that was not read to the last that was sent. Invariant:
// 0 <= arrived <= departed <= len(bytes()).
type pipe struct {
	buffer   []byte
	read     int           // bytes at the start of the buffer that were read
	arrived  int           // bytes that can be read
	departed int           // bytes that can, and those on their way
	free     time.Duration // when the last byte that departed has left the sender
	delayed  int           // how much of what has left the machine carries
	ending   bool          // nothing will follow what is in the buffer
	ended    bool          // and that is on its way, too
	end      bool          // and has arrived
}

// bytes returns those that were not read.
func (p *pipe) bytes() []byte { return p.buffer[p.read:] }

// unacknowledged returns how many bytes take room in the sender's buffer.
func (p *pipe) unacknowledged() int { return len(p.bytes()) - p.arrived }

// write adds data at the end.
func (p *pipe) write(data []byte) {
	if len(p.buffer)+len(data) > cap(p.buffer) && p.read > len(p.buffer)/2 {
		p.buffer = append(p.buffer[:0], p.bytes()...)
		p.read = 0
	}
	p.buffer = append(p.buffer, data...)
}

// kept is how much memory an empty pipe keeps: an idle connection is to cost next to nothing.
const kept = 256

// take reads what has arrived, as much as there is room for.
func (p *pipe) take(room []byte) (n int) {
	n = copy(room, p.bytes()[:p.arrived])
	p.read += n
	p.arrived -= n
	p.departed -= n
	if p.read == len(p.buffer) {
		p.buffer, p.read = p.buffer[:0], 0
		if cap(p.buffer) > kept {
			p.buffer = nil
		}
	}
	return n
}

// depart lets the next bytes leave, as many as the receiver's window permits, and returns how many.
func (p *pipe) depart(window int) (n int) {
	n = min(len(p.bytes())-p.departed, window-p.departed)
	n = max(n, 0)
	p.departed += n
	return n
}

// endNow reports whether the end is to leave now: everything has left before it. It leaves once.
func (p *pipe) endNow() bool {
	if !p.ending || p.ended || p.departed < len(p.bytes()) {
		return false
	}
	p.ended = true
	return true
}

// drop forgets what has not arrived, and what has.
func (p *pipe) drop() {
	p.buffer, p.read, p.arrived, p.departed = nil, 0, 0, 0
}
