//go:build unix

package cluster

import (
	"os"
	"os/exec"
	"syscall"
)

// Become has this process do what a verb and its options say: signals then reach who they are for.
func Become(verb string, options any) error {
	command, err := Command(verb, options)
	if err != nil {
		return err
	}
	return syscall.Exec(command[0], command, os.Environ())
}

// detach keeps a Ctrl-C on the terminal from the process: the master tells it what to do then.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
