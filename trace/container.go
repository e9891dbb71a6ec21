// This file defines how values that are containers are shown, and which two can be one.

package trace

import (
	"strconv"
	"strings"
)

// Container returns the text by which loads and stores show a reference to a container, such as a list: its class, and how many items it
// has at that moment. What is stored is the reference, so a load later on can show another number.
func Container(class string, items int) string {
	return "<" + class + between + strconv.Itoa(items) + ">"
}

const between = " of "

// containerClass returns the class of the container that a text shows.
func containerClass(text string) (class string, ok bool) {
	inside, ok := strings.CutPrefix(text, "<")
	if !ok {
		return "", false
	}
	class, items, ok := strings.Cut(inside, between)
	if !ok || !strings.HasSuffix(items, ">") {
		return "", false
	}
	_, err := strconv.Atoi(strings.TrimSuffix(items, ">"))
	return class, err == nil
}

// isPart reports whether an object is an item or an attribute of another one, by its name: list[0], account.balance.
func (n *Names) isPart(object int32) bool {
	info, _ := n.Object(object)
	return strings.ContainsAny(info.Name, ".[")
}

// oneContainer reports whether two values of an object can be one container, which has more or fewer items by now.
func (n *Names) oneContainer(object int32, a, b int64) bool {
	if info, _ := n.Object(object); info.Class != ClassRef {
		return false
	}
	before, _ := n.Text(a)
	after, _ := n.Text(b)
	first, ok := containerClass(before)
	second, same := containerClass(after)
	return ok && same && first == second
}
