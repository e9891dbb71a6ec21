// What is beside the columns: all that is known at the cursor, figures, output, words.

import { badge, make } from "./columns";
import { drawChart } from "./chart";
import { Blame, Chart, Glossary } from "./data";
import { count, duration, percent, shorten } from "./format";
import { lastAtMost, Run, stateEnded, Track } from "./run";
import { Language, pick, Words } from "./text";
import { drawState, Palette } from "./timeline";
import { View } from "./view";

export type Tab = "now" | "source" | "figures" | "output" | "words" | "charts";

/** A table with a head; cells are texts or elements, and numbers stand at the right. */
function table(caption: string, head: string[], rows: (string | Node)[][], numeric: number[] = []): HTMLElement {
  const t = make("table");
  if (caption) t.append(make("caption", "", caption));
  const top = make("tr");
  head.forEach((h, i) => {
    const th = make("th", numeric.includes(i) ? "number" : "", h);
    th.setAttribute("scope", "col");
    top.append(th);
  });
  const thead = make("thead"), body = make("tbody");
  thead.append(top);
  for (const row of rows) {
    const tr = make("tr");
    row.forEach((cell, i) => {
      const td = make("td", numeric.includes(i) ? "number" : "");
      td.append(cell);
      tr.append(td);
    });
    body.append(tr);
  }
  t.append(thead, body);
  const box = make("div", "scroll"); // a wide table scrolls, and not the panel
  box.append(t);
  return box;
}

/** A name in a sentence. */
function short(name: string): string { return shorten(name, (t) => t.length <= 40); }

/** A name with the thread's number on its colour. */
function named(run: Run, thread: number): HTMLElement {
  const e = make("span", "name");
  e.append(badge(thread), shorten(run.threadName(thread), (t) => t.length <= 22));
  e.title = run.threadName(thread);
  return e;
}

/** The name of a greenlet or task, below that of its thread; the current one's is marked. */
function actorName(run: Run, actor: number, current: boolean): HTMLElement {
  const e = make("span", "name actor" + (current ? " changed" : ""), shorten(run.objectName(actor), (t) => t.length <= 22));
  e.title = run.objectName(actor);
  return e;
}

/** A picture of a state as the lanes show it. */
export function swatch(state: number, color: Palette): HTMLElement {
  const canvas = document.createElement("canvas"), scale = 2;
  canvas.width = 28 * scale;
  canvas.height = 14 * scale;
  canvas.className = "swatch";
  canvas.setAttribute("aria-hidden", "true");
  const c = canvas.getContext("2d");
  if (c) {
    c.scale(scale, scale);
    drawState(c, state, 0, 0, 28, 14, color);
  }
  return canvas;
}

export class Panel {
  tab: Tab = "now";

  constructor(readonly box: HTMLElement, public view: View, private words: () => Words, private language: () => Language, private color: Palette, private glossary: Glossary[], private charts: Chart[] = []) {
    this.render();
  }

  show(tab: Tab): void {
    this.tab = tab;
    this.box.scrollTop = 0;
    this.render();
  }

  render(): void {
    const parts = { now: () => this.now(), source: () => this.listing(), figures: () => this.figures(), output: () => this.output(), words: () => this.glossaryList(), charts: () => this.charts.map((c) => drawChart(c, this.language(), this.color)) }[this.tab]();
    this.box.replaceChildren(...parts);
    if (this.tab === "source") this.box.querySelector(".line.current, .line.stands")?.scrollIntoView({ block: "nearest" });
  }

  /** The file in which the thread of the cursor stands, with all threads at their lines. A click leads to the next step in a line. */
  private listing(): Node[] {
    const { run, cursor } = this.view, places = run.standing(cursor), own = places.find((p) => p.thread === run.thread[cursor]) ?? places[0];
    const file = own?.place.file ?? run.sources.keys().next().value, lines = run.sources.get(file ?? "");
    if (!file || !lines) return [];
    const list = make("div", "output listing"), middle = own?.place.line ?? 1, first = Math.max(1, middle - mostLines / 2);
    for (let n = first; n <= Math.min(lines.length, first + mostLines); n++) {
      const here = places.filter((p) => p.place.line === n && p.place.file === file), line = make("button", "line" + (own && here.includes(own) ? " current" : here.length ? " stands" : ""));
      const who = make("span", "who");
      who.append(...here.map((p) => badge(p.thread)));
      line.append(who, make("span", "number", String(n)), make("code", "", lines[n - 1]!.trimEnd() || " "));
      line.title = here.map((p) => run.threadName(p.thread)).join(", ") || this.words().toLine;
      line.addEventListener("click", () => this.goTo(file, n));
      list.append(line);
    }
    return [make("h3", "", file.replace(/^.*[\\/]/, "")), list];
  }

