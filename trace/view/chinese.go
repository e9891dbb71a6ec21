// This file says the sentences of a run in Chinese: how it has ended, where control changes hands, which update is lost.

package view

import (
	"regexp"
	"strings"
	"sync"

	"github.com/gilsim/gilsim/trace"
)

// InChinese returns a text in Chinese that says how a run has ended, as errors, crashes and halts have it, or what Columns writes in lines
// across the table. Names and places stay as they are, and so does what an exception says, as Python says it in English everywhere, and
// every line that is none of these sentences.
func InChinese(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		sentence := strings.TrimLeft(line, " ")
		lines[i] = line[:len(line)-len(sentence)] + chineseSentence(sentence)
	}
	return strings.Join(lines, "\n")
}

func chineseSentence(sentence string) string {
	if parts := handoffForm().FindStringSubmatch(sentence); parts != nil {
		return chineseHandoff(parts)
	}
	if wait := waitForm().FindStringSubmatch(sentence); wait != nil {
		return chineseWait(wait)
	}
	for _, s := range chineseSentences {
		if s.english().MatchString(sentence) {
			return s.in(sentence)
		}
	}
	if begin, rest, found := strings.Cut(sentence, ": "); found {
		for _, b := range chineseBeginnings {
			if b.english().MatchString(begin) {
				return b.in(begin) + "：" + chineseSentence(rest)
			}
		}
	}
	return sentence
}

// A chineseForm is a form of sentences and their Chinese, with the parts of the form as $1, $2 and so on.
type chineseForm struct {
	english func() *regexp.Regexp
	chinese string
}

func form(english, chinese string) chineseForm {
	return chineseForm{pattern(`^(?:` + english + `)$`), chinese}
}

// pattern compiles a regular expression when it is first needed: most commands say nothing in Chinese.
func pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

func (f chineseForm) in(sentence string) string {
	return f.english().ReplaceAllString(sentence, f.chinese)
}

// chineseBeginnings are what stands in front of another sentence, with a colon.
var chineseBeginnings = []chineseForm{
	form(`halt`, `提前结束`),
	form(`deadlock`, `死锁`),
	form(`(.+) failed in (.+?) at (\S+)`, `$1 在 $2 中失败（$3）`),
	form(`(.+) failed in (.+)`, `$1 在 $2 中失败`),
	form(`(.+) failed at (\S+)`, `$1 失败（$2）`),
	form(`(\d+) threads failed`, `$1 个线程失败`),
	form(`(.+) failed`, `$1 失败`),
	form(`(.+?) is ended by (.+)`, `$1 被异常终止：$2`),
}

// chineseSentences are those of the errors of package sched and of its machines.
var chineseSentences = []chineseForm{
	form(`1 thread waits for itself`, `1 个线程等待自己`),
	form(`(\d+) threads wait for each other in a circle`, `$1 个线程互相等待，形成环路`),
	form(`(\d+) threads? waits? for input that never comes`, `$1 个线程等待永远不会到来的输入`),
	form(`(\d+) threads? waits?, and nobody can wake (?:it|them)`, `$1 个线程在等待，谁也无法唤醒它们`),
	form(`(\d+) other threads? waits? too`, `另有 $1 个线程也在等待`),
	form(`(\d+) other threads? failed, too`, `另有 $1 个线程也失败了`),
	form(`and (\d+) more failed`, `另有 $1 个也失败了`),
	form(`(\d+) threads failed:`, `$1 个线程失败：`),
	form(`the program did not end within (\d+) steps \(a livelock\?\); (.+) ran last`, `程序在 $1 步之内没有结束（活锁？），最后运行的是 $2`),
	form(`the program did not end within (\S+)`, `程序在 $1 之内没有结束`),
	form(`(.+) computes, or waits for a time(?: (\(.+\)))?`, `$1 在计算，或在等待时间 $2`),
	form(`more than (\d+) steps`, `超过 $1 步`),
	form(`interrupted`, `被中断`),
	form(`… and ([\d,]+) more steps?`, `…… 还有 $1 步`),
	form(`… ([\d,]+) more steps? …`, `…… $1 步 ……`),
	form(`steps inside the library are not shown`, `库内部的步骤没有显示`),
	form(`x → 5 reads x, x ← 5 writes it`, `x → 5 是读 x，x ← 5 是写 x`),
	form(`→ x: who acts hands over to x in its thread`, `→ x：当前的协程把控制权交给同一线程中的 x`),
	form(`lost update: (.+) had read (.*) before (.+) wrote (.*)`, `丢失更新：$1 读到 $2 之后，$3 写入了 $4`),
}

