// This file defines how strategies answer what turns leave open: random numbers, whom a signal wakes, the time.

package search

// mostAnswers is how many answers to one question are tried. If there are more, some are tried that are spread evenly, the first
// and the last among them.
const mostAnswers = 16

// Tried returns the answers to a question with n answers that are tried, in their order.
func Tried(n int64) []int64 {
	list := make([]int64, min(n, mostAnswers))
	for i := range list {
		q := question{n, int64(i)}
		list[i] = q.answer()
	}
	return list
}

// A question has n answers, of which so many have been tried before the one that is given now.
type question struct {
	n     int64
	tried int64
}

// answer returns the one that is given now.
func (q *question) answer() int64 {
	switch {
	case q.n <= mostAnswers:
		return q.tried
	case q.tried == mostAnswers-1:
		return q.n - 1
	}
	return q.tried * ((q.n - 1) / (mostAnswers - 1))
}

// questions are those of one turn, in order.
type questions struct {
	list []question
	at   int // how many have been asked in this run
}

// begin starts a run that answers as far as is known.
func (q *questions) begin() { q.at = 0 }

// clear forgets them all.
func (q *questions) clear() { q.list, q.at = q.list[:0], 0 }

// next returns the answer to the next question, which has n.
func (q *questions) next(n int64) int64 {
	if q.at == len(q.list) {
		q.list = append(q.list, question{n: n})
	}
	now := &q.list[q.at]
	q.at++
	return min(now.answer(), n-1)
}

// advance goes to the next answers, and reports whether there are any: those to the last question change first.
func (q *questions) advance() bool {
	q.list = q.list[:min(q.at, len(q.list))]
	for k := len(q.list); k > 0; k = len(q.list) {
		if last := &q.list[k-1]; last.tried+1 < min(last.n, mostAnswers) {
			last.tried++
			return true
		}
		q.list = q.list[:k-1]
	}
	return false
}
