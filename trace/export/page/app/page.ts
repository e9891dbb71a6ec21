// The page: makes it of what it is told, listens to keys and buttons, and keeps the position in the address.

import { make } from "./columns";
import { Document, Numbers, unpack } from "./data";
import { count, duration, visible } from "./format";
import { different, lastAtMost, Run, stateEnded } from "./run";
import { Language, languages, Words } from "./text";
import { Panel, swatch, Tab } from "./panel";
import { Side } from "./side";
import { Axis, Change, Filter, View } from "./view";

export function byId(id: string): HTMLElement {
  const e = document.getElementById(id);
  if (!e) throw new Error("the page has no " + id);
  return e;
}

export class Page {
  private language: Language;
  private doc: Document;
  private sides: Side[] = [];
  private active = 0;
  private turned = -1; // which run the page shows as the active one
  private partners: [Numbers, Numbers] = [new Float64Array(0), new Float64Array(0)]; // steps of two runs that belong together
  private readonly panel: Panel;
  private readonly styles = new Map<string, string>();
  private playing = 0;
  private addressed = "";

  /** Makes the page. translated is told whenever the language changes. */
  constructor(doc: Document, private translated: (language: Language) => void = () => {}) {
    this.doc = doc;
    this.language = doc.lang;
    this.makeSides();
    this.readAddress(true);
    this.panel = new Panel(byId("panel"), this.view, () => this.words(), () => this.language, (name) => this.color(name), doc.glossary ?? [], doc.charts ?? []);
    this.place();
    this.listen();
    this.show();
  }

  /** Shows other runs in place of those that there are, with the same filters, at the end. */
  replace(doc: Document): void {
    const { filter, axis } = this.view;
    this.doc = doc;
    for (const id of ["timelines", "sides"]) byId(id).replaceChildren();
    this.turned = -1;
    this.active = 0;
    this.makeSides();
    this.setFilter(filter);
    this.setAxis(axis);
    this.view.go(this.run.length - 1);
    this.panel.view = this.view;
    this.place();
    this.show();
  }

  private makeSides(): void {
    const { doc } = this, parting = doc.parting;
    this.sides = doc.runs.map((raw, i) => new Side(raw, doc.kinds, i, parting?.parts ? parting.at[i as 0 | 1] : -1));
    if (parting) this.partners = [unpack(parting.pairs[0]), unpack(parting.pairs[1])];
    document.body.classList.toggle("pair", this.sides.length > 1);
    byId("parting").hidden = !parting?.parts;
    if (this.sides.length > 1) this.setAxis("steps");
  }

  private place(): void {
    for (const side of this.sides) {
      side.place(byId("timelines"), byId("sides"), byId("tip"), () => this.words(), (name) => this.color(name), () => this.turnTo(side.number));
      side.view.onChange((change) => this.changed(side, change));
    }
    this.turnTo(this.active);
  }

  private show(): void {
    this.translate();
    const high = this.sides.reduce((sum, s) => sum + s.height() + 2, 2);
    byId("timelines").style.height = `min(${this.sides.length > 1 ? 46 : 38}vh, ${high}px)`;
    for (const s of this.sides) s.show();
    this.moveOther();
  }

  private get side(): Side { return this.sides[this.active]!; }
  private get view(): View { return this.side.view; }
  private get run(): Run { return this.side.run; }

  /** Makes a run the one that keys and buttons are about. */
  private turnTo(number: number): void {
    if (this.turned === number) return;
    this.turned = this.active = number;
    for (const s of this.sides) s.mark(s.number === number);
    this.panel.view = this.view;
    this.panel.render();
    this.follow();
  }

  /** Takes note of a change in a run: if it is the active one, the panel and the other run follow. */
  private changed(side: Side, change: Change): void {
    if (side !== this.side) return;
    if (change === "window") return this.writeAddress();
    if (change !== "axis") this.panel.render();
    if (change === "cursor") this.moveOther();
    this.follow();
  }

  /** Brings the other run to the step that belongs to that of the active one. */
  private moveOther(): void {
    const other = this.sides[1 - this.active];
    if (!other) return;
    const [a, b] = this.active ? [this.partners[1], this.partners[0]] : this.partners;
    let best = -1, nearest = -1; // the steps of the second run are in no order after the runs part
    for (let i = 0; i < a.length; i++) if (a[i]! <= this.view.cursor && a[i]! > nearest) [best, nearest] = [i, a[i]!];
    if (best >= 0 && other.view.cursor !== b[best]) other.view.go(b[best]!);
  }

