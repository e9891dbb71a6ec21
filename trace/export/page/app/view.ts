// What is looked at, and from where: the one state that the timeline, the columns and the panel show.

import { Kind } from "./data";
import { lastAtMost, Run, where } from "./run";

export type Axis = "time" | "steps";

/** Which steps are shown: a level, what they are about ("" is anything), and from when to when, in nanoseconds. */
export interface Filter { level: number; thread: string; object: string; kind: string; since?: number | undefined; until?: number | undefined }

export const anything: Filter = { level: 0, thread: "", object: "", kind: "" };

export class View {
  cursor = 0; // an event
  filter: Filter = { ...anything };
  axis: Axis = "time";
  from = 0; // what the timeline shows, in nanoseconds or steps
  to = 1;
  rows: Int32Array = new Int32Array(0); // the events that are shown
  private listeners: ((change: Change) => void)[] = [];

  constructor(readonly run: Run, readonly kinds: Kind[]) {
    this.choose();
    this.cursor = this.rows[0] ?? 0;
    this.fit();
  }

  onChange(f: (change: Change) => void): void { this.listeners.push(f); }
  changed(change: Change): void { for (const f of this.listeners) f(change); }

  /** Finds the events that the filter shows. */
  private choose(): void {
    const { run, filter } = this, { level } = run;
    this.ranks = null;
    const plain = filter.since === undefined && !filter.thread && !filter.kind && !filter.object;
    this.rows = where(run.length, plain ? (i) => level[i]! <= filter.level : (i) => this.shows(i, filter));
  }

  private shows(event: number, f: Filter): boolean {
    const { run } = this;
    if (run.level[event]! > f.level) return false;
    if (f.since !== undefined && f.until !== undefined && (run.time[event]! < f.since || run.time[event]! > f.until)) return false;
    if (f.thread && run.threadName(run.thread[event]!) !== f.thread && run.objectName(run.actor[event]!) !== f.thread) return false;
    if (f.kind && this.kinds[run.kind[event]!]?.name !== f.kind) return false;
    if (!f.object) return true;
    const name = run.objectName(run.obj[event]!);
    return name === f.object || name.startsWith(f.object + ".");
  }

  setFilter(change: Partial<Filter>): void {
    const whole = this.isFitted();
    this.filter = { ...this.filter, ...change };
    this.choose();
    if (this.axis === "steps" && whole) this.fit();
    this.changed("filter");
  }

  /** The stretch of time that the timeline shows, in nanoseconds. */
  times(): { since: number; until: number } {
    if (this.axis === "time") return { since: Math.floor(this.from), until: Math.ceil(this.to) };
    const event = (place: number) => this.rows[Math.max(0, Math.min(this.rows.length - 1, place))] ?? 0;
    return { since: this.run.timeOf(event(Math.floor(this.from))), until: this.run.timeOf(event(Math.ceil(this.to) - 1)) };
  }

  setAxis(axis: Axis): void {
    if (axis === this.axis) return;
    const whole = this.isFitted(), middle = this.cursor;
    this.axis = axis;
    this.fit();
    if (!whole) this.zoomTo(middle);
    this.changed("axis");
  }

  /** Where an event lies on the axis; the place behind the last one is the end of the run. */
  at(event: number): number {
    if (this.axis === "time") return this.run.timeOf(event);
    return event >= this.run.length ? this.rows.length : this.positions()[event]!;
  }

  /** Where each event lies on the axis. */
  positions(): ArrayLike<number> { return this.axis === "time" ? this.run.time : (this.ranks ??= this.rank()); }
  private ranks: Int32Array | null = null; // by event: how many rows come before it

  private rank(): Int32Array {
    const ranks = new Int32Array(this.run.length);
    for (let event = 0, row = 0; event < ranks.length; event++) {
      ranks[event] = row;
      if (this.rows[row] === event) row++;
    }
    return ranks;
  }

