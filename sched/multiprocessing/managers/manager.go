// This file defines BaseManager: what starts a server, or connects to one.

package managers

import (
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/multiprocessing/connection"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
	"github.com/gilsim/gilsim/sched/socket"
)

// Config says where a manager's server is, and what key it has.
type Config struct {
	Address socket.Addr   // of the server; for one that is started, a free port of 127.0.0.1 by default
	Authkey []byte        // of who connects; for one that is started, random bytes by default
	Sockets socket.Config // what the virtual loopback costs
	MD5     bool          // challenge as CPython up to 3.11 does
}

// A Type is what can be created on a server: the arguments of BaseManager.register.
type Type struct {
	Typeid string
	// New makes an object, or returns one that there is already; nil for who connects, and for what only methods return. It is
	// called in the process of the server, one call after the other.
	New func(t *sched.Thread, args Args) (*Object, error)
	// Exposed lists the methods that clients may call; nil: all that do not begin with an underscore.
	Exposed []string
	// Returns names methods that return an object: pairs of the method and the type.
	Returns [][2]string
	// Proxytype is the class of its proxies; "" is AutoProxy.
	Proxytype string
}

// exposes returns the methods of an object that clients may call.
func (y *Type) exposes(o *Object) (names []string) {
	names = append(names, y.Exposed...)
	if y.Exposed == nil {
		names = o.public()
	}
	for _, pair := range y.Returns {
		if y.Exposed == nil || pair[0][0] == '_' {
			names = append(names, pair[0])
		}
	}
	return names
}

// typeidOf returns the type of what a method returns, "" if it is no object.
func (y *Type) typeidOf(method string) string {
	for _, pair := range y.Returns {
		if pair[0] == method {
			return pair[1]
		}
	}
	return ""
}

// types are the types of a manager, in the order of their registration.
type types []*Type

// find returns the type of this name, nil if there is none.
func (l types) find(typeid string) *Type {
	for _, y := range l {
		if y.Typeid == typeid {
			return y
		}
	}
	return nil
}

// The states of a manager.
const (
	initial = iota
	started
	shutdown
)

// A BaseManager is managers.BaseManager.
type BaseManager struct {
	config  Config
	types   types
	state   int
	process *multiprocessing.Process // of its server, if it has started one
	main    *sched.Thread            // of a server that is no process of its own to the operating system
}

// NewBaseManager returns a manager without types.
func NewBaseManager(c Config) *BaseManager { return &BaseManager{config: c} }

// Register adds a type, or replaces one of the same name.
func (m *BaseManager) Register(y Type) {
	if known := m.types.find(y.Typeid); known != nil {
		*known = y
		return
	}
	m.types = append(m.types, &y)
}

// Address returns where the server is.
func (m *BaseManager) Address() socket.Addr { return m.config.Address }

// Authkey returns the key that whoever connects must have.
func (m *BaseManager) Authkey() []byte { return m.config.Authkey }

// connection returns how one connects to the server.
func (m *BaseManager) connection() connection.Config {
	return connection.Config{Name: "manager", Address: m.config.Address, Authkey: m.config.Authkey, Sockets: m.config.Sockets, MD5: m.config.MD5}
}

// mustBeInitial returns an error unless the manager is new.
func (m *BaseManager) mustBeInitial() error {
	switch m.state {
	case started:
		return errors.New("multiprocessing.context.ProcessError: Already started server")
	case shutdown:
		return errors.New("multiprocessing.context.ProcessError: Manager has shut down")
	}
	return nil
}

// keyLength is how long a key is that nobody has chosen, in bytes: as that of a process.
const keyLength = 32

// giveKey sees to a key. On the simulated machine it is a fixed one: nobody else can connect there.
func (m *BaseManager) giveKey(t *sched.Thread) {
	if m.config.Authkey != nil {
		return
	}
	m.config.Authkey = make([]byte, keyLength)
	if _, virtual := t.Engine().(sched.Devices); !virtual {
		_, _ = rand.Read(m.config.Authkey) // it never fails
	}
}

// GetServer returns a server that the process of t runs itself, with ServeForever.
func (m *BaseManager) GetServer(t *sched.Thread) (*Server, error) {
	if err := m.mustBeInitial(); err != nil {
		return nil, err
	}
	m.giveKey(t)
	s, err := newServer(t, m.connection(), m.types)
	if err == nil {
		m.config.Address = s.Addr()
	}
	return s, err
}

// Start starts the server in a process of its own, and shuts it down at the end of the process of t. On a real machine whose
// program has no processes of the operating system it is one of the run, with an interpreter lock of its own.
func (m *BaseManager) Start(t *sched.Thread) error {
	if err := m.mustBeInitial(); err != nil {
		return err
	}
	m.giveKey(t)
	start := m.startThread
	if _, ok := t.Engine().(sched.Processes); ok || t.Process().Real() != nil {
		start = m.startProcess
	}
	if err := start(t); err != nil {
		return err
	}
	m.state = started
	multiprocessing.Finalize(t, shutdownPriority, m, func(t *sched.Thread) { m.finalize(t) })
	return nil
}

// The priorities of what is done at the end of a process: proxies are counted out before the server goes.
const (
	proxyPriority    = 10
	shutdownPriority = 0
)

// startThread starts the server where there are no other processes.
func (m *BaseManager) startThread(t *sched.Thread) error {
	s, err := newServer(t, m.connection(), m.types)
	if err != nil {
		return err
	}
	m.config.Address = s.Addr()
	m.main = t.SpawnProcess("manager", t.Process().Locking(), s.ServeForever)
	return nil
}