  private setFilter(change: Partial<Filter>): void {
    for (const s of this.sides) s.view.setFilter(change);
  }
  setAxis(axis: Axis): void {
    for (const s of this.sides) s.view.setAxis(axis);
  }

  private words(): Words { return languages[this.language]; }

  /** A colour or the font of the page's style. */
  private color(name: string): string {
    let value = this.styles.get(name);
    if (value === undefined) {
      value = getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
      this.styles.set(name, value);
    }
    return value;
  }

  /** Shows where the cursor is, in the bar, in the address, and to screen readers. */
  private follow(): void {
    const { view, run } = this, w = this.words(), row = lastAtMost(view.rows, view.cursor);
    byId("where").textContent = this.language === "zh" ? `第 ${count(row + 1)} / ${count(view.rows.length)} 步` : `${w.step} ${count(row + 1)} ${w.of} ${count(view.rows.length)}`;
    byId("when").textContent = duration(run.timeOf(view.cursor));
    byId("said").textContent = w.sketch(run.who(view.shown()), run.sayingOf(view.shown(), w), duration(run.timeOf(view.shown())));
    const f = view.filter;
    (byId("level") as HTMLSelectElement).value = String(f.level);
    (byId("thread") as HTMLSelectElement).value = f.thread;
    (byId("object") as HTMLSelectElement).value = f.object;
    (byId("kind") as HTMLSelectElement).value = f.kind;
    byId("during").setAttribute("aria-pressed", String(f.since !== undefined));
    for (const axis of ["time", "steps"] as Axis[]) byId("axis-" + axis).setAttribute("aria-pressed", String(view.axis === axis));
    this.writeAddress();
  }

  private writeAddress(): void {
    const { view } = this, p = new URLSearchParams();
    p.set("event", String(view.cursor + 1));
    if (view.axis !== this.usualAxis()) p.set("axis", view.axis);
    if (this.active) p.set("run", "2");
    if (view.filter.level) p.set("level", String(view.filter.level));
    for (const name of ["thread", "object", "kind"] as const) if (view.filter[name]) p.set(name, view.filter[name]);
    if (view.filter.since !== undefined) {
      p.set("since", String(view.filter.since));
      p.set("until", String(view.filter.until));
    }
    if (!view.isFitted()) {
      p.set("from", String(Math.round(view.from)));
      p.set("to", String(Math.round(view.to)));
    }
    if (this.panel && this.panel.tab !== "now") p.set("tab", this.panel.tab);
    if (this.language !== this.doc.lang) p.set("lang", this.language);
    this.addressed = "#" + p.toString();
    clearTimeout(this.writing);
    this.writing = window.setTimeout(() => {
      try {
        history.replaceState(null, "", this.addressed);
      } catch {
        // some browsers limit how often the address changes; the next change brings it up to date
      }
    }, 120);
  }
  private writing = 0;

  /** The axis that is shown first: steps, where those of two runs are to be compared. */
  private usualAxis(): Axis { return this.sides.length > 1 ? "steps" : "time"; }

  /** Goes where the address says. */
  private readAddress(first = false): void {
    if (location.hash === this.addressed || location.hash.length < 2) return;
    const p = new URLSearchParams(location.hash.slice(1));
    this.active = p.get("run") === "2" && this.sides.length > 1 ? 1 : 0;
    const lang = p.get("lang");
    if (lang === "en" || lang === "zh") this.language = lang;
    this.setFilter({ level: Math.min(2, Math.max(0, Number(p.get("level")) || 0)), thread: p.get("thread") ?? "", object: p.get("object") ?? "", kind: p.get("kind") ?? "", ...stretch(p) });
    const axis = p.get("axis"), { view } = this;
    this.setAxis(axis === "steps" || axis === "time" ? axis : this.usualAxis());
    const event = Number(p.get("event")), from = Number(p.get("from")), to = Number(p.get("to"));
    if (p.has("to") && to > from) view.setWindow(from, to);
    if (Number.isInteger(event) && event > 0) view.go(event - 1);
    const tab = p.get("tab");
    if (!first && isTab(tab)) this.panel.show(tab);
    else if (isTab(tab)) queueMicrotask(() => this.openTab(tab));
  }

