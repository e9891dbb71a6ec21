// The steps from top to bottom in their order, a column for each thread and each greenlet. Only what is in sight is in the
// document, so that there may be many.

import { moment, momentUnit, shorten, visible } from "./format";
import { lastAtMost } from "./run";
import { Words } from "./text";
import { View } from "./view";

/** What a row is: a step, or a line across the table. */
const step = 0, switched = 1, lost = 2, failed = 3, parted = 4;
const lineStyles = ["", "switch", "lost", "failure", "parting"];

type Owner = { thread: number; actor: number };

const rowHeight = 24, spare = 12, narrowest = 148; // pixels
const highest = 8e6; // pixels: browsers can have no much higher element, so that of a long run is scrolled faster than it moves

export class Columns {
  private events = new Int32Array(0); // by row; rising
  private lines = new Int32Array(0); // by row: what it is
  private extras = new Int32Array(0); // by row: the number of the text of a switch, or of the line of a failure
  private count = 0; // of rows; the lists have room for more
  private owners: Owner[] = [];
  private column = new Map<number, number>();
  private template = "";
  private drawn = "";
  constructor(readonly scroller: HTMLElement, readonly head: HTMLElement, readonly body: HTMLElement, readonly sizer: HTMLElement, readonly view: View, private words: () => Words, private parting = -1) {
    view.onChange((change) => {
      if (change === "window" || change === "axis") return;
      if (change === "filter") this.layout();
      this.show();
    });
    scroller.addEventListener("scroll", () => this.render());
    new ResizeObserver(() => {
      this.drawHead();
      this.render();
    }).observe(scroller);
    body.addEventListener("click", (e) => {
      const row = (e.target as HTMLElement).closest<HTMLElement>("[data-event]");
      if (row) view.go(Number(row.dataset.event));
    });
  }

  /** Finds the rows and the columns. */
  layout(): void {
    const { view } = this, { run } = view;
    const seen = new Map<number, Owner>();
    const failures = new Map(run.failures.map((f) => [f.event, f]));
    const switches = run.switches[view.filter.level]!, switching = new Rising(switches.event), losing = new Rising(run.lost.store);
    const room = view.rows.length + switches.event.length + run.lost.store.length + run.failures.reduce((sum, f) => sum + f.lines.length, 1);
    this.events = new Int32Array(room);
    this.lines = new Int32Array(room);
    this.extras = new Int32Array(room);
    this.count = 0;
    let parts = this.parting >= 0, last = -1;
    for (const event of view.rows) {
      if (parts && event >= this.parting) {
        this.add(event, parted);
        parts = false;
      }
      if (switching.has(event)) this.add(event, switched, switches.value[switching.place]!);
      if (run.says(event)) {
        this.add(event, step);
        const thread = run.thread[event]!, actor = run.actor[event]!, owner = key(thread, actor);
        if (owner !== last && !seen.has(owner)) seen.set(owner, { thread, actor });
        last = owner;
      }
      if (losing.has(event)) this.add(event, lost);
      failures.get(event)?.lines.forEach((_, i) => this.add(event, failed, i));
    }
    if (parts) this.add(Math.max(0, run.length - 1), parted);
    this.owners = [...seen.values()].sort((a, b) => a.thread - b.thread || a.actor - b.actor);
    this.column = new Map(this.owners.map((o, i) => [key(o.thread, o.actor), i]));
    this.events = this.events.subarray(0, this.count);
    this.template = `5.8rem repeat(${Math.max(1, this.owners.length)}, minmax(${narrowest}px, 1fr))`;
    this.sizer.style.height = Math.min(highest, this.events.length * rowHeight) + "px";
    this.drawn = "";
    this.drawHead();
    this.render();
  }

  private add(event: number, line: number, extra = 0): void {
    this.events[this.count] = event;
    this.lines[this.count] = line;
    this.extras[this.count++] = extra;
  }

  /** The row of an event: that of its step, or else the first that it has. -1: none. */
  private rowOf(event: number): number {
    const last = lastAtMost(this.events, event);
    let row = -1;
    for (let i = last; i >= 0 && this.events[i] === event; i--) if (row < 0 || this.lines[row] !== step) row = i;
    return row;
  }

  /** The text of a row. */
  private text(row: number): string {
    const { run } = this.view, event = this.events[row]!, w = this.words();
    switch (this.lines[row]) {
      case switched:
        return run.handoff(this.extras[row]!, w);
      case lost:
        return w.lost(run, run.lost.of(event)!);
      case failed:
        return run.failureLines(event, w)[this.extras[row]!] ?? "";
      case parted:
        return w.parting;
    }
    return run.textOf(event);
  }