  /** Goes to the next step that is made in a line; after the last one to the first. */
  private goTo(file: string, line: number): void {
    const { view } = this, place = view.run.places.findIndex((p) => p.file === file && p.line === line) + 1, events = place ? view.run.steppedAt(place) : [];
    if (events.length) view.go(events.find((e) => e > view.cursor) ?? events[0]!);
  }

  private now(): Node[] {
    const { run } = this.view, cursor = this.view.shown(), w = this.words(), parts: Node[] = [];
    const lead = make("p", "lead");
    const thread = run.thread[cursor] ?? 0;
    if (thread > 0) lead.append(named(run, thread), " ");
    lead.append(make("strong", "", run.sayingOf(cursor, w)));
    parts.push(lead);
    const kind = this.view.kinds[run.kind[cursor] ?? 0];
    if (kind?.doc) parts.push(make("p", "quiet", `${kind.name}: ${kindDoc(kind.name, kind.doc, this.language())} · ${w.at} ${duration(run.timeOf(cursor))}`));
    if (cursor === (this.view.rows[0] ?? 0)) parts.push(...this.about());
    parts.push(...this.remarks());
    parts.push(...this.sourceTable(), this.threadTable(), ...this.lockTable(), ...this.valueTable());
    return parts;
  }

  /** What the program is, at its first step. */
  private about(): Node[] {
    const { run } = this.view, short = pick(run.short, this.language());
    if (!short) return [];
    const box = make("details", "about");
    box.append(make("summary", "", short), make("p", "", pick(run.doc, this.language())));
    return [box];
  }

  /** What is wrong or worth a look at the cursor. */
  private remarks(): Node[] {
    const { run, cursor } = this.view, w = this.words(), parts: Node[] = [];
    const lost = run.lost.of(cursor);
    if (lost) parts.push(make("p", "alert", w.lost(run, lost)));
    const at = lastAtMost(run.conflicts.later, cursor);
    if (run.conflicts.later[at] === cursor) {
      const other = run.conflicts.earlier[at]!, link = make("button", "link", w.conflictWith(short(run.who(other)), run.textOf(other)));
      link.addEventListener("click", () => this.view.go(other));
      parts.push(link);
    }
    const circle = run.circle(cursor);
    if (circle.length) {
      const box = make("div", "alert");
      box.append(make("p", "", w.circle));
      const list = make("ul");
      for (const c of circle) list.append(make("li", "", w.circleLine(short(run.threadName(c.thread)), short(run.objectName(c.object)), short(run.threadName(c.holder)))));
      box.append(list);
      parts.push(box);
    }
    return parts;
  }

  /** Threads, each with its greenlets and tasks below it, and what they do. */
  private threadTable(): HTMLElement {
    const { run, cursor } = this.view, w = this.words(), few = run.states.length + run.actors.length <= 12, rows: (string | Node)[][] = [];
    const stands = (track: Track) => { const state = track.at(cursor); return state > 0 && (few || state !== stateEnded); };
    for (const s of run.states) {
      const actors = run.actors.filter((a) => a.thread === s.of && stands(a));
      if (stands(s) || actors.length) rows.push(this.standing(s, named(run, s.of)));
      const current = run.thread[cursor] === s.of ? run.actor[cursor] : 0;
      for (const a of actors) rows.push(this.standing(a, actorName(run, a.of, a.of === current)));
    }
    const more = rows.length - mostStanding;
    if (more > 0) rows.splice(mostStanding, more, [w.more(more), "", "", ""]);
    return table(run.actors.length ? w.threadsAndTasks : w.threads, [run.actors.length ? w.threadOrTask : w.thread, w.state, w.waitsFor, w.holder], rows);
  }

  /** What a thread or an actor does at the cursor, what it waits for and which other thread has that. */
  private standing(track: Track, name: Node): (string | Node)[] {
    const { run, cursor } = this.view, w = this.words(), state = track.at(cursor), object = track.onAt(cursor), holder = object ? run.holder(object, cursor) : 0;
    const cell = make("span", "state");
    cell.append(swatch(state, this.color), w.states[state] ?? "");
    return [name, cell, object ? run.objectName(object) : "", holder && holder !== track.thread ? named(run, holder) : ""];
  }