  /** The event that is nearest to a place on the axis, of those that are shown. */
  nearest(place: number): number {
    if (this.axis === "steps") return this.rows[Math.max(0, Math.min(this.rows.length - 1, Math.floor(place)))] ?? 0;
    let low = 0, high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(this.rows[middle]!) < place) low = middle + 1;
      else high = middle;
    }
    const after = this.rows[low] ?? 0, before = this.rows[low - 1];
    return before !== undefined && place - this.at(before) < this.at(after) - place ? before : after;
  }

  /** The step at the cursor: the last one up to there that is shown. */
  shown(): number { return this.rows[lastAtMost(this.rows, this.cursor)] ?? this.cursor; }

  start(): number { return this.axis === "time" ? this.run.timeOf(0) : 0; }
  /** The end of the axis. After a failure there is room for what it has left: how all things stand then. */
  end(): number {
    const { run } = this, last = this.at(run.length), failed = run.failures.some((f) => f.event === run.length - 1);
    return Math.max(this.start() + 1, failed && this.axis === "time" ? last + Math.ceil((last - this.start()) / 30) : last);
  }
  isFitted(): boolean { return this.from <= this.start() && this.to >= this.end(); }
  fit(): void { this.from = this.start(); this.to = this.end(); }

  /** Shows this stretch of the axis, as far as there is one. */
  setWindow(from: number, to: number): void {
    const least = this.axis === "time" ? 10 : 2, all = this.end() - this.start();
    const length = Math.max(least, Math.min(all, to - from));
    from += (to - from - length) / 2;
    from = Math.max(this.start(), Math.min(this.end() - length, from));
    this.from = from;
    this.to = from + length;
    this.changed("window");
  }

  /** Zooms by a factor around a place, that of the cursor if none is given. */
  zoom(factor: number, around = this.at(this.cursor)): void {
    if (around < this.from || around > this.to) around = (this.from + this.to) / 2;
    this.setWindow(around - (around - this.from) * factor, around + (this.to - around) * factor);
  }

  pan(share: number): void {
    const by = (this.to - this.from) * share;
    this.setWindow(this.from + by, this.to + by);
  }

  /** Zooms in until an event and a few steps around it fill the window. */
  zoomTo(event: number): void {
    const row = Math.max(0, lastAtMost(this.rows, event)), few = 6;
    const from = this.at(this.rows[Math.max(0, row - few)] ?? 0), to = this.at(this.rows[Math.min(this.rows.length - 1, row + few)] ?? 0);
    const room = Math.max((to - from) / 10, this.axis === "time" ? 5 : 1);
    this.setWindow(from - room, to + room);
  }

  /** Goes to an event, and keeps it in sight. */
  go(event: number): void {
    this.cursor = Math.max(0, Math.min(this.run.length - 1, event));
    const place = this.at(this.cursor), length = this.to - this.from;
    if (place < this.from || place > this.to) {
      this.from = Math.max(this.start(), Math.min(this.end() - length, place - length / 2));
      this.to = this.from + length;
      this.changed("window");
    }
    this.changed("cursor");
  }

  /** Goes so many steps on, or back. */
  step(by: number): boolean {
    const row = lastAtMost(this.rows, this.cursor);
    const to = by < 0 && this.rows[row] !== this.cursor ? row + by + 1 : row + by;
    const next = Math.max(0, Math.min(this.rows.length - 1, to));
    if (!this.rows.length || this.rows[next] === this.cursor) return false;
    this.go(this.rows[next]!);
    return true;
  }

  /** Goes to the next of some events, or back to the one before; false if there is none. */
  jump(events: ArrayLike<number>, forward: boolean): boolean {
    const place = lastAtMost(events, forward ? this.cursor : this.cursor - 1);
    const event = events[forward ? place + 1 : place];
    if (event === undefined) return false;
    this.go(event);
    return true;
  }
}

export type Change = "cursor" | "window" | "axis" | "filter";
