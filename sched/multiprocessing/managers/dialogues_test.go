package managers

import (
	"compress/gzip"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// A message is one of a recorded dialogue.
type message struct {
	connection, sender string
	data               []byte
}

// recordedDialogues returns what clients and servers of every CPython have said to each other, without their challenges.
func recordedDialogues(t *testing.T) (names []string, dialogues map[string][]message) {
	t.Helper()
	f, err := os.Open("testdata/dialogues.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	dialogues = map[string][]message{}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "# "); ok {
			names = append(names, strings.TrimSpace(name))
			continue
		}
		fields := strings.Fields(line)
		data, err := hex.DecodeString(fields[2])
		if err != nil {
			t.Fatal(line)
		}
		last := names[len(names)-1]
		dialogues[last] = append(dialogues[last], message{fields[0], fields[1], data})
	}
	return names, dialogues
}

// recordedTypes are those of testdata/server.py.
func recordedTypes() types {
	m := NewSyncManager(Config{})
	for _, typeid := range []string{"get_task_queue", "get_result_queue"} {
		var made *Object
		m.Register(Type{Typeid: typeid, New: func(t *sched.Thread, _ Args) (*Object, error) {
			if made == nil {
				made = NewQueue(threading.NewQueue[any](t, typeid, 0))
			}
			return made, nil
		}})
	}
	return m.types
}

// A listener hears a recorded dialogue: it has the requests of the clients answered, and compares the answers with those of the
// recorded server, whose ids are others.
type listener struct {
	t       *testing.T
	name    string
	server  *Server
	own     map[string]string // by recorded id
	pending map[string]request
	compared,
	proxies int
}

// TestRecordedDialogues holds the answers to each request that CPython 3.6 to 3.13, and 3.13 with the protocol of 3.14, have sent, against
// those of CPython's own servers.
func TestRecordedDialogues(t *testing.T) {
	names, dialogues := recordedDialogues(t)
	if len(names) != 9 {
		t.Fatalf("dialogues of %v", names)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			_, err := sim.Run(sim.Config{Cores: 1}, func(th *sched.Thread) {
				s := &Server{types: recordedTypes()}
				s.objects.init(th)
				l := &listener{t: t, name: name, server: s, own: map[string]string{}, pending: map[string]request{}}
				for _, m := range dialogues[name] {
					l.hear(th, m)
				}
				if l.compared < 200 || l.proxies < 3 {
					t.Errorf("only %d answers were compared, with %d proxies", l.compared, l.proxies)
				}
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func (l *listener) hear(th *sched.Thread, m message) {
	rebuild := func(class string, token Token, kwds *pickle.Dict) (any, error) {
		l.proxies++
		token.ID = l.translated(token.ID)
		if !l.server.objects.keep(th, token.ID) {
			return nil, keyError(token.ID)
		}
		return &keptProxy{class, token, kwds}, nil
	}
	if strings.HasPrefix(string(m.data), "#") {
		return // FAILURE, for a wrong key
	}
	value, err := reader{rebuild}.loads(m.data)
	if err != nil {
		l.t.Errorf("%q of the %s cannot be read: %v", m.data, m.sender, err)
		return
	}
	if m.sender == "client" {
		l.pending[m.connection] = l.requestOf(value)
		return
	}
	l.compare(th, l.pending[m.connection], value.(Tuple))
}

// requestOf returns a request with the ids of the server here.
func (l *listener) requestOf(value any) request {
	parts := value.(Tuple)
	id, _ := parts[0].(string)
	args := parts[2].(Tuple)
	for i, arg := range args {
		switch v := arg.(type) {
		case string:
			args[i] = l.translated(v)
		case Token:
			v.ID = l.translated(v.ID)
			args[i] = v
		}
	}
	return request{l.translated(id), parts[1].(string), Args{args, parts[3].(*pickle.Dict)}}
}

func (l *listener) translated(id string) string {
	if own, ok := l.own[id]; ok {
		return own
	}
	return id
}

// compare has a request answered, and compares that with the recorded answer.
func (l *listener) compare(th *sched.Thread, r request, want Tuple) {
	if r.method == "accept_connection" {
		return
	}
	got := l.answer(th, r)
	l.learn(r, got, want)
	l.compared++
	if l.shown(got) != l.shown(want) {
		l.t.Errorf("%s %s%s is answered by %s, by CPython with %s", r.id, r.method, Repr(r.args.Positional), l.shown(got), l.shown(want))
	}
}

func (l *listener) answer(th *sched.Thread, r request) Tuple {
	if r.id != "" {
		return l.server.callWith(th, r, Tuple{"127.0.0.1", 1})
	}
	value, err := l.server.own(th, r)
	if err != nil {
		return Tuple{kindTraceback, traceback(err, r.method)}
	}
	return Tuple{kindReturn, value}
}

// learn notes the ids of new objects.
func (l *listener) learn(r request, got, want Tuple) {
	if r.id == "" && r.method == "create" && want[0] == kindReturn && got[0] == kindReturn {
		l.own[want[1].(Tuple)[0].(string)] = got[1].(Tuple)[0].(string)
	}
	if want[0] == kindProxy && got[0] == kindProxy {
		l.own[want[1].(Tuple)[1].(Token).ID] = got[1].(Tuple)[1].(Token).ID
	}
}

// shown returns an answer as a text that is the same for both servers: tracebacks by their last lines, and the methods of queues
// without that of 3.13, those of dictionaries without that of 3.6.
func (l *listener) shown(answer Tuple) string {
	switch value := answer[1].(type) {
	case *Exception:
		if value.Class == "TypeError" && slices.Contains([]string{"CPython 3.6", "CPython 3.7", "CPython 3.8", "CPython 3.9"}, l.name) {
			return "a TypeError, whose text is another one since 3.10"
		}
	case string:
		if answer[0] == kindTraceback {
			lines := strings.Split(strings.TrimSpace(value), "\n")
			return lines[len(lines)-1]
		}
	case Tuple:
		if token, ok := value[1].(Token); ok && answer[0] == kindProxy {
			return fmt.Sprint(answer[0], methodsOf(value[0]), token.Typeid, l.translated(token.ID))
		}
		if id, ok := value[0].(string); ok && len(value) == 2 {
			return fmt.Sprint(answer[0], l.translated(id), methodsOf(value[1]))
		}
	}
	return Repr(answer)
}

func methodsOf(names any) (text string) {
	items, _ := itemsOf(names)
	for _, name := range items {
		if name != "shutdown" && name != "has_key" {
			text += " " + str(name)
		}
	}
	return text
}