  /** The line of source on which each thread stands. */
  private sourceTable(): Node[] {
    const { run, cursor } = this.view, w = this.words(), rows: (string | Node)[][] = [];
    for (const { thread, place } of run.standing(cursor))
      rows.push([named(run, thread), place.file.replace(/^.*[\\/]/, "") + ":" + place.line, make("code", run.thread[cursor] === thread ? "changed" : "", run.sourceOf(place).trimEnd())]);
    return rows.length ? [table(w.source, [w.thread, w.line, ""], rows)] : [];
  }

  private lockTable(): Node[] {
    const { run, cursor, filter } = this.view, w = this.words(), rows: (string | Node)[][] = [], waits = run.waits(cursor);
    for (const h of run.holds) {
      if (run.objects[h.of]?.library && filter.level === 0) continue;
      const holder = h.at(cursor), waiting = waits.filter((x) => x.object === h.of).map((x) => run.threadName(x.thread));
      if (h.place(cursor) < 0 && !waiting.length) continue;
      rows.push([run.objectName(h.of), holder ? named(run, holder) : w.free, waiting.join(", ")]);
    }
    return rows.length ? [table(w.locks, [w.lock, w.holder, w.waiting], rows)] : [];
  }

  private valueTable(): Node[] {
    const { run, cursor, filter } = this.view, w = this.words(), rows: (string | Node)[][] = [];
    for (const v of run.values) {
      const place = v.place(cursor);
      if (place < 0 || (run.objects[v.of]?.library && filter.level === 0)) continue;
      const value = make("strong", v.event[place] === cursor ? "changed" : "", run.value(v.value[place]!));
      rows.push([run.objectName(v.of), value, place > 0 ? run.value(v.value[place - 1]!) : ""]);
    }
    return rows.length ? [table(w.variables, [w.variable, w.value, w.before], rows)] : [];
  }

  private output(): Node[] {
    const { run, cursor } = this.view, last = lastAtMost(run.prints, cursor);
    if (last < 0) return [make("p", "quiet", this.words().noOutput)];
    const list = make("div", "output");
    for (let i = Math.max(0, last - 499); i <= last; i++) {
      const event = run.prints[i]!, line = make("button", "line" + (event === cursor ? " current" : ""));
      line.append(badge(run.thread[event]!), printed(run.textOf(event)));
      line.addEventListener("click", () => this.view.go(event));
      list.append(line);
    }
    return [list];
  }

  private figures(): Node[] {
    const { run } = this.view, w = this.words(), f = run.figures, parts: Node[] = [];
    const facts: [string, string][] = [[w.wall, duration(f.wall)], [w.cpu, Math.round(f.cpu) + " %"]];
    (f.busy ?? []).forEach((busy, core) => facts.push([w.busy(core), percent(f.wall ? busy / f.wall : 0)]));
    parts.push(table(w.whole, ["", ""], facts, [1]));
    const s = w.summary;
    parts.push(table(w.threads, [w.thread, s.ran, s.lock, s.convoy, s.ready, s.blocked, s.gave, s.lost],
      (f.threads ?? []).map((t, i) => [named(run, i + 1), duration(t.ran), duration(t.lock), f.lock.takes ? convoy(t.lock, t.ran) : "", duration(t.ready), duration(t.blocked), count(t.gave), count(t.lost)]), [1, 2, 3, 4, 5, 6, 7]));
    if (f.lock.takes)
      parts.push(table(w.interpreterLock, ["", ""], [[w.takes, count(f.lock.takes)], [w.handoffs, count(f.lock.handoffs)], [w.forced, count(f.lock.forced)], [w.vain, percent(f.lock.vain)], [w.longest, duration(f.lock.longest)]], [1]));
    if (f.blame?.length) parts.push(...this.crossTable(f.blame));
    if (f.blame?.length)
      parts.push(table(w.blame, [w.waiter, w.waitedFor, w.lock, w.how],
        f.blame.slice(0, 40).map((b) => [named(run, b.waiter), named(run, b.holder), run.objectName(b.lock), duration(b.time)]), [3]));
    if (f.switches?.length) parts.push(table(w.switches, ["", ""], f.switches.map((x) => [w.reasons[x.reason] ?? x.reason, count(x.count)]), [1]));
    parts.push(table(w.settings, ["", ""], run.settings.map(([key, value]) => [w.settingNames[key] ?? key, value])));
    return parts;
  }