// startProcess starts the server. It tells its port, or why it has none.
func (m *BaseManager) startProcess(t *sched.Thread) error {
	receiver, sender := multiprocessing.NewOneWayPipe(t, "manager's address")
	m.process = multiprocessing.NewProcess(t, func(t *sched.Thread) {
		s, err := newServer(t, m.connection(), m.types)
		if err != nil {
			_ = sender.Send(t, err.Error()) // who does not wait need not know
			return
		}
		_ = sender.Send(t, s.Addr().Port())
		sender.Close(t)
		s.ServeForever(t)
	}, sender)
	m.process.SetName("manager")
	m.process.Start(t)
	sender.Close(t)
	answer, err := receiver.Recv(t)
	receiver.Close(t)
	switch told := answer.(type) {
	case int:
		m.config.Address = m.config.Address.WithPort(told)
		return nil
	case string:
		m.process.Join(t)
		return errors.New(told)
	}
	return err
}

// Connect finds out that the server is there, and that it has the same key.
func (m *BaseManager) Connect(t *sched.Thread) error {
	if m.config.Authkey == nil {
		return errors.New("managers: no key: who connects needs that of the server")
	}
	if _, err := m.dispatch(t, "dummy", Args{}); err != nil {
		return err
	}
	m.state = started
	return nil
}

// dispatch has the server itself do something, on a connection of its own.
func (m *BaseManager) dispatch(t *sched.Thread, method string, args Args) (any, error) {
	w, err := m.connect(t)
	if err != nil {
		return nil, err
	}
	defer w.Close(t)
	return w.dispatch(t, method, args)
}

// connect returns a connection to the server.
func (m *BaseManager) connect(t *sched.Thread) (wire, error) {
	c, err := connection.Client(t, m.connection())
	if err != nil {
		return wire{}, err
	}
	rebuild := func(class string, token Token, kwds *pickle.Dict) (any, error) {
		return m.rebuild(t, class, token, kwds)
	}
	return wire{c, reader{rebuild}}, nil
}

// Create has the server create an object of a type that is registered, and returns a proxy for it: manager.TYPEID(args).
func (m *BaseManager) Create(t *sched.Thread, typeid string, args ...any) (*BaseProxy, error) {
	return m.CreateWith(t, typeid, With(args...))
}

// CreateWith is Create with keywords.
func (m *BaseManager) CreateWith(t *sched.Thread, typeid string, args Args) (*BaseProxy, error) {
	y := m.types.find(typeid)
	switch {
	case y == nil:
		return nil, Raised("AttributeError", fmt.Sprintf("'BaseManager' object has no attribute '%s'", typeid))
	case m.state != started:
		return nil, Raised("AssertionError", "server not yet started")
	}
	value, err := m.dispatch(t, "create", Args{append(Tuple{typeid}, args.Positional...), args.Keywords})
	if err != nil {
		return nil, err
	}
	parts, ok := value.(Tuple)
	if !ok || len(parts) != 2 {
		return nil, errors.New("ValueError: create returns (id, exposed)")
	}
	id, ok1 := parts[0].(string)
	exposed, ok2 := namesOf(parts[1])
	if !ok1 || !ok2 {
		return nil, errors.New("ValueError: create returns (id, exposed)")
	}
	return m.adopt(t, y, id, exposed)
}

// adopt makes a proxy for an object that the server counts one proxy too many for, and takes that back.
func (m *BaseManager) adopt(t *sched.Thread, y *Type, id string, exposed []string) (*BaseProxy, error) {
	p, err := m.newProxy(t, y.Proxytype, y.Typeid, id, exposed)
	if err != nil {
		return nil, err
	}
	if _, err := m.dispatch(t, "decref", With(id)); err != nil {
		return nil, err
	}
	return p, nil
}

// namesOf returns the names that a tuple or a list has.
func namesOf(value any) (names []string, ok bool) {
	list, isList := value.([]any)
	if tuple, isTuple := value.(Tuple); isTuple {
		list, isList = tuple, true
	}
	for _, item := range list {
		name, isText := item.(string)
		if !isText {
			return nil, false
		}
		names = append(names, name)
	}
	return names, isList
}

// NumberOfObjects returns how many objects the server has.
func (m *BaseManager) NumberOfObjects(t *sched.Thread) (int, error) {
	value, err := m.dispatch(t, "number_of_objects", Args{})
	n, _ := value.(int)
	return n, err
}

// DebugInfo lists the objects of the server, and how many proxies each has.
func (m *BaseManager) DebugInfo(t *sched.Thread) (string, error) {
	value, err := m.dispatch(t, "debug_info", Args{})
	text, _ := value.(string)
	return text, err
}

// Shutdown ends the server that Start has started.
func (m *BaseManager) Shutdown(t *sched.Thread) {
	if m.process == nil && m.main == nil || m.state != started {
		return
	}
	multiprocessing.CancelFinalize(t, shutdownPriority, m)
	m.finalize(t)
}

// ShutdownServer asks the server to end, whoever has started it.
func (m *BaseManager) ShutdownServer(t *sched.Thread) error {
	_, err := m.dispatch(t, "shutdown", Args{})
	m.state = shutdown
	return err
}

// patience is how long a server may take to end before it is terminated.
const patience = time.Second

// finalize is BaseManager._finalize_manager.
func (m *BaseManager) finalize(t *sched.Thread) {
	m.state = shutdown
	_, _ = m.dispatch(t, "shutdown", Args{}) // a server that is gone need not be told
	if m.main != nil {
		t.Join(m.main)
		return
	}
	m.process.JoinTimeout(t, patience)
	if m.process.IsAlive(t) {
		m.process.Terminate(t)
		m.process.Join(t)
	}
}
