// The words of the page in its languages. Names, values and the kinds of events are the run's own and stay as they are.

import { Lost, Texts } from "./data";
import { Run } from "./run";

export type Language = "en" | "zh";

/** The value that a step read or wrote, as its text has it: "balance → 5", "balance ← 8 (3 + 5)". */
function valueOf(run: Run, event: number): string {
  return (run.textOf(event).split(/ [→←] /)[1] ?? "").replace(/ \(.*\)$/, "");
}

const english = {
  language: "en" as Language,
  axis: { time: "time", steps: "steps" },
  core: "core", process: "process", idle: "idle", free: "free", nobody: "–",
  heldBy: (name: string) => "held by " + name,
  states: ["", "running", "waits for the interpreter lock", "ready, waits for a core", "input or output", "asleep", "waits for a lock", "joins a thread", "waits in its hub or event loop", "waits for a queue or condition", "suspended", "ready, waits for its turn", "ended"],
  lost: (run: Run, l: Lost) => l.read < 0 || l.over < 0 ? "lost update"
    : `lost update: ${run.who(l.store)} had read ${valueOf(run, l.read)} before ${run.who(l.over)} wrote ${valueOf(run, l.over)}`,
  want: (text: string) => "want " + text,
  reasons: {} as Record<string, string>,
  settingNames: {} as Record<string, string>,
  parting: "Here the runs part", otherRun: "To the other run",
  nothing: "Nothing to show: no step is left by the filter.",
  step: "Step", of: "of", at: "at",
  now: "At this step", figures: "Figures", output: "Output", words: "Words", charts: "Charts", keys: "Keys",
  source: "Source", line: "line", toLine: "To the next step in this line",
  threads: "Threads", threadsAndTasks: "Threads, greenlets and tasks", threadOrTask: "thread, task", more: (n: number) => `… and ${n} more`, locks: "Locks", variables: "Variables and queues", events: "What happens",
  thread: "thread", state: "state", waitsFor: "for", holder: "held by", lock: "lock", waiting: "waiting", variable: "name", value: "value", before: "before",
  noOutput: "Nothing is printed up to here.",
  circle: "They wait for each other in a circle:",
  circleLine: (waiter: string, object: string, holder: string) => `${waiter} waits for ${object}, which ${holder} has`,
  conflictWith: (who: string, what: string) => `conflicts with ${who}: ${what}`,
  result: "Result", window: (n: string) => `${n} events lie outside this window of time`,
  first: "To the start (Home)", back: "Step back (←)", play: "Play (space)", pause: "Pause (space)", forward: "Step forward (→)", last: "To the end (End)",
  switchJump: "switch", conflictJump: "conflict", outputJump: "output", faultJump: "fault",
  next: (what: string) => "Next " + what, previous: (what: string) => "Previous " + what,
  none: (what: string) => `There is no further ${what}.`,
  zoomIn: "Zoom in (+)", zoomOut: "Zoom out (−)", fit: "Show all (0)", toStep: "Zoom to this step (z)",
  byTime: "by time", bySteps: "by steps", axisLabel: "Axis",
  level: "Steps", levels: ["of the program", "and the library's", "and the machine's"],
  allThreads: "all threads", allObjects: "all objects", allKinds: "all kinds",
  duringShort: "this time only", during: "Only steps of the time that the timeline shows (w)",
  theme: "Light or dark (t)", otherLanguage: "中文", help: "Keys (?)",
  timeline: "Timeline", columns: "Steps, side by side",
  summary: { ran: "ran", lock: "waited for lock", convoy: "convoy score", ready: "ready", blocked: "blocked", gave: "gave up core", lost: "lost core", bytecodes: "bytecodes" },
  wall: "wall time", cpu: "CPU use", busy: (core: number) => "core " + core,
  takes: "acquisitions", handoffs: "hand-overs", forced: "on request", vain: "woken in vain", longest: "longest wait",
  interpreterLock: "Interpreter lock", switches: "Why threads left their cores", blame: "Who made whom wait", cross: "Who waited for whom, all locks together", crossed: "waiter \\ holder",
  waiter: "who waited", waitedFor: "for whom", how: "how long",
  whole: "of the whole run",
  legend: "What the lanes show",
  legendMarks: { step: "a step of the program", cursor: "where you are", handover: "the interpreter lock goes over", wake: "wakes another thread", fault: "a lost update, a failure" },
  settings: "Settings",
  keyHelp: [
    ["← →", "step back, forward"], ["Home End", "first, last step"], ["space", "play, pause"], ["s S", "next, previous switch"], ["c C", "next, previous conflict"],
    ["o O", "next, previous output"], ["f F", "next, previous fault"], ["+ − 0", "zoom in, out, show all"], ["z", "zoom to this step"], [", .", "move left, right"],
    ["x", "time or steps as the axis"], ["l", "more or fewer steps"], ["w", "only steps of the time in sight, or all"], ["t", "light or dark"], ["b", "of two runs: to the other one"], ["d", "of two runs: to where they part"], ["?", "these keys"],
  ] as [string, string][],
  mouse: "Wheel: zoom. Drag: move. Click: go to a step. Shift and wheel: move.",
  sketch: (thread: string, text: string, time: string) => `${thread && thread + ": "}${text}, at ${time}`,
};

export type Words = typeof english;