  /** Puts all words of the page into its language. */
  private translate(): void {
    const w = this.words(), { run } = this;
    document.documentElement.lang = this.language === "zh" ? "zh-Hans" : "en";
    const titles = [...new Set(this.sides.map((s) => s.run.title))].join(" · ");
    document.title = visible(titles) + " · gilsim";
    byId("title").textContent = visible(titles);
    this.captions();
    const shown = new Map(run.settings.filter(([key, value]) => this.sides.every((s) => s.run.settings.some(([k, v]) => k === key && v === value)))), facts = ["threads", "python", "gil", "checks", "switch-interval", "cores", "seed"].flatMap((key) => (shown.has(key) ? [`${w.settingNames[key] ?? key} ${shown.get(key)}`] : []));
    byId("facts").textContent = visible(facts.join(" · "));
    byId("result").textContent = run.outcome(w) && this.sides.length === 1 ? visible(`${w.result}: ${run.outcome(w)}`) : "";
    byId("result").title = byId("result").textContent ?? "";
    byId("result").className = run.wrong ? "bad" : "";
    byId("left").textContent = run.left ? w.window(count(run.left)) : "";
    const label = (id: string, text: string, shown = false) => {
      const e = byId(id);
      e.title = text;
      e.setAttribute("aria-label", text);
      if (shown) e.textContent = text;
    };
    label("first", w.first);
    label("back", w.back);
    label("forward", w.forward);
    label("last", w.last);
    label("play", this.playing ? w.pause : w.play);
    for (const [id, what] of this.jumps()) {
      label(id + "-next", w.next(what));
      label(id + "-previous", w.previous(what));
      byId(id + "-name").textContent = what;
    }
    label("zoom-in", w.zoomIn);
    label("zoom-out", w.zoomOut);
    label("fit", w.fit);
    label("to-step", w.toStep);
    byId("axis-time").textContent = w.byTime;
    byId("axis-steps").textContent = w.bySteps;
    byId("axis").setAttribute("aria-label", w.axisLabel);
    label("theme", w.theme);
    byId("language").textContent = w.otherLanguage;
    label("help", w.help);
    label("parting-go", w.parting + " (d)");
    label("during", w.during);
    byId("during").textContent = w.duringShort;
    for (const tab of tabs) byId("tab-" + tab).textContent = w[tab];
    byId("tab-charts").hidden = !this.doc.charts?.length;
    byId("tab-source").hidden = !this.sides.some((s) => s.run.sources.size);
    this.options("level", w.level, w.levels.map((name, i) => [String(i), name]));
    this.options("thread", w.thread, [["", w.allThreads], ...this.threadNames()]);
    this.options("object", w.variable, [["", w.allObjects], ...this.objectNames()]);
    this.options("kind", w.events, [["", w.allKinds], ...this.kindNames()]);
    this.drawLegend();
    const keys = byId("keys-list");
    keys.replaceChildren(...w.keyHelp.flatMap(([key, meaning]) => [make("dt", "", key), make("dd", "", meaning)]));
    byId("keys-title").textContent = w.keys;
    byId("mouse").textContent = w.mouse;
    for (const s of this.sides) s.translate(w);
    this.panel.render();
    this.follow();
    this.translated(this.language);
  }

  /** Says above each of two runs what makes it differ from the other one: settings and result. */
  private captions(): void {
    if (this.sides.length < 2) return;
    this.sides.forEach((side, i) => {
      const other = new Map(this.sides[1 - i]!.run.settings), facts = side.run.settings.filter(([key, value]) => other.get(key) !== value).map(([key, value]) => (this.words().settingNames[key] ?? key) + " " + value);
      side.caption.replaceChildren(["A", "B"][i]! + " ", make("span", "", [side.run.title, ...facts, side.run.outcome(this.words())].filter(Boolean).join(" · ")));
      side.caption.title = side.caption.textContent ?? "";
    });
  }

  private jumps(): [string, string, ArrayLike<number>][] {
    const w = this.words(), { run } = this;
    return [["switch", w.switchJump, run.switches[this.view.filter.level]!.event], ["conflict", w.conflictJump, run.conflicts.later], ["output", w.outputJump, run.prints], ["fault", w.faultJump, this.side.faults]];
  }

