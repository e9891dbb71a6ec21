package cluster

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// Become does what a verb and its options say, by a process with the same streams. A Ctrl-C on the console reaches that, too, and
// ends it.
func Become(verb string, options any) error {
	command, err := Command(verb, options)
	if err != nil {
		return err
	}
	signal.Ignore(os.Interrupt)
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		if cmd.ProcessState == nil {
			return err
		}
		os.Exit(cmd.ProcessState.ExitCode())
	}
	return nil
}

// detach keeps a Ctrl-C on the console from the process: the master tells it what to do then.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