  /** Who waited for whom, all locks together: waiters from top to bottom, holders from left to right. */
  private crossTable(blames: Blame[]): Node[] {
    const { run } = this.view, w = this.words(), sum = new Map<number, Map<number, number>>();
    for (const b of blames) {
      const row = sum.get(b.waiter) ?? new Map<number, number>();
      row.set(b.holder, (row.get(b.holder) ?? 0) + b.time);
      sum.set(b.waiter, row);
    }
    const rising = (list: Iterable<number>) => [...list].sort((a, b) => a - b);
    const waiters = rising(sum.keys()), holders = rising(new Set(blames.map((b) => b.holder)));
    if (waiters.length > mostCrossed || holders.length > mostCrossed || holders.length < 2) return [];
    const head = [w.crossed, ...holders.map((h) => run.threadName(h))];
    return [table(w.cross, head, waiters.map((x) => [named(run, x), ...holders.map((h) => { const t = sum.get(x)!.get(h); return t ? duration(t) : ""; })]), holders.map((_, i) => i + 1))];
  }

  private glossaryList(): Node[] {
    const w = this.words(), parts: Node[] = [make("h3", "", w.legend)], legend = make("dl", "legend");
    w.states.forEach((name, state) => {
      if (!name || state === stateEnded) return;
      const dt = make("dt");
      dt.append(swatch(state, this.color));
      legend.append(dt, make("dd", "", name));
    });
    parts.push(legend);
    for (const g of this.glossary) {
      const list = make("dl");
      for (const word of g.words) list.append(make("dt", "", pick(word.name, this.language())), make("dd", "", pick(word.meaning, this.language())));
      parts.push(make("h3", "", pick(g.heading, this.language())), list);
    }
    const list = make("dl");
    for (const k of this.view.kinds as { name: string; doc?: string }[])
      if (k.doc) list.append(make("dt", "", k.name), make("dd", "", kindDoc(k.name, k.doc, this.language())));
    parts.push(make("h3", "", w.events), list);
    return parts;
  }
}

/** How many lines of a file are shown at most, those around the present one. */
const mostLines = 2000;

/** How many threads and tasks are listed at a step. */
const mostStanding = 200;

/** How many threads a table of waiters and holders has at most. */
const mostCrossed = 12;

/** How many times as long as it ran a thread waited for the interpreter lock. */
function convoy(waited: number, ran: number): string {
  return ran > 0 ? Number((waited / ran).toPrecision(2)).toString() : waited > 0 ? "∞" : "0";
}

/** What a print printed, without the word and the quotes around it. What does not show stays an escape. */
function printed(text: string): string {
  return text.replace(/^print "(.*)"$/s, "$1").replace(/\\([nt"\\])/g, (_, c: string) => ({ n: "\n", t: "\t" })[c] ?? c);
}

/** What a kind of event says, in a language. */
function kindDoc(name: string, doc: string, language: Language): string { return (language === "zh" && chineseKinds[name]) || doc; }

const chineseKinds: Record<string, string> = {
  start: "线程开始执行", end: "线程的函数返回", spawn: "启动了这个线程", fork: "在另一个进程中启动了这个线程：解释器锁不约束它", join: "看到这个线程结束",
  load: "读到这个值", store: "写入这个值", acquire: "获得这把锁", release: "归还这把锁", put: "把一个元素放入这个队列，编号从 1 开始", get: "从这个队列取出这个编号的元素",
  sleep: "将要睡眠这么久", io: "将要在这上面阻塞这么久", send: "从这个套接字发送这么多字节，或写入文件", recv: "从这个套接字收到这么多字节，或从文件读取",
  print: "打印了这一行", now: "询问时间，得到这个值", random: "询问随机数，得到这个值", crash: "失败，附有这条消息", uncaught: "没有人捕获的这个异常终止了线程要做的事",
  switch: "把控制权交给这个 greenlet", throw: "交给这个 greenlet，并在那里抛出异常", resume: "恢复了这个生成器、任务或事件循环", await: "将要交还控制权，直到它到来；它需要这么久", yield: "交还给恢复它的那个",
  take: "获得解释器锁；它已交给别的线程这么多次", drop: "执行这么多自己的字节码之后释放解释器锁", request: "要求这个持有者释放", fail: "为解释器锁被唤醒，却发现锁又被占用", phase: "距第一次检查还剩这么多计数的字节码",
  try: "尝试获得它：0 失败，1 成功，2 失败并等待", run: "得到核心，每个字节码需要这么多皮秒", park: "等待它；计时器在这么久之后触发；0 表示让出核心", ready: "这个任务可以继续，等待轮到它", unpark: "唤醒这个线程，它在这么久之后就绪",
  timeout: "计时器触发；在这么久之后就绪", expire: "时间片用完", preempt: "核心被这个线程抢走", exit: "永远离开核心", cut: "这个守护线程被切断：最后一个普通线程已结束", halt: "运行提前结束，原因如下",
  turn: "运行到执行了这么多字节码为止",
};
