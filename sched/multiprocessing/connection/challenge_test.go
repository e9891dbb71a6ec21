package connection

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"testing"
)

// What CPython 3.6 to 3.13 have answered to each other is answered here, and what they have taken or refused is taken or refused.
func TestChallengesOfEveryVersion(t *testing.T) {
	recorded, err := os.ReadFile("testdata/challenges.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(recorded)) {
		fields := strings.Fields(line)
		if fields[0] == "#" {
			continue
		}
		message, err1 := hex.DecodeString(fields[3])
		want, err2 := hex.DecodeString(fields[4])
		if err1 != nil || err2 != nil {
			t.Fatal(line)
		}
		n++
		if got, err := respond([]byte(fields[2]), message); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is answered by %x (%v)", line, got, err)
		}
		if err := verify([]byte("abc"), message, want); (err == nil) != (fields[5] == welcome) {
			t.Errorf("%s: %v", line, err)
		}
	}
	if n < 20 {
		t.Errorf("only %d challenges", n)
	}
}

// A challenge with {sha256} that is answered by MD5 without a name is one that CPython up to 3.11 has answered; every hash that
// CPython allows will do, and no other.
func TestHashesOfAnswers(t *testing.T) {
	key, message := []byte("abc"), []byte("{sha256}0123456789012345678901234567890123456789")
	for _, name := range []string{"md5", "sha256", "sha384", "sha3_256", "sha3_384"} {
		if err := verify(key, message, append([]byte("{"+name+"}"), mac(name, key, message)...)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		named := append([]byte("{"+name+"}"), bytes.Repeat([]byte("x"), messageLength)...)
		if response, err := respond(key, named); err != nil || !bytes.HasPrefix(response, []byte("{"+name+"}")) {
			t.Errorf("a challenge by %s is answered by %q (%v)", name, response, err)
		}
	}
	if err := verify(key, message, mac("md5", key, message)); err != nil {
		t.Errorf("md5 of old: %v", err)
	}
	for _, response := range []string{"", "x", "{sha1}01234567890123456789", "{sha256", "{}", "{sha256}", "{sha256}" + strings.Repeat("x", 32), strings.Repeat("x", 16), strings.Repeat("x", 20), strings.Repeat("{", 256)} {
		var refused *AuthenticationError
		if err := verify(key, message, []byte(response)); !errors.As(err, &refused) {
			t.Errorf("%q is taken (%v)", response, err)
		}
	}
}

// FuzzRespond reads challenges, and the answers to them.
func FuzzRespond(f *testing.F) {
	recorded, err := os.ReadFile("testdata/challenges.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(recorded)) {
		if fields := strings.Fields(line); fields[0] != "#" {
			message, _ := hex.DecodeString(fields[3])
			response, _ := hex.DecodeString(fields[4])
			f.Add(message, response)
		}
	}
	f.Fuzz(func(t *testing.T, message, response []byte) {
		own, err := respond([]byte("abc"), message)
		if err == nil && verify([]byte("abc"), message, own) != nil {
			t.Errorf("the own answer to %q is refused", message)
		}
		if verify([]byte("abc"), message, response) == nil && !bytes.HasSuffix(response, mac(nameOf(response), []byte("abc"), message)) {
			t.Errorf("%q is taken as an answer to %q", response, message)
		}
	})
}

func nameOf(response []byte) string {
	if name, _, _ := digestName(response); name != "" {
		return name
	}
	return "md5"
}