const chinese: Words = {
  language: "zh",
  axis: { time: "时间", steps: "步" },
  core: "核心", process: "进程", idle: "空闲", free: "空闲", nobody: "–",
  heldBy: (name) => name + " 持有",
  states: ["", "运行中", "等待解释器锁", "就绪，等待核心", "输入或输出", "睡眠", "等待锁", "等待线程结束（join）", "在 hub 或事件循环中等待", "等待队列或条件变量", "挂起", "就绪，等待轮到它", "已结束"],
  lost: (run, l) => l.read < 0 || l.over < 0 ? "丢失更新"
    : `丢失更新：${run.who(l.store)} 读到 ${valueOf(run, l.read)} 之后，${run.who(l.over)} 写入了 ${valueOf(run, l.over)}`,
  want: (text) => "应为 " + text,
  settingNames: { threads: "线程", gil: "解释器锁", checks: "检查点", "switch-interval": "切换间隔", "check-interval": "检查间隔", cores: "核心", seed: "种子" },
  reasons: { io: "输入输出", sleep: "睡眠", lock: "程序的锁", join: "等待线程结束", wait: "等待", gil: "解释器锁", interval: "应请求释放", ticks: "计数检查", yield: "让出", slice: "时间片用完", preempt: "被抢占", exit: "结束" },
  parting: "两次运行从这里开始不同", otherRun: "到另一次运行",
  nothing: "没有可显示的内容：没有符合筛选条件的步骤。",
  step: "第", of: "/", at: "时刻",
  now: "这一步", figures: "数据", output: "输出", words: "术语", charts: "图表", keys: "按键",
  source: "源代码", line: "行", toLine: "到这一行的下一步",
  threads: "线程", threadsAndTasks: "线程、greenlet 与任务", threadOrTask: "线程、任务", more: (n) => `… 还有 ${n} 个`, locks: "锁", variables: "变量与队列", events: "发生了什么",
  thread: "线程", state: "状态", waitsFor: "等待对象", holder: "持有者", lock: "锁", waiting: "等待者", variable: "名称", value: "值", before: "之前",
  noOutput: "到此为止没有输出。",
  circle: "它们互相等待，形成环路：",
  circleLine: (waiter, object, holder) => `${waiter} 等待 ${object}，而它由 ${holder} 持有`,
  conflictWith: (who, what) => `与 ${who} 冲突：${what}`,
  result: "结果", window: (n) => `有 ${n} 个事件在所选时间窗口之外`,
  first: "回到开头（Home）", back: "后退一步（←）", play: "播放（空格）", pause: "暂停（空格）", forward: "前进一步（→）", last: "到结尾（End）",
  switchJump: "切换", conflictJump: "冲突", outputJump: "输出", faultJump: "错误",
  next: (what) => "下一个" + what, previous: (what) => "上一个" + what,
  none: (what) => `没有更多${what}了。`,
  zoomIn: "放大（+）", zoomOut: "缩小（−）", fit: "显示全部（0）", toStep: "放大到这一步（z）",
  byTime: "按时间", bySteps: "按步骤", axisLabel: "横轴",
  level: "步骤", levels: ["程序自身", "加上库内部", "加上机器"],
  allThreads: "所有线程", allObjects: "所有对象", allKinds: "所有种类",
  duringShort: "只看这段时间", during: "只显示时间轴上这段时间内的步骤 (w)",
  theme: "浅色或深色（t）", otherLanguage: "English", help: "按键（?）",
  timeline: "时间线", columns: "并排的步骤",
  summary: { ran: "运行", lock: "等待解释器锁", convoy: "护航得分", ready: "就绪", blocked: "阻塞", gave: "让出核心", lost: "失去核心", bytecodes: "字节码" },
  wall: "总时间", cpu: "CPU 使用率", busy: (core) => "核心 " + core,
  takes: "获取次数", handoffs: "交接", forced: "应请求", vain: "白白唤醒", longest: "最长等待",
  interpreterLock: "解释器锁", switches: "线程为何离开核心", blame: "谁让谁等待", cross: "谁等谁（所有锁合计）", crossed: "等待者 \\ 持有者",
  waiter: "等待者", waitedFor: "因为谁", how: "多久",
  whole: "整个运行",
  legend: "图例",
  legendMarks: { step: "程序的一步", cursor: "当前位置", handover: "解释器锁交接", wake: "唤醒另一个线程", fault: "丢失更新、失败" },
  settings: "设置",
  keyHelp: [
    ["← →", "后退、前进一步"], ["Home End", "第一步、最后一步"], ["空格", "播放、暂停"], ["s S", "下一个、上一个切换"], ["c C", "下一个、上一个冲突"],
    ["o O", "下一个、上一个输出"], ["f F", "下一个、上一个错误"], ["+ − 0", "放大、缩小、显示全部"], ["z", "放大到这一步"], [", .", "左移、右移"],
    ["x", "横轴：时间或步骤"], ["l", "显示更多或更少步骤"], ["w", "只看所见时间内的步骤，或全部"], ["t", "浅色或深色"], ["b", "两次运行时：到另一次"], ["d", "两次运行时：到开始不同的地方"], ["?", "这些按键"],
  ],
  mouse: "滚轮：缩放。拖动：移动。单击：跳到某一步。Shift + 滚轮：移动。",
  sketch: (thread, text, time) => `${thread && thread + "："}${text}，时刻 ${time}`,
};

export const languages: Record<Language, Words> = { en: english, zh: chinese };

/** Picks a text in a language; English where there is no other. */
export function pick(text: Texts, language: Language): string { return text[language] || text.en; }