  private drawLegend(): void {
    const w = this.words(), seen = new Set<number>(), list: HTMLElement[] = [];
    for (const { run } of this.sides) for (const t of [...run.states, ...run.actors]) for (const v of different(t.value)) seen.add(v);
    for (const state of [...seen].sort((a, b) => a - b)) {
      if (!w.states[state] || state === stateEnded) continue;
      const item = make("span", "key");
      item.append(swatch(state, (name) => this.color(name)), w.states[state]!);
      list.push(item);
    }
    byId("legend").replaceChildren(...list);
  }

  private options(id: string, label: string, list: [string, string][]): void {
    const select = byId(id) as HTMLSelectElement, value = select.value;
    select.setAttribute("aria-label", label);
    select.title = label;
    select.replaceChildren(...list.map(([v, text]) => {
      const o = make("option", "", text) as HTMLOptionElement;
      o.value = v;
      return o;
    }));
    select.value = value;
  }

  private threadNames(): [string, string][] {
    const names = new Set(this.sides.flatMap(({ run }) => [...run.threads.slice(1), ...run.actors.map((a) => run.objectName(a.of))]));
    return [...names].slice(0, 500).map((n) => [n, n]);
  }
  private objectNames(): [string, string][] {
    const names = new Set<string>();
    for (const { run } of this.sides) {
      const used = different(run.obj);
      run.objects.forEach((o, i) => { if (used.has(i) && o.name && !["greenlet", "generator", "task", "loop", "hub", "thread", "timer"].includes(o.class)) names.add(o.name); });
    }
    return [...names].slice(0, 500).map((n) => [n, n]);
  }
  private kindNames(): [string, string][] {
    const used = new Set(this.sides.flatMap((s) => [...different(s.run.kind)]));
    return this.doc.kinds.flatMap((k, i): [string, string][] => (k.name && used.has(i) ? [[k.name, k.name]] : []));
  }

