// The steps from top to bottom in their order, a column for each thread and each greenlet. Only what is in sight is in the
// document, so that there may be many.

import { moment, momentUnit, shorten } from "./format";
import { Words } from "./text";
import { View } from "./view";

type Item = { event: number; line: "" | "switch" | "lost" | "failure" | "parting"; text: string };
type Owner = { thread: number; actor: number };

const rowHeight = 24, spare = 12;
const highest = 8e6; // pixels: browsers can have no much higher element, so that of a long run is scrolled faster than it moves

export class Columns {
  private items: Item[] = [];
  private itemOf = new Map<number, number>();
  private owners: Owner[] = [];
  private column = new Map<string, number>();
  private template = "";
  private drawn = "";
  private readonly conflicts: (event: number) => boolean;

  constructor(readonly scroller: HTMLElement, readonly head: HTMLElement, readonly body: HTMLElement, readonly sizer: HTMLElement, readonly view: View, private words: () => Words, private parting = -1) {
    const later = new Set(view.run.conflicts.later);
    this.conflicts = (event) => later.has(event);
    this.layout();
    view.onChange((change) => {
      if (change === "window") return;
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
    this.items = [];
    this.itemOf.clear();
    const seen = new Map<string, Owner>();
    const lost = new Map(run.lost.map((l) => [l.store, l])), failed = new Map(run.failures.map((f) => [f.event, f]));
    const switches = run.switches[view.filter.level]!, lines = new Map(switches.event.map((e, i) => [e, switches.value[i]!]));
    let parted = this.parting < 0;
    const part = (event: number) => {
      parted = true;
      this.items.push({ event, line: "parting", text: this.words().parting });
    };
    for (const event of view.rows) {
      if (!parted && event >= this.parting) part(event);
      const line = lines.get(event);
      if (line !== undefined) this.items.push({ event, line: "switch", text: this.words().handoff(run.strings[line]!) });
      if (run.textOf(event)) {
        this.itemOf.set(event, this.items.length);
        this.items.push({ event, line: "", text: run.textOf(event) });
        const owner = { thread: run.thread[event]!, actor: run.actor[event]! };
        seen.set(key(owner), owner);
      }
      const loses = lost.get(event);
      if (loses) this.items.push({ event, line: "lost", text: this.words().lost(run, loses) });
      for (const text of failed.get(event)?.lines ?? []) {
        if (!this.itemOf.has(event)) this.itemOf.set(event, this.items.length);
        this.items.push({ event, line: "failure", text });
      }
    }
    if (!parted) part(Math.max(0, run.length - 1));
    this.owners = [...seen.values()].sort((a, b) => a.thread - b.thread || a.actor - b.actor);
    this.column = new Map(this.owners.map((o, i) => [key(o), i]));
    this.template = `5.8rem repeat(${Math.max(1, this.owners.length)}, minmax(7rem, 1fr))`;
    this.sizer.style.height = Math.min(highest, this.items.length * rowHeight) + "px";
    this.drawn = "";
    this.drawHead();
    this.render();
  }

  private drawHead(): void {
    const { run } = this.view;
    const cells = [make("span", "time", momentUnit(run.timeOf(run.length)))];
    const width = Math.max(112, (this.scroller.clientWidth - 93) / Math.max(1, this.owners.length)), room = Math.floor((width - 50) / 8.5);
    for (const o of this.owners) {
      const cell = make("span", "owner", shorten(o.actor > 0 ? run.objectName(o.actor) : run.threadName(o.thread), (t) => t.length <= room));
      cell.title = run.threadName(o.thread) + (o.actor > 0 ? "/" + run.objectName(o.actor) : "");
      if (o.actor <= 0) cell.prepend(badge(o.thread));
      cells.push(cell);
    }
    this.head.style.gridTemplateColumns = this.template;
    this.head.replaceChildren(...cells);
    this.head.style.minWidth = this.sizer.style.minWidth = this.body.style.minWidth = 5.8 + this.owners.length * 7 + "rem";
  }

  /** Brings the cursor's row into sight. */
  show(): void {
    const item = this.itemOf.get(this.view.cursor);
    if (item !== undefined) {
      const room = (this.scroller.clientHeight - this.head.offsetHeight) / rowHeight, from = this.topRow();
      if (item < from + 1 || item > from + room - 2) this.scroller.scrollTop = Math.max(0, ((item - room / 2) * rowHeight) / this.speed());
    }
    this.drawn = "";
    this.render();
  }

  /** How many pixels of rows a pixel of scrolling stands for. */
  private speed(): number { return Math.max(1, (this.items.length * rowHeight - this.scroller.clientHeight) / (highest - this.scroller.clientHeight)); }
  private topRow(): number { return (this.scroller.scrollTop * this.speed()) / rowHeight; }

  private render(): void {
    const top = this.topRow(), first = Math.max(0, Math.floor(top) - spare);
    const last = Math.min(this.items.length, Math.ceil(top + this.scroller.clientHeight / rowHeight) + spare);
    if (this.drawn === first + " " + last && this.speed() === 1) return;
    this.drawn = first + " " + last;
    const rows: HTMLElement[] = [];
    for (let i = first; i < last; i++) rows.push(this.row(this.items[i]!, i));
    this.body.style.transform = `translateY(${this.scroller.scrollTop - (top - first) * rowHeight}px)`;
    this.body.replaceChildren(...rows);
    if (!this.items.length) this.body.replaceChildren(make("div", "note", this.words().nothing));
    const current = this.body.querySelector<HTMLElement>(".current");
    this.scroller.setAttribute("aria-activedescendant", current?.id ?? "");
  }

  private row(item: Item, place: number): HTMLElement {
    const { run } = this.view, current = item.event === this.view.cursor;
    const row = make("div", "row " + item.line + (current ? " current" : ""));
    row.dataset.event = String(item.event);
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(current));
    row.setAttribute("aria-setsize", String(this.items.length));
    row.setAttribute("aria-posinset", String(place + 1));
    if (item.line) {
      row.append(make("span", "across", item.text));
      row.title = item.text;
      row.removeAttribute("aria-selected");
      row.classList.remove("current");
      return row;
    }
    row.id = "step-" + item.event;
    row.style.gridTemplateColumns = this.template;
    row.setAttribute("aria-label", run.who(item.event) + ": " + item.text);
    row.append(make("span", "time", moment(run.timeOf(item.event), run.timeOf(run.length))));
    const cell = make("span", "step" + (this.conflicts(item.event) ? " conflict" : ""), item.text);
    cell.title = item.text;
    const column = this.column.get(key({ thread: run.thread[item.event]!, actor: run.actor[item.event]! })) ?? 0;
    cell.style.gridColumn = column + 2 + " / -1"; // what is beside it is empty
    const kind = this.view.kinds[run.kind[item.event]!]!;
    cell.dataset.group = String(kind.group);
    row.append(cell);
    return row;
  }
}

function key(o: Owner): string { return o.thread + "." + o.actor; }

/** Makes an element with a text, which is never taken for markup. */
export function make(tag: string, style = "", text = ""): HTMLElement {
  const e = document.createElement(tag);
  if (style) e.className = style;
  if (text) e.textContent = text;
  return e;
}

/** The number of a thread on its colour. */
export function badge(thread: number): HTMLElement { return make("span", "badge thread-" + ((thread - 1) % 8), String(thread)); }
