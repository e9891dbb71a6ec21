// This file finds the command that knows NATS.

package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// name is that command's.
const name = "gilsim-cluster"

// Command returns the command line that does what a verb and its options say.
func Command(verb string, options any) ([]string, error) {
	path, err := find()
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(options)
	return []string{path, verb, string(text)}, err
}

// find returns the path of the command: it lies beside this one, or in PATH.
func find() (string, error) {
	if own, err := os.Executable(); err == nil {
		if beside, err := exec.LookPath(filepath.Join(filepath.Dir(own), name)); err == nil { // with .exe on Windows
			return beside, nil
		}
	}
	path, err := exec.LookPath(name)
	if errors.Is(err, exec.ErrNotFound) {
		return "", fmt.Errorf("this needs the command %s, which is neither beside gilsim nor in PATH: go install github.com/gilsim/gilsim/cmd/%s@latest installs it", name, name)
	}
	return path, err
}