// handoffForm is what stands above a row before which control has changed hands: of which lock, or on which core, through whose hands,
// and why.
var handoffForm = pattern(`^switch(?: of (.+?)| on core (\d+))?: (.*?)(?: \((.*)\))?$`)

func chineseHandoff(part []string) string {
	lock, core, path, why := part[1], part[2], part[3], part[4]
	text := "切换"
	switch {
	case lock != "":
		text += "（" + lock + "）"
	case core != "":
		text += "（核心 " + core + "）"
	}
	text += "：" + manyHandoffs().ReplaceAllString(path, "…… $1 次交接 ……")
	if why == "" {
		return text
	}
	var reasons []string
	for reason := range strings.SplitSeq(why, ", ") {
		reasons = append(reasons, chineseReason(reason))
	}
	return text + "（" + strings.Join(reasons, "，") + "）"
}

// manyHandoffs stands in a line for hands that it does not name.
var manyHandoffs = pattern(`… ([\d,]+) hand-overs …`)

func chineseReason(reason string) string {
	for _, r := range chineseReasons {
		if r.english().MatchString(reason) {
			return r.in(reason)
		}
	}
	return reason
}

// chineseReasons are those of reasonPhrases.
var chineseReasons = []chineseForm{
	form(`waits for (.+)`, `等待 $1`),
	form(`waits for`, `等待`),
	form(`sleeps`, `睡眠`),
	form(`joins (.+)`, `等待 $1 结束`),
	form(`joins`, `等待线程结束`),
	form(`drop requested`, `被要求释放锁`),
	form(`tick check`, `计数检查`),
	form(`yields`, `让出`),
	form(`time slice used up`, `时间片用完`),
	form(`preempted by (.+)`, `被 $1 抢占`),
	form(`preempted`, `被抢占`),
	form(`ended`, `已结束`),
}

// waitForm is what sched.Wait says: who waits, in what, for what, who has it, whether that has ended, and where.
var waitForm = pattern(`^(.+?)(?: \((.+?)\))? waits for (a wake-up|[a-z]+ ".*?")(?:, (which it holds itself)|, which its (.+?) holds|, held by (.+?)(?: \(([a-z]+ ".+?")\))?)?(, which has ended)?(?: \(([^()]+:\d+)\))?$`)

func chineseWait(part []string) string {
	who, in, what, itself, within, holder, heldIn, ended, where := part[1], part[2], part[3], part[4], part[5], part[6], part[7], part[8], part[9]
	text := who
	if in != "" {
		text += "（" + in + "）"
	}
	text += " 等待" + chineseObject(what)
	switch {
	case itself != "":
		text += "，而它自己持有它"
	case within == "code outside of greenlets":
		text += "，它由该线程 greenlet 之外的代码持有"
	case within != "":
		text += "，它由该线程的 " + within + " 持有"
	case heldIn != "":
		text += "，它由 " + holder + "（" + heldIn + "）持有"
	case holder != "":
		text += "，它由 " + holder + " 持有"
	}
	if ended != "" {
		text += "，而持有者已结束"
	}
	if where != "" {
		text += "（" + where + "）"
	}
	return text
}

// chineseObject says what is waited for: the class of an object and its name.
func chineseObject(what string) string {
	class, name, named := strings.Cut(what, " ")
	in, known := chineseClasses[class]
	switch {
	case what == "a wake-up":
		return "唤醒"
	case !named || !known:
		return " " + what
	}
	return in + " " + name
}

// chineseClasses are the classes of objects that threads wait for; those that Python has a word for are called by it.
var chineseClasses = map[string]string{
	trace.ClassGIL: "解释器锁", trace.ClassLock: "锁", trace.ClassQueue: "队列", trace.ClassIO: "输入或输出", trace.ClassTimer: "计时器",
	trace.ClassThread: "线程", trace.ClassProcess: "进程", trace.ClassSemaphore: "信号量", trace.ClassPipe: "管道", trace.ClassFifo: "命名管道",
	trace.ClassMessages: "消息队列", trace.ClassMemory: "共享内存", trace.ClassGreenlet: " greenlet", trace.ClassGenerator: "生成器", trace.ClassHub: " hub", trace.ClassTask: "任务", trace.ClassLoop: "事件循环",
	"condition": "条件变量", "event": "事件", "barrier": "屏障", trace.ClassFuture: " future", "socket": "套接字",
}
