// The words of the game in the languages of the page.

import { Texts } from "../../../../trace/export/page/app/data";
import { Language } from "../../../../trace/export/page/app/text";

export interface Goal { text: string; kind: string; result: string; times: number }
export interface End { kind: string; result: Texts; ok: boolean; detail: Texts }

const english = {
  language: "en" as Language,
  game: "Be the scheduler", quiz: "Predict", goal: "Goal",
  goals: (g: Goal): string => ({
    wrong: "make the result wrong", deadlock: "make them wait for each other for ever", failure: "make a thread fail", free: "none: look around",
    starve: `starve a thread: pass it over ${g.times} times in a row`, result: `reach this result: ${g.result}`,
  } as Record<string, string>)[g.kind] ?? g.text,
  ask: "Who goes on?",
  questions: {
    whom: (name: string, object: string) => `Whom does ${name} wake?` + (object ? ` They wait for ${object}.` : ""),
    number: (name: string) => `Which number does ${name} draw?`,
    seed: (name: string) => `Which seed does the generator of ${name} start from?`,
    clock: (name: string) => `How much time has passed when ${name} looks at the clock?`,
  } as Record<string, (name: string, object: string) => string>,
  asks: { whom: "wakes one of several: you say whom", number: "draws a number: you say which", seed: "draws from a generator: you say from which seed", clock: "looks at the clock: you say what it shows" } as Record<string, string>,
  clock: ["no time", "an hour"],
  late: "its time-out fires",
  waits: (what: string, holder: string) => (what ? `waits for ${what}` + (holder ? `, which ${holder} has` : "") : "waits"),
  nothing: "a step inside the library", more: (n: number) => `… and ${n} more`,
  decisions: (n: number) => (n === 1 ? "1 decision" : `${n} decisions`),
  hint: "Hint (h)", undo: "Take back (u)", restart: "Anew (r)",
  hinted: (name: string) => `There is a way to the goal: let ${name} go on.`, answerHinted: (answer: string) => `There is a way to the goal: answer ${answer}.`,
  impossible: "From here the goal cannot be reached any more: every continuation was run. Take a decision back.",
  unknown: "No way was found from here, in many runs; there may be one all the same.",
  passed: (name: string, times: number) => `${name} could have gone on and was passed over ${times} ${times === 1 ? "time" : "times"} in a row.`,
  none: "Every run of this program ends alike under this lock: there is nothing to win. Another lock, version or size may have more.",
  won: (result: string) => `Won: ${result}`,
  ended: (end: End) => ({ result: `The end: ${end.result.en}`, deadlock: "A deadlock: nobody can go on", failure: `A failure: ${end.result.en}`, "too-long": `Ended: ${end.result.en}` } as Record<string, string>)[end.kind] ?? end.result.en,
  right: "as it should be", wrong: "not as it should be",
  notGoal: "That is not the goal. Take decisions back, or begin anew.",
  receipt: "The receipt proves it: whoever has it verifies it with", command: "gilsim play --check receipt.json",
  copy: "Copy", copied: "Copied", save: "Save as receipt.json",
  predict: "In this order the steps are made. What comes out?",
  source: "The program", score: (known: number, asked: number) => `${known} of ${asked} right`,
  correct: "Right.", mistaken: "Not so.", next: "Next question", reveal: "Below is the run with all that it read and wrote: step through it.",
  gone: "gilsim play does not answer any more: start it again.",
};

export type GameWords = typeof english;

const chinese: GameWords = {
  language: "zh",
  game: "你来当调度器", quiz: "先猜结果", goal: "目标",
  goals: (g) => ({
    wrong: "让结果出错", deadlock: "让它们永远互相等待", failure: "让某个线程失败", free: "没有目标，随意试试",
    starve: `让某个线程饿死：连续 ${g.times} 次轮不到它`, result: `得到这个结果：${g.result}`,
  } as Record<string, string>)[g.kind] ?? g.text,
  ask: "接下来谁继续？",
  questions: {
    whom: (name, object) => `${name} 唤醒谁？` + (object ? `他们在等待 ${object}。` : ""),
    number: (name) => `${name} 抽到哪个随机数？`,
    seed: (name) => `${name} 的随机数生成器从哪个种子开始？`,
    clock: (name) => `${name} 看时钟时已经过了多久？`,
  },
  asks: { whom: "唤醒几个等待者之一：由你决定唤醒谁", number: "抽一个随机数：由你决定抽到哪个", seed: "从随机数生成器抽数：由你决定种子", clock: "看时钟：由你决定过了多久" },
  clock: ["没有时间", "一小时"],
  late: "它的超时到时",
  waits: (what, holder) => (what ? `等待 ${what}` + (holder ? `，它由 ${holder} 持有` : "") : "等待中"),
  nothing: "库内部的一步", more: (n) => `…… 还有 ${n} 步`,
  decisions: (n) => `${n} 次决定`,
  hint: "提示（h）", undo: "悔一步（u）", restart: "重来（r）",
  hinted: (name) => `有办法达到目标：让 ${name} 继续。`, answerHinted: (answer) => `有办法达到目标：回答 ${answer}。`,
  impossible: "从这里已经无法达到目标：所有后续都运行过了。请悔一步。",
  unknown: "运行了很多次，没有从这里找到办法；也许仍然存在。",
  passed: (name, times) => `${name} 本可以继续，却连续 ${times} 次没有轮到。`,
  none: "在这把锁之下，这个程序每次运行的结局都一样，没有可以赢的目标。换一把锁、一个版本或更大的规模再试。",
  won: (result) => `赢了：${result}`,
  ended: (end) => ({ result: `结束：${end.result.zh}`, deadlock: "死锁：谁也无法继续", failure: `失败：${end.result.zh}`, "too-long": `步骤太多：${end.result.zh}` } as Record<string, string>)[end.kind] ?? end.result.zh,
  right: "结果正确", wrong: "结果不正确",
  notGoal: "这不是目标。可以悔几步，或者重来。",
  receipt: "这张凭证可以证明：任何人都可以这样验证", command: "gilsim play --check receipt.json",
  copy: "复制", copied: "已复制", save: "保存为 receipt.json",
  predict: "各步骤按这个顺序执行。结果会是什么？",
  source: "程序", score: (known, asked) => `${asked} 题中答对 ${known} 题`,
  correct: "对了。", mistaken: "不对。", next: "下一题", reveal: "下面是这次运行，读到和写入的值都在其中：可以一步一步地看。",
  gone: "gilsim play 已不再应答：请重新启动它。",
};

export const gameWords: Record<Language, GameWords> = { en: english, zh: chinese };
