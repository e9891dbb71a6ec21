// This file is the glossary in Chinese, by the words of the English one.

package report

import (
	"fmt"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
)

// A chineseGroup is a group of the glossary in Chinese.
type chineseGroup struct {
	heading string
	words   map[string]word // by the English ones
}

// chineseGlossary returns all words, by the English headings. The names of the tables' columns stand behind the Chinese ones, as
// the tables have them.
func chineseGlossary() map[string]chineseGroup {
	return map[string]chineseGroup{
		"Threads": {"线程", map[string]word{
			"ran":                           {"运行（ran）", "线程在核心上的时间"},
			"waited for lock":               {"等待解释器锁（waited for lock）", "因为想要解释器锁而不在核心上的时间"},
			"convoy score":                  {"护航得分（convoy score）", "网页上：等待解释器锁的时间是运行时间的多少倍。0：从不等待；与计算线程同跑的 I/O 线程会达到几十、几百"},
			"ready":                         {"就绪（ready）", "可以运行但没有核心的时间"},
			"blocked":                       {"阻塞（blocked）", "等待其他任何事情的时间：输入或输出、睡眠、程序的锁、要 join 的线程、队列"},
			"gave up, gave up core":         {"让出核心（gave up core）", "为了等待而自己离开核心的次数：自愿的上下文切换"},
			"lost core":                     {"失去核心（lost core）", "核心被拿走的次数：时间片用完，或被唤醒的线程抢先；非自愿的上下文切换"},
			"bytecodes":                     {"字节码（bytecodes）", "执行了多少条：工作量按 Python 的字节码计算，不按时间"},
			"greenlet, class, turns, ended": {"greenlet、class、turns、ended", "线程内的协程：它是什么，被切换到多少次，是否已结束"},
			"task":                          {"任务（task）", "asyncio 的协程，由事件循环恢复执行，一直运行到等待（await）尚未到来的东西为止：其间同一事件循环的其他任务都不执行"},
			"event loop":                    {"事件循环（event loop）", "asyncio 中一个线程里的代码：逐个恢复可以继续的任务；一个都没有时，等待定时器和套接字。一个任务若一直计算或阻塞，其他任务都得等"},
		}},
		"Interpreter lock": {"解释器锁", map[string]word{
			"gil":                                    {"gil", "全局解释器锁：持有它的线程才能执行字节码。on 和 interval 是 CPython 3.2 起的锁，ticks 是 3.1 以前的，coop 是绿色线程，off 是自由线程：没有锁"},
			"acquisitions":                           {"获取次数（acquisitions）", "线程获得它的次数"},
			"hand-overs":                             {"交接（hand-overs）", "它从一个线程转到另一个线程的次数"},
			"on request":                             {"应请求（on request）", "等待者等满一个切换间隔后提出请求（gil_drop_request），持有者因此释放的次数"},
			"switch interval":                        {"切换间隔（switch interval）", "等待者多久之后提出请求：sys.getswitchinterval，5 ms"},
			"check interval":                         {"检查间隔（check interval）", "ticks 的锁：持有者执行多少条计数的字节码后释放：sys.getcheckinterval，100"},
			"checks":                                 {"检查点（checks）", "持有者在哪里查看是否有人请求：3.9 以前每条字节码；3.10 在调用和向后跳转处（calls）；3.11 起除特化调用以外的那些（calls311）"},
			"longest wait":                           {"最长等待（longest wait）", "一个线程连续等待它的最长时间"},
			"woken in vain, in vain, found it taken": {"白白唤醒（woken in vain、in vain、found it taken）", "为锁被唤醒之后，却发现锁又被别的线程拿走的比例"},
		}},
		"Switches: why a thread left its core": {"切换：线程为何离开核心", map[string]word{
			"io":       {"io", "等待输入或输出"},
			"sleep":    {"sleep", "睡眠"},
			"lock":     {"lock", "等待程序的锁"},
			"join":     {"join", "等待另一个线程结束"},
			"wait":     {"wait", "等待其他事情：条件变量、队列、它的 hub"},
			"gil":      {"gil", "等待解释器锁"},
			"interval": {"interval", "因为被请求而释放了解释器锁"},
			"ticks":    {"ticks", "在检查点主动释放，而另一个线程更快拿到了锁"},
			"yield":    {"yield", "让出核心，并且立即再次就绪"},
			"slice":    {"slice", "时间片用完"},
			"preempt":  {"preempt", "被唤醒的线程拿走了核心"},
			"exit":     {"exit", "线程结束"},
		}},
		"Predicted and measured": {"预测与实测", map[string]word{
			"predicted":                 {"预测（predicted）", "模拟机器一次运行的结果：在每台计算机上都一样"},
			"measured":                  {"实测（measured）", "在这台计算机的核心上真实运行的中位数；min … max 是最小值和最大值"},
			"error":                     {"误差（error）", "预测与实测之差，以实测的百分比表示；实测本身是百分比时以百分点表示"},
			"inside the noise":          {"在噪声之内（inside the noise）", "误差不大于真实运行与其自身之间的差异"},
			"too noisy":                 {"噪声太大（too noisy）", fmt.Sprintf("运行与其自身相差超过 %d %%：这时只说明怎样能改善", measure.TooNoisy)},
			"own threads only":          {"仅自己的线程（own threads only）", "没有可说的误差：预测的是程序自己的线程之间互相拿走的，实测的还包括 Go 运行时和其他程序拿走的"},
			"wall time":                 {"总时间（wall time）", "从运行开始到结束"},
			"CPU use, CPU":              {"CPU 使用率（CPU use、CPU）", "CPU 时间除以总时间，以一个核心的百分比表示"},
			"waited for core":           {"等待核心（waited for core）", "所有线程合计可以运行但没有核心的时间"},
			"latency, median, p95, p99": {"延迟（latency、median、p95、p99）", "程序等待的东西晚到了多久：一半、95 % 或 99 % 更早到达"},
			"throughput, requests/s":    {"吞吐量（throughput、requests/s）", "每秒答复的请求数"},
			"waited for data, received data in, received in": {"waited for data、received data in、received in", "一次接收的两个阶段：等到有数据，以及等到程序拿到数据"},
			"wall, lock / off": {"wall, lock / off", "有锁的时间除以无锁的时间"},
			"work with start, all, start alone, start, work alone, work": {"work with start、all、start alone、start、work alone、work", "属于 --family=parallel：用一种方式做完几个任务的总时间、只启动和结束而什么也不做的时间，以及其余的时间"},
			"round trip, one way, megabytes, MB/s":                       {"round trip、one way、megabytes、MB/s", "属于 --family=ipc：从发出消息到收到回答的时间、单方向连续发送时每条消息的时间，以及每秒通过多少数据"},
			"relative":                                                   {"relative", "每条字节码的时间，与同一把锁下线程最少时相比"},
			"speed-up":                                                   {"加速比（speed-up）", "反过来：同样的时间内完成几倍的工作"},
			"recording":                                                  {"记录（recording）", "真实运行在测量时不记录轨迹，因为记录需要时间；只有轨迹才知道的内容由另外一次运行记录"},
		}},
		"Sentences": {"句子", map[string]word{
			"CPU-bound":                         {"CPU 密集（CPU-bound）", fmt.Sprintf("线程在计算，并且有锁时使用一个核心的 %d %% 或更多", int(experiment.Bound))},
			"the lock costs nothing that shows": {"the lock costs nothing that shows", fmt.Sprintf("有锁与无锁的时间相差不到 %.1f 倍，或不超过噪声", experiment.Differs)},
			"wait for most of their time":       {"wait for most of their time", "除主线程外，每个线程有一半以上的时间在等待"},
			"lost update":                       {"丢失更新（lost update）", "线程根据一个值计算并写回，而这个值在此期间已被别的线程替换"},
			"deadlock":                          {"死锁（deadlock）", "线程互相等待形成环路，或者等待无人能给的唤醒"},
			"livelock":                          {"活锁（livelock）", "线程在运行，但程序永远不结束：在 --max-steps 之后放弃"},
			"hub":                               {"hub", "等待同一线程中所有其他 greenlet 的那个 greenlet，如 gevent 的 hub"},
			"by order":                          {"按顺序（by order）", "只看线程的轮次而不看时间的重放"},
		}},
	}
}
