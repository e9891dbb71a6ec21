// This file sums up what the greenlets, generators and hubs of a thread did.

package trace

import "time"

// An ActorSummary is one actor's part in a thread.
type ActorSummary struct {
	ID    int32         // the number of an object; 0 is the thread's own code
	Name  string        // "" for the thread's own code
	Class string        // ClassGreenlet, ClassHub or ClassGenerator; "" for the thread's own code
	Turns int64         // how often it was switched to, thrown into or resumed
	Ran   time.Duration // it was current, and its thread on a core
	Ended bool
}

// spendActor books a span on its actor.
func (s *Summarizer) spendActor(span Span) {
	if span.State == StateRunning {
		s.actorRan = extend(s.actorRan, int(span.Actor)+1)
		s.actorRan[span.Actor] += span.To - span.From
	}
}

// threadActors returns the figures of a thread's actors, who were on a core for so long together.
func (s *Summarizer) threadActors(thread int32, ran time.Duration) []ActorSummary {
	others := s.spans.ActorsOf(thread)
	if len(others) == 0 {
		return nil
	}
	over := s.spans.State(thread) == StateEnded
	own := ActorSummary{Turns: s.spans.actors.life(thread, 0).turns, Ran: ran, Ended: over}
	list := append(make([]ActorSummary, 0, 1+len(others)), own)
	for _, id := range others {
		a := s.spans.actors.life(thread, id)
		info, _ := s.names.Object(id)
		sum := ActorSummary{ID: id, Name: info.Name, Class: info.Class, Turns: a.turns, Ended: a.ended}
		if int(id) < len(s.actorRan) {
			sum.Ran = time.Duration(s.actorRan[id])
		}
		list[0].Ran -= sum.Ran
		list = append(list, sum)
	}
	return list
}
