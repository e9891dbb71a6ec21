// This file defines how each end proves that it has the key: deliver_challenge and answer_challenge of CPython 3.13, which
// understand those of every version before.

package connection

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"hash"
	"strconv"

	"github.com/gilsim/gilsim/sched"
)

// The messages around a challenge.
const (
	challenge = "#CHALLENGE#"
	welcome   = "#WELCOME#"
	failure   = "#FAILURE#"
)

const (
	longestProof  = 256 // no message of a proof may be longer
	md5Length     = 20  // of a challenge up to CPython 3.11, which only MD5 answers
	messageLength = 40  // of one from 3.12 on, beside the name of its hash
	ownDigest     = "sha256"
	longestName   = len("sha3_384")
	hmacCode      = 150 // what the Python code of an HMAC executes, in bytecodes
)

// hashOf returns the hash of this name that CPython allows, nil if there is none.
func hashOf(name string) func() hash.Hash {
	switch name {
	case "md5":
		return md5.New
	case "sha256":
		return sha256.New
	case "sha384":
		return sha512.New384
	case "sha3_256":
		return func() hash.Hash { return sha3.New256() }
	case "sha3_384":
		return func() hash.Hash { return sha3.New384() }
	}
	return nil
}

// digestName returns the name of the hash that a message begins with, "" if it is one of CPython up to 3.11, and the rest.
func digestName(message []byte) (name string, rest []byte, err error) {
	if len(message) == md5Length || len(message) == md5.Size {
		return "", message, nil
	}
	if rest, ok := bytes.CutPrefix(message, []byte("{")); ok {
		if end := bytes.IndexByte(rest, '}'); end > 0 && end <= longestName && hashOf(string(rest[:end])) != nil {
			return string(rest[:end]), rest[end+1:], nil
		}
	}
	return "", nil, refused("unsupported message length, missing digest prefix, or unsupported digest")
}

// mac returns the HMAC of a message by the hash of this name.
func mac(name string, key, message []byte) []byte {
	m := hmac.New(hashOf(name), key)
	m.Write(message)
	return m.Sum(nil)
}

// respond returns the answer to a challenge: _create_response.
func respond(key, message []byte) ([]byte, error) {
	name, _, err := digestName(message)
	switch {
	case err != nil:
		return nil, err
	case name == "":
		return mac("md5", key, message), nil
	}
	return append([]byte("{"+name+"}"), mac(name, key, message)...), nil
}

// verify says what is wrong with the answer to a challenge: _verify_challenge.
func verify(key, message, response []byte) error {
	name, proof, err := digestName(response)
	if err != nil {
		return err
	}
	if name == "" {
		name = "md5"
	}
	expected := mac(name, key, message)
	switch {
	case len(expected) != len(proof):
		return refused("expected '" + name + "' of length " + strconv.Itoa(len(expected)) + " got " + strconv.Itoa(len(proof)))
	case !hmac.Equal(expected, proof):
		return refused("digest received was wrong")
	}
	return nil
}

// newChallenge returns random bytes for a challenge.
func (c Config) newChallenge(t *sched.Thread) []byte {
	if c.MD5 {
		return randomBytes(t, md5Length)
	}
	return append([]byte("{"+ownDigest+"}"), randomBytes(t, messageLength)...)
}

// deliverChallenge has the peer prove that it has the key.
func deliverChallenge(t *sched.Thread, c *Connection, config Config) error {
	message := config.newChallenge(t)
	if err := c.SendBytes(t, append([]byte(challenge), message...)); err != nil {
		return err
	}
	response, err := c.recv(t, longestProof)
	if err != nil {
		return err
	}
	t.Run(hmacCode)
	if err := verify(config.Authkey, message, response); err != nil {
		_ = c.SendBytes(t, []byte(failure)) // why it failed is what counts
		return err
	}
	return c.SendBytes(t, []byte(welcome))
}

// answerChallenge proves to the peer that this end has the key.
func answerChallenge(t *sched.Thread, c *Connection, key []byte) error {
	message, err := c.recv(t, longestProof)
	if err != nil {
		return err
	}
	message, ok := bytes.CutPrefix(message, []byte(challenge))
	switch {
	case !ok:
		return refused("Protocol error, expected challenge")
	case len(message) < md5Length:
		return refused("challenge too short: " + strconv.Itoa(len(message)) + " bytes")
	}
	t.Run(hmacCode)
	response, err := respond(key, message)
	if err != nil {
		return err
	}
	if err := c.SendBytes(t, response); err != nil {
		return err
	}
	if err := c.socket.QuickAck(t); err != nil { // CPython's client sends its first request after this answer
		return err
	}
	answer, err := c.recv(t, longestProof)
	switch {
	case err != nil:
		return err
	case string(answer) != welcome:
		return refused("digest sent was rejected")
	}
	return nil
}
