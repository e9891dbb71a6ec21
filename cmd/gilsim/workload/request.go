// This file defines the requests of the server: what they look like, so that both ends can count them.

package workload

import "time"

// A request says in lower-case letters which one it is and when it was sent. The rest is filled up.
type request struct {
	client, number int64
	sent           time.Duration
}

// The letters that client, number and time take at the head of a request, 4 bits each.
const (
	clientSize = 4
	numberSize = 8
	sentSize   = 16
	headSize   = clientSize + numberSize + sentSize
)

// text returns the request in so many bytes, headSize at least.
func (r request) text(size int) []byte {
	text := make([]byte, 0, size)
	text = appendLetters(text, r.client, clientSize)
	text = appendLetters(text, r.number, numberSize)
	text = appendLetters(text, int64(r.sent), sentSize)
	for len(text) < size {
		text = append(text, 'a'+byte(len(text)%26))
	}
	return text
}

// requestOf returns the request of a text.
func requestOf(text []byte) request {
	return request{
		client: ofLetters(text[:clientSize]),
		number: ofLetters(text[clientSize : clientSize+numberSize]),
		sent:   time.Duration(ofLetters(text[clientSize+numberSize : headSize])),
	}
}

// appendLetters appends n as so many letters.
func appendLetters(text []byte, n int64, letters int) []byte {
	for i := letters - 1; i >= 0; i-- {
		text = append(text, 'a'+byte(n>>(4*i)&15))
	}
	return text
}

// ofLetters returns the number that letters stand for.
func ofLetters(text []byte) (n int64) {
	for _, c := range text {
		n = n<<4 | int64(c-'a')
	}
	return n
}
