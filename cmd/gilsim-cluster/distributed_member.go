// This file defines a process of the program distributed: the parent hears what it prints, and can kill it.

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
)

// A company is the processes, and what they have printed.
type company struct {
	*taskForce
	mu      sync.Mutex // for what follows, and that of the members
	changed *sync.Cond
	members []*member
}

// A member is a process, and the lines that it has printed.
type member struct {
	*company
	cmd     *exec.Cmd
	ended   chan struct{}
	printed []string
	over    bool
}

// start starts a process of this command that does what a verb says.
func (c *company) start(verb string) (*member, error) {
	own, err := os.Executable()
	if err != nil {
		return nil, err
	}
	options, err := json.Marshal(c.taskForce)
	if err != nil {
		return nil, err
	}
	m := &member{company: c, cmd: exec.Command(own, verb, string(options)), ended: make(chan struct{})}
	m.cmd.Stderr = os.Stderr
	if _, err := m.cmd.StdinPipe(); err != nil { // the process ends with its input, when this one does
		return nil, err
	}
	out, err := m.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := m.cmd.Start(); err != nil {
		return nil, err
	}
	c.members = append(c.members, m)
	go m.listen(out)
	return m, nil
}

// end kills all processes.
func (c *company) end() {
	for _, m := range c.members {
		m.kill()
	}
}

// listen passes on what the process prints, until it has ended.
func (m *member) listen(out io.Reader) {
	for lines := bufio.NewScanner(out); lines.Scan(); {
		fmt.Println(lines.Text())
		m.mu.Lock()
		m.printed = append(m.printed, lines.Text())
		m.mu.Unlock()
		m.changed.Broadcast()
	}
	_ = m.cmd.Wait() // whoever was killed says so
	m.mu.Lock()
	m.over = true
	m.mu.Unlock()
	m.changed.Broadcast()
	close(m.ended)
}

// await waits until a process has printed so many lines that begin so, and returns it; nil if the last one that was started ends before.
func (c *company) await(begins string, n int) *member {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		for _, m := range c.members {
			if len(m.after(begins)) >= n {
				return m
			}
		}
		if c.members[len(c.members)-1].over {
			return nil
		}
		c.changed.Wait()
	}
}

// lines returns what came after such a beginning of a line.
func (m *member) lines(begins string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.after(begins)
}

func (m *member) after(begins string) (list []string) {
	for _, line := range m.printed {
		if rest, ok := strings.CutPrefix(line, begins); ok {
			list = append(list, rest)
		}
	}
	return list
}

// kill kills the process, if it has not ended, and waits for that.
func (m *member) kill() {
	_ = m.cmd.Process.Kill()
	<-m.ended
}
