// This file defines the objects of a server, and how many proxies each has.

package managers

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A served is an object of a server, and what its clients may call.
type served struct {
	object  *Object
	made    *Type
	exposed []string
}

// An entry is an object of a server, and who has it.
type entry struct {
	served
	id      string
	proxies int                    // how many there are
	place   container.Node[*entry] // in the order of their making
}

// counts are the objects of a server. One whose last proxy has gone is forgotten, unless a proxy that a client has put into
// another object stands for it: id_to_local_proxy_obj.
type counts struct {
	mutex   *threading.Lock // Server.mutex
	entries map[string]*entry
	ids     map[*Object]string
	kept    map[string]*entry // what proxies inside of objects stand for
	order   container.List[*entry]
	next    int64
}

func (c *counts) init(t *sched.Thread) {
	*c = counts{mutex: threading.NewLock(t, "mutex"), entries: map[string]*entry{}, ids: map[*Object]string{}, kept: map[string]*entry{}}
}

// create makes an object, or finds one that is there already, and takes it in with one proxy more: that of who creates it. No other
// thread of the server makes one meanwhile.
func (c *counts) create(t *sched.Thread, made *Type, makes func() (*Object, error)) (id string, exposed Tuple, err error) {
	c.mutex.With(t, func() {
		var object *Object
		if object, err = makes(); err == nil {
			id, exposed = c.add(object, made)
		}
	})
	return id, exposed, err
}

// add takes in an object.
func (c *counts) add(object *Object, made *Type) (id string, exposed Tuple) {
	id = c.ids[object]
	if id == "" {
		c.next++
		id = strconv.FormatInt(firstID+c.next*idStep, 16)
		c.ids[object] = id
	}
	e := c.entries[id]
	if e == nil {
		e = &entry{id: id}
		e.object = object
		c.track(e)
	}
	e.served = served{object, made, made.exposes(object)}
	e.proxies++
	for _, name := range e.exposed {
		exposed = append(exposed, name)
	}
	return id, exposed
}

// track notes an object that has proxies from now on.
func (c *counts) track(e *entry) {
	c.entries[e.id], c.ids[e.object] = e, e.id
	e.place.Value = e
	c.order.Push(&e.place)
}

// Ids look like the addresses that Python takes.
const (
	firstID = 0x7f0000000000
	idStep  = 0x40
)

// find returns the object with this id, and whether there is one.
func (c *counts) find(t *sched.Thread, id string) (found served, ok bool) {
	c.mutex.With(t, func() {
		e := c.entries[id]
		if e == nil {
			e = c.kept[id]
		}
		if ok = e != nil; ok {
			found = e.served
		}
	})
	return found, ok
}

// keep notes that a proxy for the object is inside of another one. It reports whether there is such an object.
func (c *counts) keep(t *sched.Thread, id string) (known bool) {
	c.mutex.With(t, func() {
		if e := c.entries[id]; e != nil {
			c.kept[id] = e
		}
		known = c.kept[id] != nil
	})
	return known
}

// incref counts a proxy.
func (c *counts) incref(t *sched.Thread, id string) (err error) {
	c.mutex.With(t, func() {
		e := c.entries[id]
		if e == nil {
			if e = c.kept[id]; e == nil {
				err = keyError(id)
				return
			}
			c.track(e)
		}
		e.proxies++
	})
	return err
}

// decref takes a proxy back, and forgets the object with the last one.
func (c *counts) decref(t *sched.Thread, id string) (err error) {
	c.mutex.With(t, func() {
		e := c.entries[id]
		switch {
		case e == nil && c.kept[id] == nil:
			err = keyError(id)
		case e != nil:
			if e.proxies--; e.proxies == 0 {
				delete(c.entries, id)
				delete(c.ids, e.object)
				c.order.Remove(&e.place)
			}
		}
	})
	return err
}

// methods returns the names of the methods of an object.
func (c *counts) methods(t *sched.Thread, id string) (names Tuple, err error) {
	e, ok := c.find(t, id)
	if !ok {
		return nil, keyError(id)
	}
	for _, name := range e.exposed {
		names = append(names, name)
	}
	return names, nil
}

// number returns how many objects there are.
func (c *counts) number(t *sched.Thread) (n int) {
	c.mutex.With(t, func() { n = len(c.entries) })
	return n
}

// longestInfo is how much of an object's text is told.
const longestInfo = 75

// info lists the objects and their proxies: Server.debug_info.
func (c *counts) info(t *sched.Thread) string {
	var lines []string
	for _, e := range c.all(t) {
		text := []rune(e.object.repr(t))
		lines = append(lines, fmt.Sprintf("  %s:       refcount=%d\n    %s", e.id, e.proxies, string(text[:min(len(text), longestInfo)])))
	}
	return strings.Join(lines, "\n")
}

// all returns the entries in the order of their ids.
func (c *counts) all(t *sched.Thread) (list []entry) {
	c.mutex.With(t, func() {
		for n := c.order.First(); n != nil; n = n.Next() {
			list = append(list, entry{served: n.Value.served, id: n.Value.id, proxies: n.Value.proxies})
		}
	})
	return list
}