  private drawHead(): void {
    const { run } = this.view;
    const cells = [make("span", "time", momentUnit(run.timeOf(run.length)))];
    const width = Math.max(narrowest, (this.scroller.clientWidth - 93) / Math.max(1, this.owners.length)), c = document.createElement("canvas").getContext("2d")!;
    c.font = getComputedStyle(this.head).font;
    const fits = (room: number) => (text: string) => c.measureText(text).width <= room;
    for (const o of this.owners) {
      const cell = make("span", "owner", shorten(o.actor > 0 ? run.objectName(o.actor) : run.threadName(o.thread), fits(width - (o.actor > 0 ? 24 : 50))));
      cell.title = run.threadName(o.thread) + (o.actor > 0 ? "/" + run.objectName(o.actor) : "");
      if (o.actor <= 0) cell.prepend(badge(o.thread));
      cells.push(cell);
    }
    this.head.style.gridTemplateColumns = this.template;
    this.head.replaceChildren(...cells);
    this.head.style.minWidth = this.sizer.style.minWidth = this.body.style.minWidth = `calc(5.8rem + ${this.owners.length * narrowest}px)`;
  }

  /** Brings the cursor's row into sight. */
  show(): void {
    const item = this.rowOf(this.view.shown());
    if (item >= 0) {
      const room = (this.scroller.clientHeight - this.head.offsetHeight) / rowHeight, from = this.topRow();
      if (item < from + 1 || item > from + room - 2) this.scroller.scrollTop = Math.max(0, ((item - room / 2) * rowHeight) / this.speed());
    }
    this.drawn = "";
    this.render();
  }

  /** How many pixels of rows a pixel of scrolling stands for. */
  private speed(): number { return Math.max(1, (this.events.length * rowHeight - this.scroller.clientHeight) / (highest - this.scroller.clientHeight)); }
  private topRow(): number { return (this.scroller.scrollTop * this.speed()) / rowHeight; }

  private render(): void {
    const top = this.topRow(), first = Math.max(0, Math.floor(top) - spare);
    const last = Math.min(this.events.length, Math.ceil(top + this.scroller.clientHeight / rowHeight) + spare);
    if (this.drawn === first + " " + last && this.speed() === 1) return;
    this.drawn = first + " " + last;
    const rows: HTMLElement[] = [];
    for (let i = first; i < last; i++) rows.push(this.row(i));
    this.body.style.transform = `translateY(${this.scroller.scrollTop - (top - first) * rowHeight}px)`;
    this.body.replaceChildren(...rows);
    if (!this.events.length) this.body.replaceChildren(make("div", "note", this.words().nothing));
    const current = this.body.querySelector<HTMLElement>(".current");
    this.scroller.setAttribute("aria-activedescendant", current?.id ?? "");
  }

  private row(place: number): HTMLElement {
    const { run } = this.view, event = this.events[place]!, line = this.lines[place]!, text = this.text(place);
    const current = event === this.view.shown() && line === step;
    const row = make("div", "row " + lineStyles[line] + (current ? " current" : ""));
    row.dataset.event = String(event);
    row.setAttribute("role", "option");
    row.setAttribute("aria-setsize", String(this.events.length));
    row.setAttribute("aria-posinset", String(place + 1));
    if (line !== step) {
      row.append(make("span", "across", text));
      row.title = text;
      return row;
    }
    row.id = this.scroller.id + "-" + event;
    row.style.gridTemplateColumns = this.template;
    row.setAttribute("aria-selected", String(current));
    row.setAttribute("aria-label", run.who(event) + ": " + text);
    row.append(make("span", "time", moment(run.timeOf(event), run.timeOf(run.length))));
    const cell = make("span", "step" + (run.conflicts.later[lastAtMost(run.conflicts.later, event)] === event ? " conflict" : ""), text);
    cell.title = text;
    const column = this.column.get(key(run.thread[event]!, run.actor[event]!)) ?? 0;
    cell.style.gridColumn = column + 2 + " / -1"; // what is beside it is empty
    cell.dataset.group = String(this.view.kinds[run.kind[event]!]!.group);
    row.append(cell);
    return row;
  }
}

/** A rising list that is asked for rising numbers. */
class Rising {
  place = 0;
  constructor(private list: ArrayLike<number>) {}

  /** Whether the list has a number, which is not below those that it was asked for before; then place is where. */
  has(n: number): boolean {
    while (this.list[this.place]! < n) this.place++;
    return this.list[this.place] === n;
  }
}

/** One number for a thread and an actor in it. */
function key(thread: number, actor: number): number { return thread * 4294967296 + actor; }

/** Makes an element with a text, which is never taken for markup. */
export function make(tag: string, style = "", text = ""): HTMLElement {
  const e = document.createElement(tag);
  if (style) e.className = style;
  if (text) e.textContent = visible(text);
  return e;
}

/** The number of a thread on its colour. */
export function badge(thread: number): HTMLElement { return make("span", "badge thread-" + ((thread - 1) % 8), String(thread)); }
