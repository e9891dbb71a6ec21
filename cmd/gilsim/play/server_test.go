package play

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace/export/page"
)

// startServer starts a server of the counting program, and returns it with its address.
func startServer(t *testing.T, quiz bool) (*Server, string) {
	t.Helper()
	return startServerOf(t, counting(gil.Config{}), quiz)
}

func startServerOf(t *testing.T, p Program, quiz bool) (*Server, string) {
	t.Helper()
	s := &Server{Program: p, Lang: page.English, Quiz: quiz}
	ctx, stop := context.WithCancel(context.Background())
	l, address, err := s.Listen(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return s, address
}

// request sends a request and returns the answer's status and text.
func request(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

func post(t *testing.T, address, path, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, address+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	return r
}

// stateAfter makes a move and returns the state that it leads to.
func stateAfter(t *testing.T, address, path, body string) (st state) {
	t.Helper()
	status, text := request(t, post(t, address, path, body))
	if status != http.StatusOK {
		t.Fatalf("%s %s: status %d, %s", path, body, status, text)
	}
	if err := json.Unmarshal([]byte(text), &st); err != nil {
		t.Fatal(err)
	}
	return st
}

func TestTheServerAnswersOnlyWhoKnowsItsAddress(t *testing.T) {
	s, address := startServer(t, false)
	for what, change := range map[string]func(r *http.Request){
		"another token":          func(r *http.Request) { r.URL.Path = "/" + strings.Repeat("A", len(s.token)) + "/state" },
		"no token":               func(r *http.Request) { r.URL.Path = "/state" },
		"half of the token":      func(r *http.Request) { r.URL.Path = "/" + s.token[:8] + "/state" },
		"another name":           func(r *http.Request) { r.Host = "evil.example" },
		"another name and port":  func(r *http.Request) { r.Host = strings.Replace(s.host, "127.0.0.1", "rebound.example", 1) },
		"another port":           func(r *http.Request) { r.Host = "localhost:1" },
		"another page":           func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
		"a way around the token": func(r *http.Request) { r.URL.Opaque = "//" + s.host + "/%2e%2e/" + s.token + "/state" },
		"a sandboxed page":       func(r *http.Request) { r.Header.Set("Origin", "null") },
	} {
		r := post(t, address, "state", "{}")
		change(r)
		if status, text := request(t, r); status != http.StatusForbidden || strings.Contains(text, s.token) || strings.Contains(text, "balance") {
			t.Errorf("%s: status %d, %s", what, status, text)
		}
	}
	for what, change := range map[string]func(r *http.Request){
		"a form": func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") },
		"a way out of the token": func(r *http.Request) {
			r.Method, r.URL.Opaque = http.MethodGet, "//"+s.host+"/"+s.token+"/../../etc/passwd"
		},
		"a link": func(r *http.Request) { r.Method = http.MethodGet },
	} {
		r := post(t, address, "undo", "{}")
		change(r)
		if status, _ := request(t, r); status != http.StatusNotFound {
			t.Errorf("%s makes a move: status %d", what, status)
		}
	}
	if host, _, err := net.SplitHostPort(s.host); err != nil || !net.ParseIP(host).IsLoopback() {
		t.Errorf("it listens on %s, which is more than loopback", s.host)
	}
	r := post(t, address, "state", "{}")
	r.Header.Set("Origin", "http://"+s.host)
	if status, _ := request(t, r); status != http.StatusOK {
		t.Errorf("the page itself: status %d", status)
	}
}

func TestThePageOfAGameIsWholeAndSafe(t *testing.T) {
	_, address := startServer(t, false)
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"default-src 'none'", "connect-src 'self'", `id="options"`} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, never := range []string{"http://", "https://", "unsafe", "innerHTML", "{{"} {
		if bytes.Contains(text, []byte(never)) {
			t.Errorf("the page has %s", never)
		}
	}
	for name, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "frame-ancestors 'none'"} {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestAGameIsPlayedOnThePage(t *testing.T) {
	_, address := startServer(t, false)
	st := stateAfter(t, address, "state", "{}")
	for _, thread := range []string{"1", "2", "3"} {
		st = stateAfter(t, address, "choose", `{"thread":`+thread+`,"decisions":`+string(rune('0'+st.Decisions))+`}`)
	}
	if !st.Won || st.End == nil || st.End.Result.English != "n = 1" || st.Receipt == "" {
		t.Fatalf("won %v, the end %+v", st.Won, st.End)
	}
	r, err := ReadReceipt(strings.NewReader(st.Receipt))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Verify(counting(gil.Config{})); err != nil {
		t.Error(err)
	}
	if st = stateAfter(t, address, "undo", "{}"); st.Won || st.Receipt != "" || st.Decisions != 2 {
		t.Errorf("taken back, won %v after %d decisions", st.Won, st.Decisions)
	}
	if st = stateAfter(t, address, "goal", `{"goal":"result=n = 2"}`); st.Goal.Result != "n = 2" {
		t.Errorf("the goal is %+v", st.Goal)
	}
	if st = stateAfter(t, address, "restart", "{}"); st.Decisions != 0 {
		t.Errorf("begun anew, there are %d decisions", st.Decisions)
	}
}

// What a turn leaves open is asked on the page, too, hinted at, and answered by a move of its own.
func TestWhatATurnLeavesOpenIsAnsweredOnThePage(t *testing.T) {
	_, address := startServerOf(t, drawingProgram(), false)
	st := stateAfter(t, address, "goal", `{"goal":"result=n = 11"}`)
	for n := 0; !st.Won && n < 20; n++ {
		status, text := request(t, post(t, address, "hint", "{}"))
		var h hintState
		if err := json.Unmarshal([]byte(text), &h); err != nil || status != http.StatusOK {
			t.Fatalf("status %d, %s", status, text)
		}
		if (st.Asked != nil) != (h.Answer > 0) || (st.Asked == nil) != (len(st.Options) > 0) {
			t.Fatalf("asked is %+v beside %d threads, and the hint %+v", st.Asked, len(st.Options), h)
		}
		path, body := "choose", fmt.Sprintf(`{"thread":%d,"decisions":%d}`, h.Thread, st.Decisions)
		if h.Answer > 0 {
			path, body = "settle", fmt.Sprintf(`{"answer":%d,"decisions":%d}`, h.Answer-1, st.Decisions)
		}
		st = stateAfter(t, address, path, body)
	}
	r, err := ReadReceipt(strings.NewReader(st.Receipt))
	if err != nil || !st.Won {
		t.Fatalf("won %v, %v", st.Won, err)
	}
	if err := r.Verify(drawingProgram()); err != nil {
		t.Error(err)
	}
}

func TestMovesThatAreNoneAreRefusedAndChangeNothing(t *testing.T) {
	_, address := startServer(t, false)
	for _, m := range [][2]string{
		{"choose", `{"thread":9,"decisions":0}`}, {"choose", `{"thread":1,"decisions":7}`}, {"choose", `{"thread":-1}`}, {"choose", `[]`}, {"choose", `{"x":1}`},
		{"choose", ``}, {"goal", `{"goal":"win"}`}, {"fly", `{}`}, {"settle", `{"answer":0,"decisions":0}`}, {"settle", `{"answer":-1,"decisions":3}`}, {"answer", `{"answer":99}`}, {"state", strings.Repeat(" ", maxBody+1) + "{}"},
	} {
		status, text := request(t, post(t, address, m[0], m[1]))
		var told struct{ Error string }
		if err := json.Unmarshal([]byte(text), &told); err != nil || status != http.StatusBadRequest || told.Error == "" {
			t.Errorf("%s %.40s: status %d, %s", m[0], m[1], status, text)
		}
	}
	if st := stateAfter(t, address, "state", "{}"); st.Decisions != 0 {
		t.Errorf("there are %d decisions", st.Decisions)
	}
}

func TestAQuestionDoesNotTellItsAnswer(t *testing.T) {
	_, address := startServer(t, true)
	ask := func(path, body string) (q quizState) {
		status, text := request(t, post(t, address, path, body))
		if status != http.StatusOK {
			t.Fatalf("%s: status %d, %s", path, status, text)
		}
		if err := json.Unmarshal([]byte(text), &q); err != nil {
			t.Fatal(err)
		}
		return q
	}
	q := ask("question", "{}")
	if q.Right != -1 || q.Answer != -1 || q.End != nil || string(q.Run) != "null" || len(q.Answers) != 2 {
		t.Fatalf("the question has %d answers, and tells %d, %d, %v", len(q.Answers), q.Right, q.Answer, q.End)
	}
	if q = ask("answer", `{"answer":0}`); q.Right < 0 || q.End == nil || q.Asked != 1 || len(q.Run) < 100 {
		t.Errorf("after the answer right is %d, the end %+v, asked %d", q.Right, q.End, q.Asked)
	}
	if status, _ := request(t, post(t, address, "answer", `{"answer":1}`)); status != http.StatusBadRequest {
		t.Error("a question is answered twice")
	}
	if q = ask("next", "{}"); q.Answer != -1 {
		t.Errorf("the next question has the answer %d", q.Answer)
	}
}