  private listen(): void {
    const on = (id: string, f: () => void) => byId(id).addEventListener("click", f);
    on("first", () => this.view.rows.length && this.view.go(this.view.rows[0]!));
    on("last", () => this.view.rows.length && this.view.go(this.view.rows[this.view.rows.length - 1]!));
    on("back", () => this.view.step(-1));
    on("forward", () => this.view.step(1));
    on("play", () => this.play());
    for (const [id] of this.jumps()) {
      on(id + "-next", () => this.jump(id, true));
      on(id + "-previous", () => this.jump(id, false));
    }
    on("zoom-in", () => this.view.zoom(0.5));
    on("zoom-out", () => this.view.zoom(2));
    on("fit", () => { this.view.fit(); this.view.changed("window"); });
    on("to-step", () => this.view.zoomTo(this.view.cursor));
    on("axis-time", () => this.setAxis("time"));
    on("axis-steps", () => this.setAxis("steps"));
    on("theme", () => this.theme());
    on("language", () => { this.language = this.language === "en" ? "zh" : "en"; this.translate(); });
    on("help", () => this.help());
    for (const tab of tabs) on("tab-" + tab, () => this.openTab(tab));
    for (const id of ["thread", "object", "kind"] as const) byId(id).addEventListener("change", (e) => this.setFilter({ [id]: (e.target as HTMLSelectElement).value }));
    byId("level").addEventListener("change", (e) => this.setFilter({ level: Number((e.target as HTMLSelectElement).value) }));
    on("during", () => this.during());
    on("parting-go", () => this.goToParting());
    document.addEventListener("keydown", (e) => this.key(e));
    window.addEventListener("hashchange", () => { this.readAddress(); this.translate(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle());
  }

  private key(e: KeyboardEvent): void {
    const target = e.target as HTMLElement;
    if (e.ctrlKey || e.metaKey || e.altKey || target.tagName === "SELECT") return;
    if (target.getAttribute("role") === "tab" && (e.key === "ArrowLeft" || e.key === "ArrowRight")) return this.moveTab(e);
    if (target.tagName === "BUTTON" && (e.key === " " || e.key === "Enter")) return;
    const { view } = this, rows = view.rows;
    const actions: Record<string, () => void> = {
      ArrowLeft: () => view.step(e.shiftKey ? -10 : -1), ArrowRight: () => view.step(e.shiftKey ? 10 : 1), ArrowUp: () => view.step(-1), ArrowDown: () => view.step(1),
      PageUp: () => view.step(-20), PageDown: () => view.step(20), Home: () => rows.length && view.go(rows[0]!), End: () => rows.length && view.go(rows[rows.length - 1]!),
      " ": () => this.play(), s: () => this.jump("switch", true), S: () => this.jump("switch", false), c: () => this.jump("conflict", true), C: () => this.jump("conflict", false),
      o: () => this.jump("output", true), O: () => this.jump("output", false), f: () => this.jump("fault", true), F: () => this.jump("fault", false),
      "+": () => view.zoom(0.5), "=": () => view.zoom(0.5), "-": () => view.zoom(2), "0": () => { view.fit(); view.changed("window"); }, z: () => view.zoomTo(view.cursor),
      ",": () => view.pan(-0.25), ".": () => view.pan(0.25), x: () => this.setAxis(view.axis === "time" ? "steps" : "time"),
      l: () => this.setFilter({ level: (view.filter.level + 1) % 3 }), b: () => this.turnTo(this.sides.length > 1 ? 1 - this.active : 0), d: () => this.goToParting(), t: () => this.theme(), w: () => this.during(), "?": () => this.help(), Escape: () => this.help(false),
    };
    const act = actions[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  }

  /** Shows the steps of the time that the timeline shows, and none besides; or again those of all times. */
  private during(): void {
    const { filter } = this.view;
    this.setFilter(filter.since === undefined ? this.view.times() : { since: undefined, until: undefined });
  }

  /** Goes to the step where the runs part, in both. */
  private goToParting(): void {
    const parting = this.doc.parting;
    if (!parting?.parts) return;
    this.view.go(parting.at[this.active as 0 | 1]);
    const other = this.sides[1 - this.active]!;
    other.view.go(parting.at[other.number as 0 | 1]);
  }

  private moveTab(e: KeyboardEvent): void {
    const shown = tabs.filter((tab) => !byId("tab-" + tab).hidden), at = shown.indexOf(this.panel.tab);
    const next = shown[(at + (e.key === "ArrowRight" ? 1 : shown.length - 1)) % shown.length]!;
    e.preventDefault();
    this.openTab(next);
    byId("tab-" + next).focus();
  }

  private openTab(tab: Tab): void {
    this.panel.show(tab);
    for (const t of tabs) {
      byId("tab-" + t).setAttribute("aria-selected", String(t === tab));
      byId("tab-" + t).tabIndex = t === tab ? 0 : -1;
    }
    byId("panel").setAttribute("aria-labelledby", "tab-" + tab);
    this.writeAddress();
  }

  private jump(id: string, forward: boolean): void {
    const [, what, events] = this.jumps().find(([name]) => name === id)!;
    if (!this.view.jump(events, forward)) byId("said").textContent = byId("where").textContent = this.words().none(what);
  }

  private play(): void {
    if (this.playing) {
      clearInterval(this.playing);
      this.playing = 0;
    } else this.playing = window.setInterval(() => { if (!this.view.step(1)) this.play(); }, 350);
    const button = byId("play");
    button.classList.toggle("playing", this.playing > 0);
    button.title = this.playing ? this.words().pause : this.words().play;
    button.setAttribute("aria-label", button.title);
  }

  private theme(): void {
    const root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    this.restyle();
  }
  private restyle(): void {
    this.styles.clear();
    for (const s of this.sides) s.restyle();
    this.drawLegend();
    this.panel.render();
  }

  private help(open?: boolean): void {
    const box = byId("keys") as HTMLDialogElement;
    if (box.open || open === false) box.close();
    else box.showModal();
  }
}

/** The stretch of time that an address is about; none if it names none that is one. */
function stretch(p: URLSearchParams): { since: number | undefined; until: number | undefined } {
  const since = Number(p.get("since")), until = Number(p.get("until"));
  return p.has("since") && p.has("until") && until >= since ? { since, until } : { since: undefined, until: undefined };
}

const tabs: Tab[] = ["now", "source", "figures", "output", "words", "charts"];
function isTab(name: string | null): name is Tab { return tabs.includes(name as Tab); }
