"use strict";
(() => {
  // ../../../trace/export/page/app/format.ts
  var units = [["s", 1e9], ["ms", 1e6], ["µs", 1e3], ["ns", 1]];
  function count(n) {
    return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  }
  function duration(ns) {
    if (ns === 0) return "0";
    const [name, size] = units.find(([, size2]) => Math.abs(ns) >= size2) ?? ["ns", 1];
    const value = ns / size;
    return Number(value.toPrecision(4)).toString() + " " + name;
  }
  function moment(ns, longest) {
    const size = longest >= 1e8 ? 1e6 : 1e3;
    return group((ns / size).toFixed(3));
  }
  function momentUnit(longest) {
    return longest >= 1e8 ? "ms" : "µs";
  }
  function group(text) {
    const [whole = "", rest] = text.split(".");
    return count(Number(whole)) + (rest ? "." + rest : "");
  }
  function roundStep(n) {
    const power = Math.pow(10, Math.floor(Math.log10(Math.max(n, 1e-9))));
    for (const digit of [1, 2, 5, 10]) if (digit * power >= n * 0.999999) return digit * power;
    return 10 * power;
  }
  function tick(ns, step2) {
    if (ns === 0) return "0";
    const [name, size] = units.find(([, size2]) => step2 >= size2) ?? ["ns", 1];
    return count(Math.round(ns / size)) + " " + name;
  }
  function percent(share) {
    return Math.round(share * 100) + " %";
  }
  function shorten(name, fits) {
    if (fits(name)) return name;
    const all = Array.from(name);
    for (let keep = Math.min(all.length - 1, 60); keep > 2; keep--) {
      const tail = Math.floor(keep / 2), text = all.slice(0, keep - tail).join("") + "…" + all.slice(-tail).join("");
      if (fits(text)) return text;
    }
    return "…";
  }
  function visible(text) {
    return text.replace(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu,
      (c) => "\\u" + (c.codePointAt(0) > 65535 ? `{${c.codePointAt(0).toString(16)}}` : c.charCodeAt(0).toString(16).padStart(4, "0"))
    );
  }

  // ../../../trace/export/page/app/data.ts
  function bytesOf(base64) {
    const native = Uint8Array.fromBase64;
    if (native) return native.call(Uint8Array, base64);
    const text = atob(base64), bytes = new Uint8Array(text.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }
  function extent(bytes) {
    let count2 = 0, longest = 0;
    for (let i = 0, begin = 0; i < bytes.length; i++) {
      if (bytes[i] > 127) continue;
      count2++;
      if (i + 1 - begin > longest) longest = i + 1 - begin;
      begin = i + 1;
    }
    return { count: count2, longest };
  }
  function roomFor(count2, longest) {
    return longest < 2 ? new Int8Array(count2) : longest < 3 ? new Int16Array(count2) : longest < 5 ? new Int32Array(count2) : new Float64Array(count2);
  }
  function read(bytes, list2) {
    for (let i = 0, at = 0; at < list2.length; at++) {
      let byte = bytes[i++];
      if (byte < 128) {
        list2[at] = byte & 1 ? -(byte + 1 >> 1) : byte >> 1;
        continue;
      }
      let n = byte & 127, unit = 128;
      do {
        byte = bytes[i++];
        n += (byte & 127) * unit;
        unit *= 128;
      } while (byte > 127);
      list2[at] = n % 2 ? -(n + 1) / 2 : n / 2;
    }
  }
  function unpack(packed) {
    const bytes = bytesOf(packed), { count: count2, longest } = extent(bytes), list2 = roomFor(count2, longest);
    read(bytes, list2);
    return list2;
  }
  function unpackWide(packed) {
    const bytes = bytesOf(packed), list2 = new Float64Array(extent(bytes).count);
    read(bytes, list2);
    return list2;
  }
  function unpackTimes(packed, start) {
    const list2 = unpackWide(packed);
    for (let i = 0, sum = start; i < list2.length; i++) list2[i] = sum += list2[i];
    return list2;
  }
  function unpackEvents(packed) {
    const bytes = bytesOf(packed), list2 = new Int32Array(extent(bytes).count);
    read(bytes, list2);
    for (let i = 0, sum = 0; i < list2.length; i++) list2[i] = sum += list2[i];
    return list2;
  }

  // ../../../trace/export/page/app/text.ts
  function valueOf(run, event) {
    return (run.textOf(event).split(/ [→←] /)[1] ?? "").replace(/ \(.*\)$/, "");
  }
  var english = {
    language: "en",
    axis: { time: "time", steps: "steps" },
    core: "core",
    process: "process",
    idle: "idle",
    free: "free",
    nobody: "–",
    heldBy: (name) => "held by " + name,
    states: ["", "running", "waits for the interpreter lock", "ready, waits for a core", "input or output", "asleep", "waits for a lock", "joins a thread", "waits in its hub or event loop", "waits for a queue or condition", "suspended", "ready, waits for its turn", "ended"],
    lost: (run, l) => l.read < 0 || l.over < 0 ? "lost update" : `lost update: ${run.who(l.store)} had read ${valueOf(run, l.read)} before ${run.who(l.over)} wrote ${valueOf(run, l.over)}`,
    want: (text) => "want " + text,
    reasons: {},
    settingNames: {},
    parting: "Here the runs part",
    otherRun: "To the other run",
    nothing: "Nothing to show: no step is left by the filter.",
    step: "Step",
    of: "of",
    at: "at",
    now: "At this step",
    figures: "Figures",
    output: "Output",
    words: "Words",
    charts: "Charts",
    keys: "Keys",
    source: "Source",
    line: "line",
    toLine: "To the next step in this line",
    threads: "Threads",
    threadsAndTasks: "Threads, greenlets and tasks",
    threadOrTask: "thread, task",
    more: (n) => `… and ${n} more`,
    locks: "Locks",
    variables: "Variables and queues",
    events: "What happens",
    thread: "thread",
    state: "state",
    waitsFor: "for",
    holder: "held by",
    lock: "lock",
    waiting: "waiting",
    variable: "name",
    value: "value",
    before: "before",
    noOutput: "Nothing is printed up to here.",
    circle: "They wait for each other in a circle:",
    circleLine: (waiter, object, holder) => `${waiter} waits for ${object}, which ${holder} has`,
    conflictWith: (who, what) => `conflicts with ${who}: ${what}`,
    result: "Result",
    window: (n) => `${n} events lie outside this window of time`,
    first: "To the start (Home)",
    back: "Step back (←)",
    play: "Play (space)",
    pause: "Pause (space)",
    forward: "Step forward (→)",
    last: "To the end (End)",
    switchJump: "switch",
    conflictJump: "conflict",
    outputJump: "output",
    faultJump: "fault",
    next: (what) => "Next " + what,
    previous: (what) => "Previous " + what,
    none: (what) => `There is no further ${what}.`,
    zoomIn: "Zoom in (+)",
    zoomOut: "Zoom out (−)",
    fit: "Show all (0)",
    toStep: "Zoom to this step (z)",
    byTime: "by time",
    bySteps: "by steps",
    axisLabel: "Axis",
    level: "Steps",
    levels: ["of the program", "and the library's", "and the machine's"],
    allThreads: "all threads",
    allObjects: "all objects",
    allKinds: "all kinds",
    duringShort: "this time only",
    during: "Only steps of the time that the timeline shows (w)",
    theme: "Light or dark (t)",
    otherLanguage: "中文",
    help: "Keys (?)",
    timeline: "Timeline",
    columns: "Steps, side by side",
    summary: { ran: "ran", lock: "waited for lock", convoy: "convoy score", ready: "ready", blocked: "blocked", gave: "gave up core", lost: "lost core", bytecodes: "bytecodes" },
    wall: "wall time",
    cpu: "CPU use",
    busy: (core) => "core " + core,
    takes: "acquisitions",
    handoffs: "hand-overs",
    forced: "on request",
    vain: "woken in vain",
    longest: "longest wait",
    interpreterLock: "Interpreter lock",
    switches: "Why threads left their cores",
    blame: "Who made whom wait",
    cross: "Who waited for whom, all locks together",
    crossed: "waiter \\ holder",
    waiter: "who waited",
    waitedFor: "for whom",
    how: "how long",
    whole: "of the whole run",
    legend: "What the lanes show",
    legendMarks: { step: "a step of the program", cursor: "where you are", handover: "the interpreter lock goes over", wake: "wakes another thread", fault: "a lost update, a failure" },
    settings: "Settings",
    keyHelp: [
      ["← →", "step back, forward"],
      ["Home End", "first, last step"],
      ["space", "play, pause"],
      ["s S", "next, previous switch"],
      ["c C", "next, previous conflict"],
      ["o O", "next, previous output"],
      ["f F", "next, previous fault"],
      ["+ − 0", "zoom in, out, show all"],
      ["z", "zoom to this step"],
      [", .", "move left, right"],
      ["x", "time or steps as the axis"],
      ["l", "more or fewer steps"],
      ["w", "only steps of the time in sight, or all"],
      ["t", "light or dark"],
      ["b", "of two runs: to the other one"],
      ["d", "of two runs: to where they part"],
      ["?", "these keys"]
    ],
    mouse: "Wheel: zoom. Drag: move. Click: go to a step. Shift and wheel: move.",
    sketch: (thread, text, time) => `${thread && thread + ": "}${text}, at ${time}`
  };
  var chinese = {
    language: "zh",
    axis: { time: "时间", steps: "步" },
    core: "核心",
    process: "进程",
    idle: "空闲",
    free: "空闲",
    nobody: "–",
    heldBy: (name) => name + " 持有",
    states: ["", "运行中", "等待解释器锁", "就绪，等待核心", "输入或输出", "睡眠", "等待锁", "等待线程结束（join）", "在 hub 或事件循环中等待", "等待队列或条件变量", "挂起", "就绪，等待轮到它", "已结束"],
    lost: (run, l) => l.read < 0 || l.over < 0 ? "丢失更新" : `丢失更新：${run.who(l.store)} 读到 ${valueOf(run, l.read)} 之后，${run.who(l.over)} 写入了 ${valueOf(run, l.over)}`,
    want: (text) => "应为 " + text,
    settingNames: { threads: "线程", gil: "解释器锁", checks: "检查点", "switch-interval": "切换间隔", "check-interval": "检查间隔", cores: "核心", seed: "种子" },
    reasons: { io: "输入输出", sleep: "睡眠", lock: "程序的锁", join: "等待线程结束", wait: "等待", gil: "解释器锁", interval: "应请求释放", ticks: "计数检查", yield: "让出", slice: "时间片用完", preempt: "被抢占", exit: "结束" },
    parting: "两次运行从这里开始不同",
    otherRun: "到另一次运行",
    nothing: "没有可显示的内容：没有符合筛选条件的步骤。",
    step: "第",
    of: "/",
    at: "时刻",
    now: "这一步",
    figures: "数据",
    output: "输出",
    words: "术语",
    charts: "图表",
    keys: "按键",
    source: "源代码",
    line: "行",
    toLine: "到这一行的下一步",
    threads: "线程",
    threadsAndTasks: "线程、greenlet 与任务",
    threadOrTask: "线程、任务",
    more: (n) => `… 还有 ${n} 个`,
    locks: "锁",
    variables: "变量与队列",
    events: "发生了什么",
    thread: "线程",
    state: "状态",
    waitsFor: "等待对象",
    holder: "持有者",
    lock: "锁",
    waiting: "等待者",
    variable: "名称",
    value: "值",
    before: "之前",
    noOutput: "到此为止没有输出。",
    circle: "它们互相等待，形成环路：",
    circleLine: (waiter, object, holder) => `${waiter} 等待 ${object}，而它由 ${holder} 持有`,
    conflictWith: (who, what) => `与 ${who} 冲突：${what}`,
    result: "结果",
    window: (n) => `有 ${n} 个事件在所选时间窗口之外`,
    first: "回到开头（Home）",
    back: "后退一步（←）",
    play: "播放（空格）",
    pause: "暂停（空格）",
    forward: "前进一步（→）",
    last: "到结尾（End）",
    switchJump: "切换",
    conflictJump: "冲突",
    outputJump: "输出",
    faultJump: "错误",
    next: (what) => "下一个" + what,
    previous: (what) => "上一个" + what,
    none: (what) => `没有更多${what}了。`,
    zoomIn: "放大（+）",
    zoomOut: "缩小（−）",
    fit: "显示全部（0）",
    toStep: "放大到这一步（z）",
    byTime: "按时间",
    bySteps: "按步骤",
    axisLabel: "横轴",
    level: "步骤",
    levels: ["程序自身", "加上库内部", "加上机器"],
    allThreads: "所有线程",
    allObjects: "所有对象",
    allKinds: "所有种类",
    duringShort: "只看这段时间",
    during: "只显示时间轴上这段时间内的步骤 (w)",
    theme: "浅色或深色（t）",
    otherLanguage: "English",
    help: "按键（?）",
    timeline: "时间线",
    columns: "并排的步骤",
    summary: { ran: "运行", lock: "等待解释器锁", convoy: "护航得分", ready: "就绪", blocked: "阻塞", gave: "让出核心", lost: "失去核心", bytecodes: "字节码" },
    wall: "总时间",
    cpu: "CPU 使用率",
    busy: (core) => "核心 " + core,
    takes: "获取次数",
    handoffs: "交接",
    forced: "应请求",
    vain: "白白唤醒",
    longest: "最长等待",
    interpreterLock: "解释器锁",
    switches: "线程为何离开核心",
    blame: "谁让谁等待",
    cross: "谁等谁（所有锁合计）",
    crossed: "等待者 \\ 持有者",
    waiter: "等待者",
    waitedFor: "因为谁",
    how: "多久",
    whole: "整个运行",
    legend: "图例",
    legendMarks: { step: "程序的一步", cursor: "当前位置", handover: "解释器锁交接", wake: "唤醒另一个线程", fault: "丢失更新、失败" },
    settings: "设置",
    keyHelp: [
      ["← →", "后退、前进一步"],
      ["Home End", "第一步、最后一步"],
      ["空格", "播放、暂停"],
      ["s S", "下一个、上一个切换"],
      ["c C", "下一个、上一个冲突"],
      ["o O", "下一个、上一个输出"],
      ["f F", "下一个、上一个错误"],
      ["+ − 0", "放大、缩小、显示全部"],
      ["z", "放大到这一步"],
      [", .", "左移、右移"],
      ["x", "横轴：时间或步骤"],
      ["l", "显示更多或更少步骤"],
      ["w", "只看所见时间内的步骤，或全部"],
      ["t", "浅色或深色"],
      ["b", "两次运行时：到另一次"],
      ["d", "两次运行时：到开始不同的地方"],
      ["?", "这些按键"]
    ],
    mouse: "滚轮：缩放。拖动：移动。单击：跳到某一步。Shift + 滚轮：移动。",
    sketch: (thread, text, time) => `${thread && thread + "："}${text}，时刻 ${time}`
  };
  var languages = { en: english, zh: chinese };
  function pick(text, language) {
    return text[language] || text.en;
  }

  // ../../../trace/export/page/app/run.ts
  function lastAtMost(list2, n) {
    let low = 0, high2 = list2.length;
    while (low < high2) {
      const middle = low + high2 >> 1;
      if (list2[middle] <= n) low = middle + 1;
      else high2 = middle;
    }
    return low - 1;
  }
  function where(length, holds) {
    const list2 = new Int32Array(length);
    let count2 = 0;
    for (let i = 0; i < length; i++) if (holds(i)) list2[count2++] = i;
    return list2.slice(0, count2);
  }
  function different(list2) {
    const seen = [];
    for (let i = 0; i < list2.length; i++) seen[list2[i]] = true;
    return new Set(seen.flatMap((is, n) => is ? [n] : []));
  }
  var none = new Int8Array(0);
  var Track = class _Track {
    constructor(of, event, value, on, thread = 0) {
      this.of = of;
      this.event = event;
      this.value = value;
      this.on = on;
      this.thread = thread;
    }
    static line(raw) {
      return new _Track(raw.of, unpackEvents(raw.event), unpack(raw.value), none);
    }
    static life(raw) {
      return new _Track(raw.of, unpackEvents(raw.event), unpack(raw.state), unpack(raw.on), raw.thread);
    }
    place(event) {
      return lastAtMost(this.event, event);
    }
    at(event) {
      return this.value[this.place(event)] ?? 0;
    }
    onAt(event) {
      return this.on[this.place(event)] ?? 0;
    }
  };
  var Pairs = class {
    constructor(raw) {
      const distances = unpack(raw.earlier);
      this.later = unpackEvents(raw.later);
      this.earlier = this.later.map((event, i) => event - distances[i]);
    }
  };
  var LostUpdates = class {
    constructor(raw) {
      this.store = unpackEvents(raw.store);
      this.read = unpack(raw.read);
      this.over = unpack(raw.over);
    }
    /** One of them; what lies before what the page has is at -1. */
    at(i) {
      const store = this.store[i], before = (distance) => distance ? store - distance : -1;
      return { store, read: before(this.read[i]), over: before(this.over[i]) };
    }
    /** That of a store, if it loses one. */
    of(store) {
      const i = lastAtMost(this.store, store);
      return this.store[i] === store ? this.at(i) : void 0;
    }
  };
  var stateRunning = 1;
  var stateLock = 2;
  var stateReady = 3;
  var stateIO = 4;
  var stateSleep = 5;
  var stateAcquire = 6;
  var stateJoin = 7;
  var stateHub = 8;
  var stateWait = 9;
  var stateSuspended = 10;
  var stateDue = 11;
  var stateEnded = 12;
  var Run = class {
    constructor(raw, printKind) {
      // of each thread, from 1
      this.threadNamed = /* @__PURE__ */ new Map();
      this.holdOf = /* @__PURE__ */ new Map();
      this.title = raw.title;
      this.settings = raw.settings ?? [];
      this.result = raw.result;
      this.want = raw.want;
      this.wrong = raw.wrong;
      this.short = raw.short;
      this.doc = raw.doc;
      this.left = raw.left;
      this.threads = ["", ...raw.threads ?? []];
      this.process = Int32Array.from([0, ...unpack(raw.process)]);
      this.objects = raw.objects;
      this.strings = raw.strings;
      this.chinese = raw.zh;
      this.time = unpackTimes(raw.time, raw.start);
      this.length = this.time.length;
      this.thread = unpack(raw.thread);
      this.actor = raw.actor ? unpack(raw.actor) : new Int8Array(this.length);
      this.kind = unpack(raw.kind);
      this.obj = unpack(raw.obj);
      this.text = unpack(raw.text);
      this.numbers = unpackWide(raw.number);
      this.firstNumber = this.place();
      this.level = new Uint8Array(this.length);
      for (let i = 0; i < this.length; i++) this.level[i] = raw.level.charCodeAt(i) - 48;
      this.cores = (raw.cores ?? []).map(Track.line);
      this.holds = (raw.holds ?? []).map(Track.line);
      this.states = (raw.states ?? []).map(Track.life);
      this.actors = (raw.actors ?? []).map(Track.life);
      this.at = (raw.at ?? []).map(Track.line);
      this.places = raw.places ?? [];
      this.sources = new Map((raw.sources ?? []).map((f) => [f.name, f.text.split("\n")]));
      this.values = (raw.values ?? []).map(Track.line);
      this.switches = raw.switches.map(Track.line);
      this.handovers = new Pairs(raw.handovers);
      this.conflicts = new Pairs(raw.conflicts);
      this.lost = new LostUpdates(raw.lost);
      this.failures = raw.failures ?? [];
      this.figures = raw.figures;
      this.prints = where(this.length, (i) => this.kind[i] === printKind);
      this.threads.forEach((name, i) => this.threadNamed.set(name, this.threadNamed.has(name) ? 0 : i));
      this.holds.forEach((h) => this.holdOf.set(h.of, h));
      if (this.processes().length > 1) this.nameInterpreterLocks();
    }
    /** The numbers of the processes that there are, rising. */
    processes() {
      return [...new Set(this.process.subarray(1))].sort((a, b) => a - b);
    }
    /** The process that a lock belongs to, by who has had it first; -1 if nobody has. */
    processOf(hold) {
      const holder = hold.value.find((thread) => thread > 0);
      return holder === void 0 ? -1 : this.process[holder] ?? -1;
    }
    /** Each process has an interpreter lock: they are told apart by the first thread of theirs. */
    nameInterpreterLocks() {
      this.objects = this.objects.map((o, i) => {
        const hold = o.class === "gil" ? this.holdOf.get(i) : void 0, process = hold ? this.processOf(hold) : -1;
        return process > 0 ? { ...o, name: `${o.name} (${this.threads[this.process.indexOf(process, 1)] ?? process})` } : o;
      });
    }
    /** The source of a place, "" if the trace does not hold it. */
    sourceOf(place) {
      return this.sources.get(place.file)?.[place.line - 1] ?? "";
    }
    /** The place where each thread stands at an event, as far as that is known. */
    standing(event) {
      return this.at.flatMap((t) => {
        const place = this.places[t.at(event) - 1], state = this.states[t.of - 1]?.at(event) ?? 0;
        return place && t.place(event) >= 0 && state !== stateEnded ? [{ thread: t.of, place }] : [];
      });
    }
    /** The events at which threads come to a place, by its number from 1, rising. */
    steppedAt(place) {
      return this.at.flatMap((t) => Array.from(t.event).filter((_, i) => t.value[i] === place)).sort((a, b) => a - b);
    }
    /** What came out, and what should have. */
    outcome(w) {
      return [pick(this.result, w.language), this.want && w.want(this.want)].filter(Boolean).join(" · ");
    }
    /** What a failure says at an event, a line each; no line if there is none. */
    failureLines(event, w) {
      const failure = this.failures.find((f) => f.event === event);
      return (w.language === "zh" ? failure?.zh : failure?.lines) ?? [];
    }
    /** What a line says that tells of a switch, by its number among the strings. */
    handoff(text, w) {
      return w.language === "zh" && this.chinese[text] || (this.strings[text] ?? "");
    }
    /** What happens at an event, in a few words: the step, or what a failure says. */
    sayingOf(event, w) {
      return this.textOf(event) || (this.failureLines(event, w)[0] ?? "");
    }
    /** The time at which an event happened, and of the place behind the last one. */
    timeOf(event) {
      return this.time[Math.min(event, this.length - 1)] ?? 0;
    }
    /** Whether there is something to say of an event. */
    says(event) {
      return this.text[event] !== 0;
    }
    /** What a step does, in a few words. */
    textOf(event) {
      let n = this.firstNumber[event] ?? 0;
      return (this.strings[this.text[event] ?? 0] ?? "").replace(/\x01/g, () => String(this.numbers[n++]));
    }
    /** What a variable or a queue holds by one of the values of its track. */
    value(packed) {
      return packed % 2 ? this.strings[(packed - 1) / 2] ?? "" : String(packed / 2);
    }
    /** Finds the numbers of each step, and turns distances into what they are distances between. */
    place() {
      const first = new Int32Array(this.length), slots = this.strings.map((s) => s.split("").length - 1), last = /* @__PURE__ */ new Map();
      let next = 0;
      for (let i = 0; i < this.length; i++) {
        const pattern = this.text[i], count2 = slots[pattern];
        first[i] = next;
        if (!count2) continue;
        let before = last.get(pattern);
        if (!before) last.set(pattern, before = new Array(count2).fill(0));
        for (let j = 0; j < count2; j++) this.numbers[next + j] = before[j] = this.numbers[next + j] + before[j];
        next += count2;
      }
      return first;
    }
    threadName(id) {
      return this.threads[id] ?? (id ? "T" + id : "");
    }
    objectName(id) {
      return this.objects[id]?.name || (id ? "o" + id : "");
    }
    /** Who did an event: the thread, and behind it the greenlet. */
    who(event) {
      const actor = this.actor[event] ?? 0, name = this.threadName(this.thread[event] ?? 0);
      return actor > 0 ? name + "/" + this.objectName(actor) : name;
    }
    /** Who has an object at an event; of one that stands for the end of a thread, that thread. 0: nobody. */
    holder(object, event) {
      const thing = this.objects[object];
      if (thing?.class === "thread") return this.threadNamed.get(thing.name) ?? 0;
      return this.holdOf.get(object)?.at(event) ?? 0;
    }
    /** Who waits for what at an event. */
    waits(event) {
      const list2 = [];
      for (const s of this.states) {
        const object = s.onAt(event);
        if (object) list2.push({ thread: s.of, object, holder: this.holder(object, event) });
      }
      return list2;
    }
    /** Threads that wait for each other in a circle at an event; none if there is no circle. The interpreter lock makes none, and
     *  neither does a thread that waits for what it has itself, as a condition does for the one who will release it, unless that is the end. */
    circle(event) {
      const waits = new Map(this.waits(event).filter((w) => this.objects[w.object]?.class !== "gil").map((w) => [w.thread, w]));
      for (const start of waits.keys()) {
        const path = [];
        for (let w = waits.get(start); w && !path.includes(w); w = waits.get(w.holder)) {
          path.push(w);
          if (w.holder === start && (path.length > 1 || event >= this.length - 1)) return path;
        }
      }
      return [];
    }
  };

  // ../../../trace/export/page/app/columns.ts
  var step = 0;
  var switched = 1;
  var lost = 2;
  var failed = 3;
  var parted = 4;
  var lineStyles = ["", "switch", "lost", "failure", "parting"];
  var rowHeight = 24;
  var spare = 12;
  var narrowest = 148;
  var highest = 8e6;
  var Columns = class {
    constructor(scroller, head, body, sizer, view, words, parting = -1) {
      this.scroller = scroller;
      this.head = head;
      this.body = body;
      this.sizer = sizer;
      this.view = view;
      this.words = words;
      this.parting = parting;
      this.events = new Int32Array(0);
      // by row; rising
      this.lines = new Int32Array(0);
      // by row: what it is
      this.extras = new Int32Array(0);
      // by row: the number of the text of a switch, or of the line of a failure
      this.count = 0;
      // of rows; the lists have room for more
      this.owners = [];
      this.column = /* @__PURE__ */ new Map();
      this.template = "";
      this.drawn = "";
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
        const row = e.target.closest("[data-event]");
        if (row) view.go(Number(row.dataset.event));
      });
    }
    /** Finds the rows and the columns. */
    layout() {
      const { view } = this, { run } = view;
      const seen = /* @__PURE__ */ new Map();
      const failures = new Map(run.failures.map((f) => [f.event, f]));
      const switches = run.switches[view.filter.level], switching = new Rising(switches.event), losing = new Rising(run.lost.store);
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
        if (switching.has(event)) this.add(event, switched, switches.value[switching.place]);
        if (run.says(event)) {
          this.add(event, step);
          const thread = run.thread[event], actor = run.actor[event], owner = key(thread, actor);
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
    add(event, line, extra = 0) {
      this.events[this.count] = event;
      this.lines[this.count] = line;
      this.extras[this.count++] = extra;
    }
    /** The row of an event: that of its step, or else the first that it has. -1: none. */
    rowOf(event) {
      const last = lastAtMost(this.events, event);
      let row = -1;
      for (let i = last; i >= 0 && this.events[i] === event; i--) if (row < 0 || this.lines[row] !== step) row = i;
      return row;
    }
    /** The text of a row. */
    text(row) {
      const { run } = this.view, event = this.events[row], w = this.words();
      switch (this.lines[row]) {
        case switched:
          return run.handoff(this.extras[row], w);
        case lost:
          return w.lost(run, run.lost.of(event));
        case failed:
          return run.failureLines(event, w)[this.extras[row]] ?? "";
        case parted:
          return w.parting;
      }
      return run.textOf(event);
    }
    drawHead() {
      const { run } = this.view;
      const cells = [make("span", "time", momentUnit(run.timeOf(run.length)))];
      const width2 = Math.max(narrowest, (this.scroller.clientWidth - 93) / Math.max(1, this.owners.length)), c = document.createElement("canvas").getContext("2d");
      c.font = getComputedStyle(this.head).font;
      const fits = (room) => (text) => c.measureText(text).width <= room;
      for (const o of this.owners) {
        const cell = make("span", "owner", shorten(o.actor > 0 ? run.objectName(o.actor) : run.threadName(o.thread), fits(width2 - (o.actor > 0 ? 24 : 50))));
        cell.title = run.threadName(o.thread) + (o.actor > 0 ? "/" + run.objectName(o.actor) : "");
        if (o.actor <= 0) cell.prepend(badge(o.thread));
        cells.push(cell);
      }
      this.head.style.gridTemplateColumns = this.template;
      this.head.replaceChildren(...cells);
      this.head.style.minWidth = this.sizer.style.minWidth = this.body.style.minWidth = `calc(5.8rem + ${this.owners.length * narrowest}px)`;
    }
    /** Brings the cursor's row into sight. */
    show() {
      const item = this.rowOf(this.view.shown());
      if (item >= 0) {
        const room = (this.scroller.clientHeight - this.head.offsetHeight) / rowHeight, from = this.topRow();
        if (item < from + 1 || item > from + room - 2) this.scroller.scrollTop = Math.max(0, (item - room / 2) * rowHeight / this.speed());
      }
      this.drawn = "";
      this.render();
    }
    /** How many pixels of rows a pixel of scrolling stands for. */
    speed() {
      return Math.max(1, (this.events.length * rowHeight - this.scroller.clientHeight) / (highest - this.scroller.clientHeight));
    }
    topRow() {
      return this.scroller.scrollTop * this.speed() / rowHeight;
    }
    render() {
      const top2 = this.topRow(), first = Math.max(0, Math.floor(top2) - spare);
      const last = Math.min(this.events.length, Math.ceil(top2 + this.scroller.clientHeight / rowHeight) + spare);
      if (this.drawn === first + " " + last && this.speed() === 1) return;
      this.drawn = first + " " + last;
      const rows = [];
      for (let i = first; i < last; i++) rows.push(this.row(i));
      this.body.style.transform = `translateY(${this.scroller.scrollTop - (top2 - first) * rowHeight}px)`;
      this.body.replaceChildren(...rows);
      if (!this.events.length) this.body.replaceChildren(make("div", "note", this.words().nothing));
      const current = this.body.querySelector(".current");
      this.scroller.setAttribute("aria-activedescendant", current?.id ?? "");
    }
    row(place) {
      const { run } = this.view, event = this.events[place], line = this.lines[place], text = this.text(place);
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
      const column = this.column.get(key(run.thread[event], run.actor[event])) ?? 0;
      cell.style.gridColumn = column + 2 + " / -1";
      cell.dataset.group = String(this.view.kinds[run.kind[event]].group);
      row.append(cell);
      return row;
    }
  };
  var Rising = class {
    constructor(list2) {
      this.list = list2;
      this.place = 0;
    }
    /** Whether the list has a number, which is not below those that it was asked for before; then place is where. */
    has(n) {
      while (this.list[this.place] < n) this.place++;
      return this.list[this.place] === n;
    }
  };
  function key(thread, actor) {
    return thread * 4294967296 + actor;
  }
  function make(tag, style = "", text = "") {
    const e = document.createElement(tag);
    if (style) e.className = style;
    if (text) e.textContent = visible(text);
    return e;
  }
  function badge(thread) {
    return make("span", "badge thread-" + (thread - 1) % 8, String(thread));
  }

  // ../../../trace/export/page/app/chart.ts
  var width = 460;
  var left = 44;
  var right = 10;
  var top = 8;
  var high = 190;
  var rowHeight2 = 20;
  var colors = ["run", "gil", "io", "acquire", "wait", "accent"];
  function svg(name, attributes, text = "") {
    const e = document.createElementNS(document.querySelector("svg").namespaceURI, name);
    for (const [key2, value] of Object.entries(attributes)) e.setAttribute(key2, String(value));
    if (text) e.textContent = visible(text);
    return e;
  }
  function drawChart(chart, language, color) {
    const box = make("figure", "chart");
    box.append(make("figcaption", "", pick(chart.title, language)), chart.bars ? bars(chart.bars, color) : curves(chart, language, color));
    return box;
  }
  function curves(chart, language, color) {
    const list2 = chart.curves ?? [], points = list2.flatMap((c) => c.points ?? []);
    const all = svg("svg", { viewBox: `0 0 ${width} ${top + high + 36 + list2.length * 16}`, role: "img", "aria-label": pick(chart.title, language) });
    const mostX = Math.max(1, ...points.map((p) => p.x)), stepY = roundStep(Math.max(1e-9, ...points.map((p) => p.high)) / 4), mostY = stepY * Math.ceil(Math.max(stepY, ...points.map((p) => p.high)) / stepY - 1e-9);
    const x = (n) => left + n / mostX * (width - left - right), y = (n) => top + high - n / mostY * high;
    for (let n = 0; n <= mostY + stepY / 2; n += stepY) {
      all.append(svg("line", { x1: left, x2: width - right, y1: y(n), y2: y(n), stroke: color("line") }));
      all.append(svg("text", { x: left - 6, y: y(n) + 4, "text-anchor": "end" }, Number(n.toPrecision(4)).toString()));
    }
    for (const n of new Set(points.map((p) => p.x))) all.append(svg("text", { x: x(n), y: top + high + 14, "text-anchor": "middle" }, String(n)));
    all.append(svg("text", { x: (left + width) / 2, y: top + high + 29, "text-anchor": "middle" }, `${pick(chart.x, language)} · ${pick(chart.y, language)}`));
    list2.forEach((c, i) => all.append(...curve(c, x, y, color), ...legend(c, top + high + 46 + i * 16, language, color)));
    return all;
  }
  function curve(c, x, y, color) {
    const points = c.points ?? [], ink = color(colors[c.color % colors.length]);
    const marks = points.map((p) => svg("circle", { cx: x(p.x), cy: y(p.y), r: 3, fill: c.dashed ? color("panel") : ink, stroke: ink }));
    const spread = points.filter((p) => p.high > p.low).map((p) => svg("line", { x1: x(p.x), x2: x(p.x), y1: y(p.low), y2: y(p.high), stroke: ink, "stroke-width": 5, "stroke-opacity": 0.3 }));
    const line = svg("polyline", { points: points.map((p) => `${x(p.x)},${y(p.y)}`).join(" "), fill: "none", stroke: ink, "stroke-width": 1.5, "stroke-dasharray": c.dashed ? "5 4" : "none" });
    return [...spread, line, ...marks];
  }
  function legend(c, at, language, color) {
    const ink = color(colors[c.color % colors.length]);
    return [
      svg("line", { x1: left, x2: left + 24, y1: at - 4, y2: at - 4, stroke: ink, "stroke-width": 1.5, "stroke-dasharray": c.dashed ? "5 4" : "none" }),
      svg("text", { x: left + 30, y: at }, pick(c.name, language))
    ];
  }
  function bars(list2, color) {
    const all = svg("svg", { viewBox: `0 0 ${width} ${list2.length * rowHeight2 + 4}`, role: "img", "aria-label": list2.map((b) => `${b.name}: ${count(b.count)}`).join("; ") });
    const begin = 190, room = width - begin - 90, most = Math.max(...list2.map((b) => b.share));
    list2.forEach((b, i) => {
      const y = i * rowHeight2 + 3, long = Math.max(1.5, b.share / most * room);
      all.append(svg("text", { x: begin - 8, y: y + 12, "text-anchor": "end", class: "bar-name" }, (b.wrong ? "✗ " : "") + shorten(b.name, (t) => t.length <= 26)));
      all.append(svg("rect", { x: begin, y, width: long, height: rowHeight2 - 6, rx: 2, fill: color(b.wrong ? "bad" : "run") }));
      all.append(svg("text", { x: begin + long + 6, y: y + 12 }, `${count(b.count)} · ${percent(b.share)}`));
    });
    return all;
  }

  // ../../../trace/export/page/app/processes.ts
  var busiest = [stateRunning, stateLock, stateReady, stateIO, stateAcquire, stateWait, stateJoin, stateSleep, stateHub, stateDue, stateSuspended, stateEnded];
  function processTrack(process, threads) {
    const changes = threads.flatMap((t) => Array.from(t.event, (event2, i) => ({ event: event2, from: i ? t.value[i - 1] : 0, to: t.value[i] }))).sort((a, b) => a.event - b.event);
    const count2 = new Array(stateEnded + 1).fill(0), event = [], value = [];
    changes.forEach((c, i) => {
      if (c.from) count2[c.from]--;
      if (c.to) count2[c.to]++;
      if (changes[i + 1]?.event === c.event) return;
      const state = busiest.find((s) => count2[s] > 0) ?? 0;
      if (state === (value[value.length - 1] ?? 0)) return;
      event.push(c.event);
      value.push(state);
    });
    return new Track(process, list(event), list(value), list([]));
  }
  function list(numbers) {
    return Float64Array.from(numbers);
  }

  // ../../../trace/export/page/app/strip.ts
  var Strip = class {
    constructor(high2) {
      this.high = high2;
      this.canvas = document.createElement("canvas");
      this.looks = /* @__PURE__ */ new Map();
      // by key: the number of a look
      this.colors = new Uint32Array(0);
      // of all looks, each from top to bottom; that of number 0 is empty
      this.row = new Uint8Array(0);
      // by pixel: the number of its look; states and the colours of threads are far fewer than 256
      this.from = Infinity;
      // the pixels that are filled
      this.to = 0;
      this.c = this.canvas.getContext("2d", { willReadFrequently: true });
      this.restyle();
    }
    /** Fills pixels with what paint draws one pixel wide at the origin. key names that. */
    fill(key2, from, to, paint) {
      if (from < 0 || to <= from) return;
      if (to > this.row.length) {
        const before = this.row;
        this.row = new Uint8Array(2 * to);
        this.row.set(before);
      }
      const look = this.looks.get(key2) ?? this.add(key2, paint);
      for (let x = from; x < to; x++) this.row[x] = look;
      this.from = Math.min(this.from, from);
      this.to = Math.max(this.to, to);
    }
    /** Shows what is filled, from the top y on, and forgets it. */
    show(c, y) {
      const { from, to, high: high2, row, colors: colors2 } = this, width2 = to - from;
      if (width2 <= 0) return;
      const image = new ImageData(width2, high2), pixels = new Uint32Array(image.data.buffer);
      for (let line = 0, at = 0; line < high2; line++) for (let x = from; x < to; x++) pixels[at++] = colors2[row[x] * high2 + line];
      if (this.canvas.width < width2) this.canvas.width = width2;
      if (this.canvas.height !== high2) this.canvas.height = high2;
      this.c.putImageData(image, 0, 0);
      c.drawImage(this.canvas, 0, 0, width2, high2, from, y, width2, high2);
      row.fill(0, from, to);
      [this.from, this.to] = [Infinity, 0];
    }
    /** Forgets what colours look like. */
    restyle() {
      this.looks.clear();
      this.colors = new Uint32Array(this.high);
    }
    add(key2, paint) {
      const one = document.createElement("canvas"), before = this.colors, { high: high2 } = this;
      one.width = 1;
      one.height = high2;
      const c = one.getContext("2d");
      paint(c);
      this.colors = new Uint32Array(before.length + high2);
      this.colors.set(before);
      this.colors.set(new Uint32Array(c.getImageData(0, 0, 1, high2).data.buffer), before.length);
      this.looks.set(key2, before.length / high2);
      return before.length / high2;
    }
  };

  // ../../../trace/export/page/app/timeline.ts
  var laneHeight = 26;
  var barHeight = 18;
  var axisHeight = 26;
  var indent = 14;
  var patterned = 12;
  function drawState(c, state, x, y, width2, height, color) {
    const middle = y + height / 2;
    switch (state) {
      case stateRunning:
        c.fillStyle = color("run");
        return c.fillRect(x, y, width2, height);
      case stateLock:
        c.fillStyle = color("gil-soft");
        c.fillRect(x, y, width2, height);
        return hatch(c, x, y, width2, height, color("gil"), 5);
      case stateReady:
        c.fillStyle = color("ready");
        return c.fillRect(x, y + height / 2, width2, height / 2);
      case stateIO:
        c.fillStyle = color("io");
        return c.fillRect(x, middle - height * 0.2, width2, height * 0.4);
      case stateAcquire:
        c.fillStyle = color("acquire-soft");
        c.fillRect(x, y + 1, width2, height - 2);
        c.fillStyle = color("acquire");
        c.fillRect(x, y + 1, width2, 2);
        return c.fillRect(x, y + height - 3, width2, 2);
      case stateWait:
        c.fillStyle = color("wait");
        return dashes(c, x, middle - height * 0.2, width2, height * 0.4, 6, 3);
      case stateSleep:
        c.fillStyle = color("sleep");
        return c.fillRect(x, middle - 1, width2, 2);
      case stateJoin:
        c.fillStyle = color("sleep");
        return dashes(c, x, middle - 1.5, width2, 3, 8, 4);
      case stateHub:
        c.fillStyle = color("wait");
        return dashes(c, x, middle - 1, width2, 2, 2, 4);
      case stateDue:
        c.fillStyle = color("ready");
        return dashes(c, x, y + height / 2, width2, height / 2, 3, 3);
      case stateSuspended:
        c.fillStyle = color("faint");
        return c.fillRect(x, middle - 0.5, width2, 1);
    }
  }
  function dashes(c, x, y, width2, height, on, off) {
    if (width2 < on) return c.fillRect(x, y, width2, height);
    for (let at = Math.floor(x / (on + off)) * (on + off); at < x + width2; at += on + off) {
      const from = Math.max(at, x), to = Math.min(at + on, x + width2);
      if (to > from) c.fillRect(from, y, to - from, height);
    }
  }
  function hatch(c, x, y, width2, height, color, gap) {
    if (width2 < gap) return;
    const pattern = hatchings.get(color) ?? makeHatching(c, color, gap);
    if (!pattern) return;
    c.fillStyle = pattern;
    c.fillRect(x, y, width2, height);
  }
  var hatchings = /* @__PURE__ */ new Map();
  function makeHatching(c, color, gap) {
    const tile = document.createElement("canvas"), fine = 4, size = gap * fine;
    tile.width = tile.height = size;
    const t = tile.getContext("2d");
    t.strokeStyle = color;
    t.lineWidth = fine;
    for (const shift of [-size, 0, size]) {
      t.moveTo(shift - fine, size + fine);
      t.lineTo(shift + size + fine, -fine);
    }
    t.stroke();
    const pattern = c.createPattern(tile, "repeat");
    pattern?.setTransform(new DOMMatrix().scale(1 / fine));
    if (pattern) hatchings.set(color, pattern);
    return pattern;
  }
  var Shares = class {
    constructor() {
      this.share = [];
      // by value
      this.values = [];
    }
    // that have one
    add(value, share) {
      if (!this.share[value]) this.values.push(value);
      this.share[value] = (this.share[value] ?? 0) + share;
    }
    /** The value that takes most, where nothing (0: a lock that is free) counts only alone. Then all is forgotten. */
    most() {
      let most = 0, winner = 0;
      for (const value of this.values) {
        if (value && this.share[value] > most) [most, winner] = [this.share[value], value];
        this.share[value] = 0;
      }
      this.values.length = 0;
      return winner;
    }
  };
  var Timeline = class {
    constructor(canvas, scroller, sizer, tip, view, words, color, parting = -1) {
      this.canvas = canvas;
      this.scroller = scroller;
      this.sizer = sizer;
      this.tip = tip;
      this.view = view;
      this.words = words;
      this.color = color;
      this.parting = parting;
      this.lanes = [];
      this.laneOf = /* @__PURE__ */ new Map();
      // of threads
      this.width = 0;
      this.high = 0;
      this.scrolled = 0;
      // how far, when the picture was begun: to ask for it takes the browser time
      this.label = 150;
      this.wanted = false;
      this.stale = true;
      // lanes may have changed since they were kept
      this.kept = document.createElement("canvas");
      // the picture without what moves with the cursor
      this.numbers = [];
      // the colours of threads, by number
      this.strip = new Strip(barHeight);
      this.cachedWakes = null;
      this.c = canvas.getContext("2d");
      this.layout();
      view.onChange((change) => {
        if (change === "filter") this.layout();
        this.draw(change !== "cursor");
      });
      scroller.addEventListener("scroll", () => this.draw());
      new ResizeObserver(() => this.draw()).observe(scroller);
      this.listen();
    }
    /** Chooses the lanes: threads with their greenlets, by processes if there are several, then locks, then cores. */
    layout() {
      const { run, filter } = this.view, lanes = this.lanes = [], processes = run.processes();
      this.laneOf.clear();
      const shown = run.holds.filter((h) => filter.level > 0 || !run.objects[h.of].library);
      const locks = (list2) => list2.forEach((track) => lanes.push({ name: run.objects[track.of].name, kind: "lock", track, of: track.of }));
      const ofProcess = (h) => processes.length > 1 && run.objects[h.of].class === "gil" && run.processOf(h) >= 0;
      for (const process of processes) {
        const threads = run.states.filter((t) => run.process[t.of] === process), before = lanes.length;
        this.addThreads(threads);
        if (processes.length < 2 || lanes.length === before) continue;
        lanes.splice(before, 0, { name: "", kind: "process", track: processTrack(process, threads), of: process });
        for (let i = before + 1; i < lanes.length; i++) if (lanes[i].kind === "thread") this.laneOf.set(lanes[i].of, i);
        locks(shown.filter((h) => ofProcess(h) && run.processOf(h) === process));
      }
      locks(shown.filter((h) => !ofProcess(h)));
      for (const track of run.cores) lanes.push({ name: "", kind: "core", track, of: track.of });
      this.sizer.style.height = this.height() + "px";
    }
    /** Adds the lanes of threads, those of their greenlets below. */
    addThreads(threads) {
      const { run, filter } = this.view, chosen = (name) => !filter.thread || name === filter.thread;
      for (const track of threads) {
        const name = run.threadName(track.of), actors = run.actors.filter((a) => a.thread === track.of);
        const mine = actors.filter((a) => chosen(name) || chosen(run.objectName(a.of)));
        if (!chosen(name) && !mine.length) continue;
        this.laneOf.set(track.of, this.lanes.length);
        this.lanes.push({ name, kind: "thread", track, of: track.of });
        for (const a of mine) this.lanes.push({ name: run.objectName(a.of), kind: "actor", track: a, of: a.of });
      }
    }
    /** How high all lanes together are. */
    height() {
      return this.lanes.length * laneHeight + axisHeight + 8;
    }
    /** Draws soon: many changes at once make one picture. Lanes take longest, and stay where only the cursor moves. */
    draw(lanes = true) {
      this.stale || (this.stale = lanes);
      if (this.wanted) return;
      this.wanted = true;
      requestAnimationFrame(() => {
        this.wanted = false;
        this.paint();
      });
    }
    /** Takes over new colours. */
    restyle() {
      this.numbers = [];
      this.strip.restyle();
      this.draw();
    }
    paint() {
      const { c, canvas, scroller } = this, scale = devicePixelRatio || 1;
      const width2 = scroller.clientWidth, height = scroller.clientHeight;
      if (!width2 || !height) return;
      if (canvas.width !== Math.round(width2 * scale) || canvas.height !== Math.round(height * scale)) {
        canvas.width = Math.round(width2 * scale);
        canvas.height = Math.round(height * scale);
        canvas.style.width = width2 + "px";
        canvas.style.height = height + "px";
        this.stale = true;
      }
      this.width = width2;
      this.high = height;
      this.scrolled = scroller.scrollTop;
      this.label = Math.min(190, Math.max(90, width2 * 0.16));
      if (this.stale) this.keep(scale);
      c.setTransform(1, 0, 0, 1, 0, 0);
      c.drawImage(this.kept, 0, 0);
      c.setTransform(scale, 0, 0, scale, 0, 0);
      this.below(() => {
        for (const w of this.view.run.circle(this.view.cursor)) this.paintCircle(w.thread);
      });
      this.paintCursor();
    }
    /** Paints all that stays where it is while only the cursor moves, and keeps it. */
    keep(scale) {
      const { c, canvas, kept } = this, { width: width2, high: height, scrolled: top2 } = this;
      this.stale = false;
      c.setTransform(scale, 0, 0, scale, 0, 0);
      c.fillStyle = this.color("panel");
      c.fillRect(0, 0, width2, height);
      c.textBaseline = "middle";
      this.paintGrid();
      const first = Math.max(0, Math.floor((top2 - axisHeight) / laneHeight)), last = Math.min(this.lanes.length, Math.ceil((top2 + height) / laneHeight));
      this.below(() => {
        for (let i = first; i < last; i++) this.paintLane(this.lanes[i], this.laneTop(i));
        this.paintMarks();
        this.paintArrows();
      });
      this.paintParting();
      if (kept.width !== canvas.width) kept.width = canvas.width;
      if (kept.height !== canvas.height) kept.height = canvas.height;
      kept.getContext("2d").drawImage(canvas, 0, 0);
    }
    /** Paints below the axis, and nothing above it. */
    below(paint) {
      const { c } = this;
      c.save();
      c.beginPath();
      c.rect(0, axisHeight, this.width, this.high - axisHeight);
      c.clip();
      paint();
      c.restore();
    }
    laneTop(lane) {
      return axisHeight + 4 + lane * laneHeight - this.scrolled;
    }
    x(place) {
      return this.label + (place - this.view.from) / (this.view.to - this.view.from) * (this.width - this.label - 8);
    }
    place(x) {
      return this.view.from + (x - this.label) / (this.width - this.label - 8) * (this.view.to - this.view.from);
    }
    font(weight = "") {
      return (weight + " 12px " + this.color("font")).trim();
    }
    paintGrid() {
      const { c, view } = this, room = this.width - this.label;
      const step2 = Math.max(1, roundStep((view.to - view.from) / Math.max(2, room / 110)));
      c.font = "11px " + this.color("font");
      c.textAlign = "left";
      for (let at = Math.ceil(view.from / step2) * step2; at <= view.to; at += step2) {
        const x = Math.round(this.x(at)) + 0.5;
        c.strokeStyle = this.color("line");
        c.lineWidth = 1;
        c.beginPath();
        c.moveTo(x, axisHeight - 6);
        c.lineTo(x, this.high);
        c.stroke();
        c.fillStyle = this.color("quiet");
        if (x < this.width - 40) c.fillText(view.axis === "time" ? tick(at, step2) : String(at + 1), x + 3, axisHeight - 12);
      }
      c.textAlign = "right";
      c.fillStyle = this.color("quiet");
      c.fillText(this.words().axis[view.axis], this.label - 10, axisHeight - 12);
    }
    paintLane(lane, top2) {
      const { c } = this, y = top2 + (laneHeight - barHeight) / 2 - 2;
      const left2 = lane.kind === "actor" ? indent : 0;
      c.font = this.font(lane.kind === "thread" ? "600" : lane.kind === "process" ? "italic" : "");
      c.textAlign = "left";
      const name = this.nameOf(lane);
      if (lane.kind === "process") {
        c.fillStyle = this.color("line");
        c.fillRect(0, y - 3, this.width, 1);
      }
      const room = this.label - left2 - (lane.kind === "thread" ? 34 : 20);
      if (lane.kind === "thread") this.paintBadge(lane.of, 8, y + barHeight / 2);
      c.fillStyle = this.color(lane.kind === "thread" ? "text" : "quiet");
      c.fillText(shorten(name, (t) => c.measureText(t).width <= room), left2 + (lane.kind === "thread" ? 26 : 10), y + barHeight / 2 + 1);
      c.save();
      c.beginPath();
      c.rect(this.label, y - 2, this.width - this.label - 7, laneHeight);
      c.clip();
      if (lane.kind === "thread" || lane.kind === "actor" || lane.kind === "process") {
        const slim = lane.kind === "thread" ? 0 : lane.kind === "actor" ? 4 : 8;
        this.pieces(lane.track, (value, from, to, together) => {
          if (together && to - from < patterned) this.strip.fill(lane.kind + value, from, to, (pixel) => drawState(pixel, value, 0, slim / 2, 1, barHeight - slim, this.color));
          else drawState(c, value, from, y + slim / 2, to - from, barHeight - slim, this.color);
        });
      } else this.pieces(lane.track, (value, from, to, together) => this.paintHold(value, from, to, y, together));
      this.strip.show(c, y);
      c.restore();
    }
    nameOf(lane) {
      const w = this.words();
      return lane.kind === "core" ? w.core + " " + lane.of : lane.kind === "process" ? w.process + " " + lane.of : lane.name;
    }
    /** Who has a lock or a core: a box in the thread's colour with its number, or its name where there is room; of many together the colour. */
    paintHold(thread, from, to, y, together) {
      if (!thread) return;
      if (together) return this.strip.fill(this.threadColor(thread), from, to, (pixel) => {
        pixel.fillStyle = this.threadColor(thread);
        pixel.fillRect(0, 2, 1, barHeight - 4);
      });
      const { c } = this, width2 = Math.max(to - from, 1.5);
      c.fillStyle = this.threadColor(thread);
      c.fillRect(from, y + 2, width2, barHeight - 4);
      if (width2 > 2) {
        c.strokeStyle = this.color("panel");
        c.strokeRect(from + 0.5, y + 2.5, width2 - 1, barHeight - 5);
      }
      if (width2 < 14) return;
      c.font = "11px " + this.color("font");
      c.fillStyle = this.color("ink");
      c.textAlign = "center";
      const name = this.view.run.threadName(thread), fits = (t) => c.measureText(t).width < width2 - 6;
      const left2 = Math.max(from, this.label), right2 = Math.min(to, this.width - 8);
      const text = fits(name) ? name : String(thread);
      if (fits(text)) c.fillText(text, (left2 + right2) / 2, y + barHeight / 2 + 1);
      c.textAlign = "left";
    }
    /** The number of a thread on its colour, as locks and cores show it. */
    paintBadge(thread, x, y) {
      const { c } = this;
      c.fillStyle = this.threadColor(thread);
      c.beginPath();
      c.roundRect(x - 2, y - 7, 15, 14, 3);
      c.fill();
      c.fillStyle = this.color("ink");
      c.textAlign = "center";
      const font = c.font;
      c.font = "10px " + this.color("font");
      c.fillText(String(thread), x + 5.5, y + 1);
      c.font = font;
      c.textAlign = "left";
    }
    threadColor(thread) {
      const known = this.numbers[thread];
      if (known) return known;
      return this.numbers[thread] = this.color("thread-" + (thread - 1) % 8);
    }
    /**
     * Tells the pieces of a track that are in sight, in pixels. Pieces of less than a pixel are put together to one, of the value
     * that took most of it, and pixels side by side that are of one value are told as one.
     */
    pieces(track, tell) {
      const { view } = this, last = track.event.length, right2 = this.width - 8, shares = new Shares();
      let pixel = -1, value = 0, from = 0, to = -1;
      const flush = () => {
        if (to > from) tell(value, from, to, true);
        to = from;
      };
      const close = () => {
        if (pixel < 0) return;
        const winner = shares.most();
        if (winner !== value || pixel !== to) {
          flush();
          [value, from] = [winner, pixel];
        }
        to = winner ? pixel + 1 : from;
        pixel = -1;
      };
      const { label } = this, scale = (this.width - label - 8) / (view.to - view.from), zero = label - view.from * scale, at = view.positions();
      for (let i = Math.max(0, this.firstPiece(track)), end = zero + at[track.event[i] ?? 0] * scale; i < last; i++) {
        const begin = end;
        end = zero + (i + 1 < last ? at[track.event[i + 1]] : view.end()) * scale;
        if (begin > right2) break;
        if (end <= begin || end < this.label) continue;
        if (end - begin >= 1) {
          close();
          flush();
          tell(track.value[i], Math.max(begin, this.label - 20), Math.min(end, right2 + 20), false);
          continue;
        }
        if (Math.floor(begin) !== pixel) close();
        pixel = Math.floor(begin);
        shares.add(track.value[i], end - begin);
      }
      close();
      flush();
    }
    /** The first piece of a track that can be in sight. */
    firstPiece(track) {
      const { view } = this;
      let low = 0, high2 = track.event.length;
      while (low < high2) {
        const middle = low + high2 >> 1;
        if (view.at(track.event[middle]) <= view.from) low = middle + 1;
        else high2 = middle;
      }
      return low - 1;
    }
    /** The first and the last of some rising events that are in sight. */
    inSight(events) {
      const { view } = this;
      const first = (limit) => {
        let low = 0, high2 = events.length;
        while (low < high2) {
          const middle = low + high2 >> 1;
          if (view.at(events[middle]) < limit) low = middle + 1;
          else high2 = middle;
        }
        return low;
      };
      return [first(view.from), first(view.to)];
    }
    /** Steps as ticks on their lane, if there is room for them, and what went wrong as marks. */
    paintMarks() {
      const { c, view } = this, { run } = view;
      const [first, last] = this.inSight(view.rows);
      if (last - first <= (this.width - this.label) / 3) {
        c.fillStyle = this.color("step");
        for (let i = first; i < last; i++) {
          const event = view.rows[i], lane = this.laneOf.get(run.thread[event]);
          if (lane === void 0) continue;
          const x = this.middle(event), y = this.laneTop(lane) + laneHeight - 7;
          c.beginPath();
          c.arc(x, y, 2, 0, 7);
          c.fill();
        }
      }
      const [from, to] = this.inSight(run.lost.store), signs = to - from <= (this.width - this.label) / 20;
      for (let i = from, pixel = -1; i < to; i++) {
        const x = Math.floor(this.middle(run.lost.store[i]));
        if (!signs && x === pixel) continue;
        const lost2 = run.lost.at(i);
        if (signs) {
          this.paintSign(lost2.store, "!");
          if (lost2.read >= 0) this.paintLink(lost2.read, lost2.store, this.color("bad"));
        } else this.paintLink(lost2.store, lost2.store, this.color("bad"));
        pixel = x;
      }
      for (const f of run.failures) this.paintSign(f.event, "✗");
    }
    /** A frame around what a thread does at the cursor: it waits in a circle with others. */
    paintCircle(thread) {
      const { c, view } = this, track = view.run.states[thread - 1], lane = this.laneOf.get(thread);
      if (!track || lane === void 0) return;
      const piece = track.place(view.cursor), next = track.event[piece + 1];
      const from = Math.max(this.label, this.x(view.at(track.event[piece]))), to = Math.min(this.width - 8, next === void 0 ? this.x(view.end()) : this.x(view.at(next)));
      if (to <= from) return;
      c.strokeStyle = this.color("bad");
      c.lineWidth = 2;
      c.strokeRect(from, this.laneTop(lane) + 1, to - from, barHeight + 2);
    }
    /** Where an event stands: in the middle of its step, or at its time. */
    middle(event) {
      return this.x(this.view.at(event) + (this.view.axis === "steps" ? 0.5 : 0));
    }
    paintSign(event, sign) {
      const { c, view } = this, x = this.middle(event);
      if (x < this.label || x > this.width) return;
      const lane = this.laneOf.get(view.run.thread[event]), y = lane === void 0 ? axisHeight + 8 : this.laneTop(lane) + 9;
      c.fillStyle = this.color("bad");
      c.beginPath();
      c.arc(x, y, 8, 0, 7);
      c.fill();
      c.fillStyle = this.color("panel");
      c.font = "bold 12px " + this.color("font");
      c.textAlign = "center";
      c.fillText(sign, x, y + 1);
      c.textAlign = "left";
    }
    /** A thin line under a lane from one event of a thread to another one. */
    paintLink(from, to, color) {
      const { c, view } = this, lane = this.laneOf.get(view.run.thread[to]);
      const left2 = Math.max(this.middle(from), this.label), right2 = this.middle(to);
      if (lane === void 0 || right2 < this.label || left2 > this.width) return;
      const y = this.laneTop(lane) + laneHeight - 3;
      c.fillStyle = color;
      c.fillRect(left2, y, Math.max(1, right2 - left2), 2);
    }
    /** Arrows of hand-overs and wake-ups, as long as they can be told apart. */
    paintArrows() {
      const { view } = this, { run } = view, most = Math.max(20, (this.width - this.label) / 12);
      const { later, earlier } = run.handovers, [first, last] = this.inSight(later);
      if (last - first <= most) {
        for (let i = first; i < last; i++) if (this.wasWaiting(run.thread[later[i]], earlier[i])) this.arrow(earlier[i], run.thread[earlier[i]], later[i], run.thread[later[i]], this.color("gil"), false);
      }
      const wakes = this.wakes(), [from, to] = this.inSight(wakes);
      if (to - from <= most)
        for (let i = from; i < to; i++) this.arrow(wakes[i], run.thread[wakes[i]], wakes[i], run.obj[wakes[i]], this.color("quiet"), true);
    }
    /** Whether a thread could go on at an event, or waited for the interpreter lock: a hand-over to it has begun there. */
    wasWaiting(thread, event) {
      const state = this.view.run.states[thread - 1]?.at(event) ?? 0;
      return state === stateLock || state === stateReady || state === stateRunning;
    }
    wakes() {
      const { run, kinds } = this.view, unpark = kinds.findIndex((k) => k.name === "unpark");
      return this.cachedWakes ?? (this.cachedWakes = where(run.length, (i) => run.kind[i] === unpark));
    }
    arrow(from, thread, to, other, color, dashed) {
      const { c } = this, a = this.laneOf.get(thread), b = this.laneOf.get(other);
      if (a === void 0 || b === void 0 || a === b) return;
      const x0 = this.x(this.view.at(from)), x1 = this.x(this.view.at(to));
      const down = b > a ? 1 : -1, y0 = this.laneTop(a) + 9 + down * 9, y1 = this.laneTop(b) + 9 - down * 9;
      c.strokeStyle = c.fillStyle = color;
      c.lineWidth = dashed ? 1 : 1.5;
      c.setLineDash(dashed ? [2, 3] : []);
      c.beginPath();
      c.moveTo(x0, y0);
      c.lineTo(x1, y1 - down * 4);
      c.stroke();
      c.setLineDash([]);
      c.beginPath();
      c.moveTo(x1, y1);
      c.lineTo(x1 - 3.5, y1 - down * 6);
      c.lineTo(x1 + 3.5, y1 - down * 6);
      c.fill();
    }
    /** A line where the run parts from the other one. */
    paintParting() {
      const { c } = this, x = Math.round(this.x(this.view.at(this.parting))) + 0.5;
      if (this.parting < 0 || x < this.label || x > this.width) return;
      c.strokeStyle = this.color("accent");
      c.lineWidth = 2;
      c.setLineDash([5, 4]);
      c.beginPath();
      c.moveTo(x, axisHeight - 2);
      c.lineTo(x, this.high);
      c.stroke();
      c.setLineDash([]);
    }
    paintCursor() {
      const { c, view } = this, x = Math.round(this.middle(view.cursor)) + 0.5;
      if (x < this.label || x > this.width) return;
      c.strokeStyle = this.color("accent");
      c.lineWidth = 1.5;
      c.beginPath();
      c.moveTo(x, axisHeight - 4);
      c.lineTo(x, this.high);
      c.stroke();
      c.fillStyle = this.color("accent");
      c.beginPath();
      c.moveTo(x - 5, axisHeight - 10);
      c.lineTo(x + 5, axisHeight - 10);
      c.lineTo(x, axisHeight - 2);
      c.fill();
      const lane = this.laneOf.get(view.run.thread[view.cursor]);
      if (lane === void 0) return;
      c.strokeRect(this.label - 2, this.laneTop(lane) - 1, 3, laneHeight - 4);
    }
    /** What is under the pointer, in words. */
    describe(x, y) {
      const lane = this.lanes[Math.floor((y + this.scroller.scrollTop - axisHeight - 4) / laneHeight)];
      if (!lane || y < axisHeight) return "";
      const { view } = this, { run } = view, words = this.words();
      if (x < this.label) return this.nameOf(lane);
      const place = this.place(x), piece = this.pieceAt(lane.track, place);
      if (piece < 0) return "";
      const value = lane.track.value[piece], begin = lane.track.event[piece], end = lane.track.event[piece + 1] ?? run.length;
      const lasted = duration(run.timeOf(end) - run.timeOf(begin));
      if (lane.kind === "core") return `${words.core} ${lane.of}: ${value ? run.threadName(value) : words.idle} · ${lasted}`;
      if (lane.kind === "lock") return `${lane.name}: ${value ? words.heldBy(run.threadName(value)) : words.free} · ${lasted}`;
      if (!value || value === stateEnded) return "";
      const on = lane.track.on[piece] ?? 0, holder = on ? run.holder(on, begin) : 0;
      return `${this.nameOf(lane)}: ${words.states[value]}${on ? " · " + run.objectName(on) : ""}${holder && holder !== lane.of ? " (" + words.heldBy(run.threadName(holder)) + ")" : ""} · ${lasted}`;
    }
    pieceAt(track, place) {
      let low = 0, high2 = track.event.length;
      while (low < high2) {
        const middle = low + high2 >> 1;
        if (this.view.at(track.event[middle]) <= place) low = middle + 1;
        else high2 = middle;
      }
      return low - 1;
    }
    /** The event that a click means: the nearest step of the lane's thread, or of anybody where the lane is not one's. */
    eventAt(x, y) {
      const { view } = this, lane = this.lanes[Math.floor((y + this.scroller.scrollTop - axisHeight - 4) / laneHeight)];
      const place = this.place(x), nearest = view.nearest(place);
      if (!lane || lane.kind !== "thread" || y < axisHeight) return nearest;
      const row = lastAtMost(view.rows, nearest), reach = (view.to - view.from) * 8 / Math.max(1, this.width - this.label);
      for (let d = 0; d < 200; d++)
        for (const r of [row + d, row - d]) {
          const event = view.rows[r];
          if (event !== void 0 && view.run.thread[event] === lane.of && Math.abs(view.at(event) - place) <= reach) return event;
        }
      return nearest;
    }
    listen() {
      const { canvas, view, tip } = this;
      let drag = null;
      canvas.addEventListener("pointerdown", (e) => {
        canvas.setPointerCapture(e.pointerId);
        drag = { x: e.offsetX, from: view.from, to: view.to, moved: false };
      });
      canvas.addEventListener("pointermove", (e) => {
        if (drag && Math.abs(e.offsetX - drag.x) > 3) drag.moved = true;
        if (drag?.moved) {
          const by = (drag.x - e.offsetX) / (this.width - this.label - 8) * (drag.to - drag.from);
          view.setWindow(drag.from + by, drag.to + by);
          tip.hidden = true;
          return;
        }
        const text = this.describe(e.offsetX, e.offsetY);
        tip.hidden = !text;
        tip.textContent = text;
        tip.style.left = Math.min(e.clientX + 14, innerWidth - tip.offsetWidth - 8) + "px";
        tip.style.top = e.clientY + 18 + "px";
      });
      canvas.addEventListener("pointerup", (e) => {
        if (drag && !drag.moved && e.offsetX >= this.label) view.go(this.eventAt(e.offsetX, e.offsetY));
        drag = null;
      });
      canvas.addEventListener("pointercancel", () => drag = null);
      canvas.addEventListener("pointerleave", () => tip.hidden = true);
      canvas.addEventListener("dblclick", (e) => view.zoom(0.25, this.place(e.offsetX)));
      canvas.addEventListener("wheel", (e) => {
        const overflows = this.scroller.scrollHeight > this.scroller.clientHeight + 1;
        if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) view.pan((e.deltaX || e.deltaY) / 800);
        else if (e.ctrlKey || e.metaKey || !overflows) view.zoom(Math.pow(1.0018, e.deltaY), this.place(e.offsetX));
        else return;
        e.preventDefault();
      }, { passive: false });
    }
  };

  // ../../../trace/export/page/app/panel.ts
  function table(caption, head, rows, numeric = []) {
    const t = make("table");
    if (caption) t.append(make("caption", "", caption));
    const top2 = make("tr");
    head.forEach((h, i) => {
      const th = make("th", numeric.includes(i) ? "number" : "", h);
      th.setAttribute("scope", "col");
      top2.append(th);
    });
    const thead = make("thead"), body = make("tbody");
    thead.append(top2);
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
    const box = make("div", "scroll");
    box.append(t);
    return box;
  }
  function short(name) {
    return shorten(name, (t) => t.length <= 40);
  }
  function named(run, thread) {
    const e = make("span", "name");
    e.append(badge(thread), shorten(run.threadName(thread), (t) => t.length <= 22));
    e.title = run.threadName(thread);
    return e;
  }
  function actorName(run, actor, current) {
    const e = make("span", "name actor" + (current ? " changed" : ""), shorten(run.objectName(actor), (t) => t.length <= 22));
    e.title = run.objectName(actor);
    return e;
  }
  function swatch(state, color) {
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
  var Panel = class {
    constructor(box, view, words, language, color, glossary, charts = []) {
      this.box = box;
      this.view = view;
      this.words = words;
      this.language = language;
      this.color = color;
      this.glossary = glossary;
      this.charts = charts;
      this.tab = "now";
      this.render();
    }
    show(tab) {
      this.tab = tab;
      this.box.scrollTop = 0;
      this.render();
    }
    render() {
      const parts = { now: () => this.now(), source: () => this.listing(), figures: () => this.figures(), output: () => this.output(), words: () => this.glossaryList(), charts: () => this.charts.map((c) => drawChart(c, this.language(), this.color)) }[this.tab]();
      this.box.replaceChildren(...parts);
      if (this.tab === "source") this.box.querySelector(".line.current, .line.stands")?.scrollIntoView({ block: "nearest" });
    }
    /** The file in which the thread of the cursor stands, with all threads at their lines. A click leads to the next step in a line. */
    listing() {
      const { run, cursor } = this.view, places = run.standing(cursor), own = places.find((p) => p.thread === run.thread[cursor]) ?? places[0];
      const file = own?.place.file ?? run.sources.keys().next().value, lines = run.sources.get(file ?? "");
      if (!file || !lines) return [];
      const list2 = make("div", "output listing"), middle = own?.place.line ?? 1, first = Math.max(1, middle - mostLines / 2);
      for (let n = first; n <= Math.min(lines.length, first + mostLines); n++) {
        const here = places.filter((p) => p.place.line === n && p.place.file === file), line = make("button", "line" + (own && here.includes(own) ? " current" : here.length ? " stands" : ""));
        const who = make("span", "who");
        who.append(...here.map((p) => badge(p.thread)));
        line.append(who, make("span", "number", String(n)), make("code", "", lines[n - 1].trimEnd() || " "));
        line.title = here.map((p) => run.threadName(p.thread)).join(", ") || this.words().toLine;
        line.addEventListener("click", () => this.goTo(file, n));
        list2.append(line);
      }
      return [make("h3", "", file.replace(/^.*[\\/]/, "")), list2];
    }
    /** Goes to the next step that is made in a line; after the last one to the first. */
    goTo(file, line) {
      const { view } = this, place = view.run.places.findIndex((p) => p.file === file && p.line === line) + 1, events = place ? view.run.steppedAt(place) : [];
      if (events.length) view.go(events.find((e) => e > view.cursor) ?? events[0]);
    }
    now() {
      const { run } = this.view, cursor = this.view.shown(), w = this.words(), parts = [];
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
    about() {
      const { run } = this.view, short2 = pick(run.short, this.language());
      if (!short2) return [];
      const box = make("details", "about");
      box.append(make("summary", "", short2), make("p", "", pick(run.doc, this.language())));
      return [box];
    }
    /** What is wrong or worth a look at the cursor. */
    remarks() {
      const { run, cursor } = this.view, w = this.words(), parts = [];
      const lost2 = run.lost.of(cursor);
      if (lost2) parts.push(make("p", "alert", w.lost(run, lost2)));
      const at = lastAtMost(run.conflicts.later, cursor);
      if (run.conflicts.later[at] === cursor) {
        const other = run.conflicts.earlier[at], link = make("button", "link", w.conflictWith(short(run.who(other)), run.textOf(other)));
        link.addEventListener("click", () => this.view.go(other));
        parts.push(link);
      }
      const circle = run.circle(cursor);
      if (circle.length) {
        const box = make("div", "alert");
        box.append(make("p", "", w.circle));
        const list2 = make("ul");
        for (const c of circle) list2.append(make("li", "", w.circleLine(short(run.threadName(c.thread)), short(run.objectName(c.object)), short(run.threadName(c.holder)))));
        box.append(list2);
        parts.push(box);
      }
      return parts;
    }
    /** Threads, each with its greenlets and tasks below it, and what they do. */
    threadTable() {
      const { run, cursor } = this.view, w = this.words(), few = run.states.length + run.actors.length <= 12, rows = [];
      const stands = (track) => {
        const state = track.at(cursor);
        return state > 0 && (few || state !== stateEnded);
      };
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
    standing(track, name) {
      const { run, cursor } = this.view, w = this.words(), state = track.at(cursor), object = track.onAt(cursor), holder = object ? run.holder(object, cursor) : 0;
      const cell = make("span", "state");
      cell.append(swatch(state, this.color), w.states[state] ?? "");
      return [name, cell, object ? run.objectName(object) : "", holder && holder !== track.thread ? named(run, holder) : ""];
    }
    /** The line of source on which each thread stands. */
    sourceTable() {
      const { run, cursor } = this.view, w = this.words(), rows = [];
      for (const { thread, place } of run.standing(cursor))
        rows.push([named(run, thread), place.file.replace(/^.*[\\/]/, "") + ":" + place.line, make("code", run.thread[cursor] === thread ? "changed" : "", run.sourceOf(place).trimEnd())]);
      return rows.length ? [table(w.source, [w.thread, w.line, ""], rows)] : [];
    }
    lockTable() {
      const { run, cursor, filter } = this.view, w = this.words(), rows = [], waits = run.waits(cursor);
      for (const h of run.holds) {
        if (run.objects[h.of]?.library && filter.level === 0) continue;
        const holder = h.at(cursor), waiting = waits.filter((x) => x.object === h.of).map((x) => run.threadName(x.thread));
        if (h.place(cursor) < 0 && !waiting.length) continue;
        rows.push([run.objectName(h.of), holder ? named(run, holder) : w.free, waiting.join(", ")]);
      }
      return rows.length ? [table(w.locks, [w.lock, w.holder, w.waiting], rows)] : [];
    }
    valueTable() {
      const { run, cursor, filter } = this.view, w = this.words(), rows = [];
      for (const v of run.values) {
        const place = v.place(cursor);
        if (place < 0 || run.objects[v.of]?.library && filter.level === 0) continue;
        const value = make("strong", v.event[place] === cursor ? "changed" : "", run.value(v.value[place]));
        rows.push([run.objectName(v.of), value, place > 0 ? run.value(v.value[place - 1]) : ""]);
      }
      return rows.length ? [table(w.variables, [w.variable, w.value, w.before], rows)] : [];
    }
    output() {
      const { run, cursor } = this.view, last = lastAtMost(run.prints, cursor);
      if (last < 0) return [make("p", "quiet", this.words().noOutput)];
      const list2 = make("div", "output");
      for (let i = Math.max(0, last - 499); i <= last; i++) {
        const event = run.prints[i], line = make("button", "line" + (event === cursor ? " current" : ""));
        line.append(badge(run.thread[event]), printed(run.textOf(event)));
        line.addEventListener("click", () => this.view.go(event));
        list2.append(line);
      }
      return [list2];
    }
    figures() {
      const { run } = this.view, w = this.words(), f = run.figures, parts = [];
      const facts = [[w.wall, duration(f.wall)], [w.cpu, Math.round(f.cpu) + " %"]];
      (f.busy ?? []).forEach((busy, core) => facts.push([w.busy(core), percent(f.wall ? busy / f.wall : 0)]));
      parts.push(table(w.whole, ["", ""], facts, [1]));
      const s = w.summary;
      parts.push(table(
        w.threads,
        [w.thread, s.ran, s.lock, s.convoy, s.ready, s.blocked, s.gave, s.lost],
        (f.threads ?? []).map((t, i) => [named(run, i + 1), duration(t.ran), duration(t.lock), f.lock.takes ? convoy(t.lock, t.ran) : "", duration(t.ready), duration(t.blocked), count(t.gave), count(t.lost)]),
        [1, 2, 3, 4, 5, 6, 7]
      ));
      if (f.lock.takes)
        parts.push(table(w.interpreterLock, ["", ""], [[w.takes, count(f.lock.takes)], [w.handoffs, count(f.lock.handoffs)], [w.forced, count(f.lock.forced)], [w.vain, percent(f.lock.vain)], [w.longest, duration(f.lock.longest)]], [1]));
      if (f.blame?.length) parts.push(...this.crossTable(f.blame));
      if (f.blame?.length)
        parts.push(table(
          w.blame,
          [w.waiter, w.waitedFor, w.lock, w.how],
          f.blame.slice(0, 40).map((b) => [named(run, b.waiter), named(run, b.holder), run.objectName(b.lock), duration(b.time)]),
          [3]
        ));
      if (f.switches?.length) parts.push(table(w.switches, ["", ""], f.switches.map((x) => [w.reasons[x.reason] ?? x.reason, count(x.count)]), [1]));
      parts.push(table(w.settings, ["", ""], run.settings.map(([key2, value]) => [w.settingNames[key2] ?? key2, value])));
      return parts;
    }
    /** Who waited for whom, all locks together: waiters from top to bottom, holders from left to right. */
    crossTable(blames) {
      const { run } = this.view, w = this.words(), sum = /* @__PURE__ */ new Map();
      for (const b of blames) {
        const row = sum.get(b.waiter) ?? /* @__PURE__ */ new Map();
        row.set(b.holder, (row.get(b.holder) ?? 0) + b.time);
        sum.set(b.waiter, row);
      }
      const rising = (list2) => [...list2].sort((a, b) => a - b);
      const waiters = rising(sum.keys()), holders = rising(new Set(blames.map((b) => b.holder)));
      if (waiters.length > mostCrossed || holders.length > mostCrossed || holders.length < 2) return [];
      const head = [w.crossed, ...holders.map((h) => run.threadName(h))];
      return [table(w.cross, head, waiters.map((x) => [named(run, x), ...holders.map((h) => {
        const t = sum.get(x).get(h);
        return t ? duration(t) : "";
      })]), holders.map((_, i) => i + 1))];
    }
    glossaryList() {
      const w = this.words(), parts = [make("h3", "", w.legend)], legend2 = make("dl", "legend");
      w.states.forEach((name, state) => {
        if (!name || state === stateEnded) return;
        const dt = make("dt");
        dt.append(swatch(state, this.color));
        legend2.append(dt, make("dd", "", name));
      });
      parts.push(legend2);
      for (const g of this.glossary) {
        const list3 = make("dl");
        for (const word of g.words) list3.append(make("dt", "", pick(word.name, this.language())), make("dd", "", pick(word.meaning, this.language())));
        parts.push(make("h3", "", pick(g.heading, this.language())), list3);
      }
      const list2 = make("dl");
      for (const k of this.view.kinds)
        if (k.doc) list2.append(make("dt", "", k.name), make("dd", "", kindDoc(k.name, k.doc, this.language())));
      parts.push(make("h3", "", w.events), list2);
      return parts;
    }
  };
  var mostLines = 2e3;
  var mostStanding = 200;
  var mostCrossed = 12;
  function convoy(waited, ran) {
    return ran > 0 ? Number((waited / ran).toPrecision(2)).toString() : waited > 0 ? "∞" : "0";
  }
  function printed(text) {
    return text.replace(/^print "(.*)"$/s, "$1").replace(/\\([nt"\\])/g, (_, c) => ({ n: "\n", t: "	" })[c] ?? c);
  }
  function kindDoc(name, doc, language) {
    return language === "zh" && chineseKinds[name] || doc;
  }
  var chineseKinds = {
    start: "线程开始执行",
    end: "线程的函数返回",
    spawn: "启动了这个线程",
    fork: "在另一个进程中启动了这个线程：解释器锁不约束它",
    join: "看到这个线程结束",
    load: "读到这个值",
    store: "写入这个值",
    acquire: "获得这把锁",
    release: "归还这把锁",
    put: "把一个元素放入这个队列，编号从 1 开始",
    get: "从这个队列取出这个编号的元素",
    sleep: "将要睡眠这么久",
    io: "将要在这上面阻塞这么久",
    send: "从这个套接字发送这么多字节，或写入文件",
    recv: "从这个套接字收到这么多字节，或从文件读取",
    print: "打印了这一行",
    now: "询问时间，得到这个值",
    random: "询问随机数，得到这个值",
    crash: "失败，附有这条消息",
    uncaught: "没有人捕获的这个异常终止了线程要做的事",
    switch: "把控制权交给这个 greenlet",
    throw: "交给这个 greenlet，并在那里抛出异常",
    resume: "恢复了这个生成器、任务或事件循环",
    await: "将要交还控制权，直到它到来；它需要这么久",
    yield: "交还给恢复它的那个",
    take: "获得解释器锁；它已交给别的线程这么多次",
    drop: "执行这么多自己的字节码之后释放解释器锁",
    request: "要求这个持有者释放",
    fail: "为解释器锁被唤醒，却发现锁又被占用",
    phase: "距第一次检查还剩这么多计数的字节码",
    try: "尝试获得它：0 失败，1 成功，2 失败并等待",
    run: "得到核心，每个字节码需要这么多皮秒",
    park: "等待它；计时器在这么久之后触发；0 表示让出核心",
    ready: "这个任务可以继续，等待轮到它",
    unpark: "唤醒这个线程，它在这么久之后就绪",
    timeout: "计时器触发；在这么久之后就绪",
    expire: "时间片用完",
    preempt: "核心被这个线程抢走",
    exit: "永远离开核心",
    cut: "这个守护线程被切断：最后一个普通线程已结束",
    halt: "运行提前结束，原因如下",
    turn: "运行到执行了这么多字节码为止"
  };

  // ../../../trace/export/page/app/view.ts
  var anything = { level: 0, thread: "", object: "", kind: "" };
  var View = class {
    constructor(run, kinds) {
      this.run = run;
      this.kinds = kinds;
      this.cursor = 0;
      // an event
      this.filter = { ...anything };
      this.axis = "time";
      this.from = 0;
      // what the timeline shows, in nanoseconds or steps
      this.to = 1;
      this.rows = new Int32Array(0);
      // the events that are shown
      this.listeners = [];
      this.ranks = null;
      this.choose();
      this.cursor = this.rows[0] ?? 0;
      this.fit();
    }
    onChange(f) {
      this.listeners.push(f);
    }
    changed(change) {
      for (const f of this.listeners) f(change);
    }
    /** Finds the events that the filter shows. */
    choose() {
      const { run, filter } = this, { level } = run;
      this.ranks = null;
      const plain = filter.since === void 0 && !filter.thread && !filter.kind && !filter.object;
      this.rows = where(run.length, plain ? (i) => level[i] <= filter.level : (i) => this.shows(i, filter));
    }
    shows(event, f) {
      const { run } = this;
      if (run.level[event] > f.level) return false;
      if (f.since !== void 0 && f.until !== void 0 && (run.time[event] < f.since || run.time[event] > f.until)) return false;
      if (f.thread && run.threadName(run.thread[event]) !== f.thread && run.objectName(run.actor[event]) !== f.thread) return false;
      if (f.kind && this.kinds[run.kind[event]]?.name !== f.kind) return false;
      if (!f.object) return true;
      const name = run.objectName(run.obj[event]);
      return name === f.object || name.startsWith(f.object + ".");
    }
    setFilter(change) {
      const whole = this.isFitted();
      this.filter = { ...this.filter, ...change };
      this.choose();
      if (this.axis === "steps" && whole) this.fit();
      this.changed("filter");
    }
    /** The stretch of time that the timeline shows, in nanoseconds. */
    times() {
      if (this.axis === "time") return { since: Math.floor(this.from), until: Math.ceil(this.to) };
      const event = (place) => this.rows[Math.max(0, Math.min(this.rows.length - 1, place))] ?? 0;
      return { since: this.run.timeOf(event(Math.floor(this.from))), until: this.run.timeOf(event(Math.ceil(this.to) - 1)) };
    }
    setAxis(axis) {
      if (axis === this.axis) return;
      const whole = this.isFitted(), middle = this.cursor;
      this.axis = axis;
      this.fit();
      if (!whole) this.zoomTo(middle);
      this.changed("axis");
    }
    /** Where an event lies on the axis; the place behind the last one is the end of the run. */
    at(event) {
      if (this.axis === "time") return this.run.timeOf(event);
      return event >= this.run.length ? this.rows.length : this.positions()[event];
    }
    /** Where each event lies on the axis. */
    positions() {
      return this.axis === "time" ? this.run.time : this.ranks ?? (this.ranks = this.rank());
    }
    // by event: how many rows come before it
    rank() {
      const ranks = new Int32Array(this.run.length);
      for (let event = 0, row = 0; event < ranks.length; event++) {
        ranks[event] = row;
        if (this.rows[row] === event) row++;
      }
      return ranks;
    }
    /** The event that is nearest to a place on the axis, of those that are shown. */
    nearest(place) {
      if (this.axis === "steps") return this.rows[Math.max(0, Math.min(this.rows.length - 1, Math.floor(place)))] ?? 0;
      let low = 0, high2 = this.rows.length - 1;
      while (low < high2) {
        const middle = low + high2 >> 1;
        if (this.at(this.rows[middle]) < place) low = middle + 1;
        else high2 = middle;
      }
      const after = this.rows[low] ?? 0, before = this.rows[low - 1];
      return before !== void 0 && place - this.at(before) < this.at(after) - place ? before : after;
    }
    /** The step at the cursor: the last one up to there that is shown. */
    shown() {
      return this.rows[lastAtMost(this.rows, this.cursor)] ?? this.cursor;
    }
    start() {
      return this.axis === "time" ? this.run.timeOf(0) : 0;
    }
    /** The end of the axis. After a failure there is room for what it has left: how all things stand then. */
    end() {
      const { run } = this, last = this.at(run.length), failed2 = run.failures.some((f) => f.event === run.length - 1);
      return Math.max(this.start() + 1, failed2 && this.axis === "time" ? last + Math.ceil((last - this.start()) / 30) : last);
    }
    isFitted() {
      return this.from <= this.start() && this.to >= this.end();
    }
    fit() {
      this.from = this.start();
      this.to = this.end();
    }
    /** Shows this stretch of the axis, as far as there is one. */
    setWindow(from, to) {
      const least = this.axis === "time" ? 10 : 2, all = this.end() - this.start();
      const length = Math.max(least, Math.min(all, to - from));
      from += (to - from - length) / 2;
      from = Math.max(this.start(), Math.min(this.end() - length, from));
      this.from = from;
      this.to = from + length;
      this.changed("window");
    }
    /** Zooms by a factor around a place, that of the cursor if none is given. */
    zoom(factor, around = this.at(this.cursor)) {
      if (around < this.from || around > this.to) around = (this.from + this.to) / 2;
      this.setWindow(around - (around - this.from) * factor, around + (this.to - around) * factor);
    }
    pan(share) {
      const by = (this.to - this.from) * share;
      this.setWindow(this.from + by, this.to + by);
    }
    /** Zooms in until an event and a few steps around it fill the window. */
    zoomTo(event) {
      const row = Math.max(0, lastAtMost(this.rows, event)), few = 6;
      const from = this.at(this.rows[Math.max(0, row - few)] ?? 0), to = this.at(this.rows[Math.min(this.rows.length - 1, row + few)] ?? 0);
      const room = Math.max((to - from) / 10, this.axis === "time" ? 5 : 1);
      this.setWindow(from - room, to + room);
    }
    /** Goes to an event, and keeps it in sight. */
    go(event) {
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
    step(by) {
      const row = lastAtMost(this.rows, this.cursor);
      const to = by < 0 && this.rows[row] !== this.cursor ? row + by + 1 : row + by;
      const next = Math.max(0, Math.min(this.rows.length - 1, to));
      if (!this.rows.length || this.rows[next] === this.cursor) return false;
      this.go(this.rows[next]);
      return true;
    }
    /** Goes to the next of some events, or back to the one before; false if there is none. */
    jump(events, forward) {
      const place = lastAtMost(events, forward ? this.cursor : this.cursor - 1);
      const event = events[forward ? place + 1 : place];
      if (event === void 0) return false;
      this.go(event);
      return true;
    }
  };

  // ../../../trace/export/page/app/side.ts
  var Side = class {
    /** Makes the elements of a run. The names of those of the second one end in -2; parting is where it parts from the other run. */
    constructor(raw, kinds, number, parting) {
      this.number = number;
      this.parting = parting;
      this.caption = make("div", "caption");
      this.box = make("div", "side");
      this.run = new Run(raw, kinds.findIndex((k) => k.name === "print"));
      this.view = new View(this.run, kinds);
      this.faults = Float64Array.from([...this.run.lost.store, ...this.run.failures.map((f) => f.event)]).sort();
      this.lanes = named2(make("section", "timeline"), "timeline", number);
      this.steps = named2(make("div", "columns"), "columns", number);
      this.lanes.setAttribute("role", "group");
      this.steps.setAttribute("role", "listbox");
      this.lanes.tabIndex = this.steps.tabIndex = 0;
    }
    /** Puts the run on the page. active is told when the reader turns to it. */
    place(timelines, sides, tip, words, color, active) {
      const canvas = named2(make("canvas", "lanes"), "lanes", this.number), size = make("div", "lanes-size");
      canvas.setAttribute("aria-hidden", "true");
      this.lanes.append(canvas, size);
      timelines.append(this.lanes);
      const head = make("div", "columns-head"), sizer = make("div", "columns-size"), body = make("div", "columns-body");
      sizer.append(body);
      this.steps.append(head, sizer);
      this.box.append(this.caption, this.steps);
      sides.append(this.box);
      for (const e of [this.lanes, this.box]) {
        e.addEventListener("pointerdown", active, true);
        e.addEventListener("focusin", active);
      }
      this.timeline = new Timeline(canvas, this.lanes, size, tip, this.view, words, color, this.parting);
      this.columns = new Columns(this.steps, head, body, sizer, this.view, words, this.parting);
    }
    /** Puts its words into the language of the page. */
    translate(w) {
      this.lanes.setAttribute("aria-label", w.timeline);
      this.steps.setAttribute("aria-label", w.columns);
      this.columns.layout();
      this.timeline.draw();
    }
    mark(active) {
      for (const e of [this.lanes, this.box]) e.classList.toggle("active", active);
    }
    height() {
      return this.timeline.height();
    }
    restyle() {
      this.timeline.restyle();
    }
    show() {
      this.columns.show();
    }
  };
  function named2(e, id, number) {
    e.id = number ? id + "-" + (number + 1) : id;
    return e;
  }

  // ../../../trace/export/page/app/page.ts
  function byId(id) {
    const e = document.getElementById(id);
    if (!e) throw new Error("the page has no " + id);
    return e;
  }
  var Page = class {
    /** Makes the page. translated is told whenever the language changes. */
    constructor(doc, translated = () => {
    }) {
      this.translated = translated;
      this.sides = [];
      this.active = 0;
      this.turned = -1;
      // which run the page shows as the active one
      this.partners = [new Float64Array(0), new Float64Array(0)];
      this.styles = /* @__PURE__ */ new Map();
      this.playing = 0;
      this.addressed = "";
      this.writing = 0;
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
    replace(doc) {
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
    makeSides() {
      const { doc } = this, parting = doc.parting;
      this.sides = doc.runs.map((raw, i) => new Side(raw, doc.kinds, i, parting?.parts ? parting.at[i] : -1));
      if (parting) this.partners = [unpack(parting.pairs[0]), unpack(parting.pairs[1])];
      document.body.classList.toggle("pair", this.sides.length > 1);
      byId("parting").hidden = !parting?.parts;
      if (this.sides.length > 1) this.setAxis("steps");
    }
    place() {
      for (const side of this.sides) {
        side.place(byId("timelines"), byId("sides"), byId("tip"), () => this.words(), (name) => this.color(name), () => this.turnTo(side.number));
        side.view.onChange((change) => this.changed(side, change));
      }
      this.turnTo(this.active);
    }
    show() {
      this.translate();
      const high2 = this.sides.reduce((sum, s) => sum + s.height() + 2, 2);
      byId("timelines").style.height = `min(${this.sides.length > 1 ? 46 : 38}vh, ${high2}px)`;
      for (const s of this.sides) s.show();
      this.moveOther();
    }
    get side() {
      return this.sides[this.active];
    }
    get view() {
      return this.side.view;
    }
    get run() {
      return this.side.run;
    }
    /** Makes a run the one that keys and buttons are about. */
    turnTo(number) {
      if (this.turned === number) return;
      this.turned = this.active = number;
      for (const s of this.sides) s.mark(s.number === number);
      this.panel.view = this.view;
      this.panel.render();
      this.follow();
    }
    /** Takes note of a change in a run: if it is the active one, the panel and the other run follow. */
    changed(side, change) {
      if (side !== this.side) return;
      if (change === "window") return this.writeAddress();
      if (change !== "axis") this.panel.render();
      if (change === "cursor") this.moveOther();
      this.follow();
    }
    /** Brings the other run to the step that belongs to that of the active one. */
    moveOther() {
      const other = this.sides[1 - this.active];
      if (!other) return;
      const [a, b] = this.active ? [this.partners[1], this.partners[0]] : this.partners;
      let best = -1, nearest = -1;
      for (let i = 0; i < a.length; i++) if (a[i] <= this.view.cursor && a[i] > nearest) [best, nearest] = [i, a[i]];
      if (best >= 0 && other.view.cursor !== b[best]) other.view.go(b[best]);
    }
    setFilter(change) {
      for (const s of this.sides) s.view.setFilter(change);
    }
    setAxis(axis) {
      for (const s of this.sides) s.view.setAxis(axis);
    }
    words() {
      return languages[this.language];
    }
    /** A colour or the font of the page's style. */
    color(name) {
      let value = this.styles.get(name);
      if (value === void 0) {
        value = getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
        this.styles.set(name, value);
      }
      return value;
    }
    /** Shows where the cursor is, in the bar, in the address, and to screen readers. */
    follow() {
      const { view, run } = this, w = this.words(), row = lastAtMost(view.rows, view.cursor);
      byId("where").textContent = this.language === "zh" ? `第 ${count(row + 1)} / ${count(view.rows.length)} 步` : `${w.step} ${count(row + 1)} ${w.of} ${count(view.rows.length)}`;
      byId("when").textContent = duration(run.timeOf(view.cursor));
      byId("said").textContent = w.sketch(run.who(view.shown()), run.sayingOf(view.shown(), w), duration(run.timeOf(view.shown())));
      const f = view.filter;
      byId("level").value = String(f.level);
      byId("thread").value = f.thread;
      byId("object").value = f.object;
      byId("kind").value = f.kind;
      byId("during").setAttribute("aria-pressed", String(f.since !== void 0));
      for (const axis of ["time", "steps"]) byId("axis-" + axis).setAttribute("aria-pressed", String(view.axis === axis));
      this.writeAddress();
    }
    writeAddress() {
      const { view } = this, p = new URLSearchParams();
      p.set("event", String(view.cursor + 1));
      if (view.axis !== this.usualAxis()) p.set("axis", view.axis);
      if (this.active) p.set("run", "2");
      if (view.filter.level) p.set("level", String(view.filter.level));
      for (const name of ["thread", "object", "kind"]) if (view.filter[name]) p.set(name, view.filter[name]);
      if (view.filter.since !== void 0) {
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
        }
      }, 120);
    }
    /** The axis that is shown first: steps, where those of two runs are to be compared. */
    usualAxis() {
      return this.sides.length > 1 ? "steps" : "time";
    }
    /** Goes where the address says. */
    readAddress(first = false) {
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
    translate() {
      const w = this.words(), { run } = this;
      document.documentElement.lang = this.language === "zh" ? "zh-Hans" : "en";
      const titles = [...new Set(this.sides.map((s) => s.run.title))].join(" · ");
      document.title = visible(titles) + " · gilsim";
      byId("title").textContent = visible(titles);
      this.captions();
      const shown = new Map(run.settings.filter(([key2, value]) => this.sides.every((s) => s.run.settings.some(([k, v]) => k === key2 && v === value)))), facts = ["threads", "python", "gil", "checks", "switch-interval", "cores", "seed"].flatMap((key2) => shown.has(key2) ? [`${w.settingNames[key2] ?? key2} ${shown.get(key2)}`] : []);
      byId("facts").textContent = visible(facts.join(" · "));
      byId("result").textContent = run.outcome(w) && this.sides.length === 1 ? visible(`${w.result}: ${run.outcome(w)}`) : "";
      byId("result").title = byId("result").textContent ?? "";
      byId("result").className = run.wrong ? "bad" : "";
      byId("left").textContent = run.left ? w.window(count(run.left)) : "";
      const label = (id, text, shown2 = false) => {
        const e = byId(id);
        e.title = text;
        e.setAttribute("aria-label", text);
        if (shown2) e.textContent = text;
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
      keys.replaceChildren(...w.keyHelp.flatMap(([key2, meaning]) => [make("dt", "", key2), make("dd", "", meaning)]));
      byId("keys-title").textContent = w.keys;
      byId("mouse").textContent = w.mouse;
      for (const s of this.sides) s.translate(w);
      this.panel.render();
      this.follow();
      this.translated(this.language);
    }
    /** Says above each of two runs what makes it differ from the other one: settings and result. */
    captions() {
      if (this.sides.length < 2) return;
      this.sides.forEach((side, i) => {
        const other = new Map(this.sides[1 - i].run.settings), facts = side.run.settings.filter(([key2, value]) => other.get(key2) !== value).map(([key2, value]) => (this.words().settingNames[key2] ?? key2) + " " + value);
        side.caption.replaceChildren(["A", "B"][i] + " ", make("span", "", [side.run.title, ...facts, side.run.outcome(this.words())].filter(Boolean).join(" · ")));
        side.caption.title = side.caption.textContent ?? "";
      });
    }
    jumps() {
      const w = this.words(), { run } = this;
      return [["switch", w.switchJump, run.switches[this.view.filter.level].event], ["conflict", w.conflictJump, run.conflicts.later], ["output", w.outputJump, run.prints], ["fault", w.faultJump, this.side.faults]];
    }
    drawLegend() {
      const w = this.words(), seen = /* @__PURE__ */ new Set(), list2 = [];
      for (const { run } of this.sides) for (const t of [...run.states, ...run.actors]) for (const v of different(t.value)) seen.add(v);
      for (const state of [...seen].sort((a, b) => a - b)) {
        if (!w.states[state] || state === stateEnded) continue;
        const item = make("span", "key");
        item.append(swatch(state, (name) => this.color(name)), w.states[state]);
        list2.push(item);
      }
      byId("legend").replaceChildren(...list2);
    }
    options(id, label, list2) {
      const select = byId(id), value = select.value;
      select.setAttribute("aria-label", label);
      select.title = label;
      select.replaceChildren(...list2.map(([v, text]) => {
        const o = make("option", "", text);
        o.value = v;
        return o;
      }));
      select.value = value;
    }
    threadNames() {
      const names = new Set(this.sides.flatMap(({ run }) => [...run.threads.slice(1), ...run.actors.map((a) => run.objectName(a.of))]));
      return [...names].slice(0, 500).map((n) => [n, n]);
    }
    objectNames() {
      const names = /* @__PURE__ */ new Set();
      for (const { run } of this.sides) {
        const used = different(run.obj);
        run.objects.forEach((o, i) => {
          if (used.has(i) && o.name && !["greenlet", "generator", "task", "loop", "hub", "thread", "timer"].includes(o.class)) names.add(o.name);
        });
      }
      return [...names].slice(0, 500).map((n) => [n, n]);
    }
    kindNames() {
      const used = new Set(this.sides.flatMap((s) => [...different(s.run.kind)]));
      return this.doc.kinds.flatMap((k, i) => k.name && used.has(i) ? [[k.name, k.name]] : []);
    }
    listen() {
      const on = (id, f) => byId(id).addEventListener("click", f);
      on("first", () => this.view.rows.length && this.view.go(this.view.rows[0]));
      on("last", () => this.view.rows.length && this.view.go(this.view.rows[this.view.rows.length - 1]));
      on("back", () => this.view.step(-1));
      on("forward", () => this.view.step(1));
      on("play", () => this.play());
      for (const [id] of this.jumps()) {
        on(id + "-next", () => this.jump(id, true));
        on(id + "-previous", () => this.jump(id, false));
      }
      on("zoom-in", () => this.view.zoom(0.5));
      on("zoom-out", () => this.view.zoom(2));
      on("fit", () => {
        this.view.fit();
        this.view.changed("window");
      });
      on("to-step", () => this.view.zoomTo(this.view.cursor));
      on("axis-time", () => this.setAxis("time"));
      on("axis-steps", () => this.setAxis("steps"));
      on("theme", () => this.theme());
      on("language", () => {
        this.language = this.language === "en" ? "zh" : "en";
        this.translate();
      });
      on("help", () => this.help());
      for (const tab of tabs) on("tab-" + tab, () => this.openTab(tab));
      for (const id of ["thread", "object", "kind"]) byId(id).addEventListener("change", (e) => this.setFilter({ [id]: e.target.value }));
      byId("level").addEventListener("change", (e) => this.setFilter({ level: Number(e.target.value) }));
      on("during", () => this.during());
      on("parting-go", () => this.goToParting());
      document.addEventListener("keydown", (e) => this.key(e));
      window.addEventListener("hashchange", () => {
        this.readAddress();
        this.translate();
      });
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle());
    }
    key(e) {
      const target = e.target;
      if (e.ctrlKey || e.metaKey || e.altKey || target.tagName === "SELECT") return;
      if (target.getAttribute("role") === "tab" && (e.key === "ArrowLeft" || e.key === "ArrowRight")) return this.moveTab(e);
      if (target.tagName === "BUTTON" && (e.key === " " || e.key === "Enter")) return;
      const { view } = this, rows = view.rows;
      const actions = {
        ArrowLeft: () => view.step(e.shiftKey ? -10 : -1),
        ArrowRight: () => view.step(e.shiftKey ? 10 : 1),
        ArrowUp: () => view.step(-1),
        ArrowDown: () => view.step(1),
        PageUp: () => view.step(-20),
        PageDown: () => view.step(20),
        Home: () => rows.length && view.go(rows[0]),
        End: () => rows.length && view.go(rows[rows.length - 1]),
        " ": () => this.play(),
        s: () => this.jump("switch", true),
        S: () => this.jump("switch", false),
        c: () => this.jump("conflict", true),
        C: () => this.jump("conflict", false),
        o: () => this.jump("output", true),
        O: () => this.jump("output", false),
        f: () => this.jump("fault", true),
        F: () => this.jump("fault", false),
        "+": () => view.zoom(0.5),
        "=": () => view.zoom(0.5),
        "-": () => view.zoom(2),
        "0": () => {
          view.fit();
          view.changed("window");
        },
        z: () => view.zoomTo(view.cursor),
        ",": () => view.pan(-0.25),
        ".": () => view.pan(0.25),
        x: () => this.setAxis(view.axis === "time" ? "steps" : "time"),
        l: () => this.setFilter({ level: (view.filter.level + 1) % 3 }),
        b: () => this.turnTo(this.sides.length > 1 ? 1 - this.active : 0),
        d: () => this.goToParting(),
        t: () => this.theme(),
        w: () => this.during(),
        "?": () => this.help(),
        Escape: () => this.help(false)
      };
      const act = actions[e.key];
      if (!act) return;
      e.preventDefault();
      act();
    }
    /** Shows the steps of the time that the timeline shows, and none besides; or again those of all times. */
    during() {
      const { filter } = this.view;
      this.setFilter(filter.since === void 0 ? this.view.times() : { since: void 0, until: void 0 });
    }
    /** Goes to the step where the runs part, in both. */
    goToParting() {
      const parting = this.doc.parting;
      if (!parting?.parts) return;
      this.view.go(parting.at[this.active]);
      const other = this.sides[1 - this.active];
      other.view.go(parting.at[other.number]);
    }
    moveTab(e) {
      const shown = tabs.filter((tab) => !byId("tab-" + tab).hidden), at = shown.indexOf(this.panel.tab);
      const next = shown[(at + (e.key === "ArrowRight" ? 1 : shown.length - 1)) % shown.length];
      e.preventDefault();
      this.openTab(next);
      byId("tab-" + next).focus();
    }
    openTab(tab) {
      this.panel.show(tab);
      for (const t of tabs) {
        byId("tab-" + t).setAttribute("aria-selected", String(t === tab));
        byId("tab-" + t).tabIndex = t === tab ? 0 : -1;
      }
      byId("panel").setAttribute("aria-labelledby", "tab-" + tab);
      this.writeAddress();
    }
    jump(id, forward) {
      const [, what, events] = this.jumps().find(([name]) => name === id);
      if (!this.view.jump(events, forward)) byId("said").textContent = byId("where").textContent = this.words().none(what);
    }
    play() {
      if (this.playing) {
        clearInterval(this.playing);
        this.playing = 0;
      } else this.playing = window.setInterval(() => {
        if (!this.view.step(1)) this.play();
      }, 350);
      const button = byId("play");
      button.classList.toggle("playing", this.playing > 0);
      button.title = this.playing ? this.words().pause : this.words().play;
      button.setAttribute("aria-label", button.title);
    }
    theme() {
      const root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      this.restyle();
    }
    restyle() {
      this.styles.clear();
      for (const s of this.sides) s.restyle();
      this.drawLegend();
      this.panel.render();
    }
    help(open) {
      const box = byId("keys");
      if (box.open || open === false) box.close();
      else box.showModal();
    }
  };
  function stretch(p) {
    const since = Number(p.get("since")), until = Number(p.get("until"));
    return p.has("since") && p.has("until") && until >= since ? { since, until } : { since: void 0, until: void 0 };
  }
  var tabs = ["now", "source", "figures", "output", "words", "charts"];
  function isTab(name) {
    return tabs.includes(name);
  }

  // app/server.ts
  async function ask(move, what = {}) {
    let answer;
    try {
      answer = await fetch(move, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what), cache: "no-store" });
    } catch {
      throw new Error("");
    }
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error ?? answer.statusText);
    return told;
  }

  // app/quiz.ts
  var QuizView = class {
    /** reveal is told the run once the answer is given; move makes one move at a time. */
    constructor(words, reveal, move) {
      this.words = words;
      this.reveal = reveal;
      this.move = move;
      this.shown = false;
      this.question = null;
    }
    async open() {
      this.question = await ask("question");
      this.shown = true;
      if (this.question.run) this.reveal(this.question.run);
    }
    close() {
      this.shown = false;
      document.body.classList.remove("quiz", "revealed");
      byId("question").hidden = true;
    }
    answer(place) {
      if (!this.question || this.question.answer >= 0 || place >= this.question.answers.length) return;
      this.move(async () => {
        this.question = await ask("answer", { answer: place });
        document.body.classList.add("revealed");
        if (this.question.run) this.reveal(this.question.run);
      });
    }
    next() {
      if (!this.question || this.question.answer < 0) return;
      this.move(async () => {
        this.question = await ask("next");
        this.draw();
      });
    }
    draw() {
      const q = this.question, w = this.words();
      if (!q) return;
      const told = q.answer >= 0;
      document.body.classList.add("quiz");
      document.body.classList.toggle("revealed", told);
      byId("ask").textContent = w.predict;
      byId("count").textContent = q.asked ? w.score(q.known, q.asked) : "";
      byId("remark").textContent = told ? w.reveal : "";
      const verdict = byId("verdict");
      verdict.hidden = !told;
      verdict.className = q.answer === q.right ? "won" : "failed";
      verdict.textContent = told ? visible((q.answer === q.right ? w.correct : w.mistaken) + " " + pick(q.answers[q.right], w.language)) : "";
      const box = byId("question"), shown = make("div", "asked");
      box.hidden = false;
      shown.append(this.schedule(q));
      if (q.sources?.length) shown.append(this.source(q));
      box.replaceChildren(shown, ...q.answers.map((text, i) => this.choice(q, text, i)));
      if (told) {
        const next = make("button", "answer", w.next + " (n)");
        next.id = "next-question";
        next.addEventListener("click", () => this.next());
        box.append(next);
      }
    }
    choice(q, text, place) {
      const told = q.answer >= 0, style = told && place === q.right ? " right" : told && place === q.answer ? " false" : "";
      const button = make("button", "answer" + style, `${place + 1}  ${pick(text, this.words().language)}`);
      button.disabled = told;
      button.addEventListener("click", () => this.answer(place));
      return button;
    }
    schedule(q) {
      const steps = q.steps ?? [], threads = [...new Map(steps.map((s) => [s.thread, s.name])).entries()].sort((a, b) => a[0] - b[0]);
      const box = make("div", "schedule"), table2 = make("table"), head = make("tr");
      for (const [thread, name] of threads) {
        const cell = make("th");
        cell.append(badge(thread), name);
        head.append(cell);
      }
      table2.append(head);
      for (const s of steps) {
        const row = make("tr");
        for (const [thread] of threads) row.append(make("td", "", thread === s.thread ? s.text + (s.place.Line ? `  :${s.place.Line}` : "") : ""));
        table2.append(row);
      }
      box.append(table2);
      return box;
    }
    source(q) {
      const box = make("div", "schedule"), lines = q.sources[0].text.trimEnd().split("\n");
      box.setAttribute("aria-label", this.words().source);
      box.append(make("pre", "", lines.map((l, i) => String(i + 1).padStart(3) + "  " + l).join("\n")));
      return box;
    }
  };

  // app/words.ts
  var english2 = {
    language: "en",
    game: "Be the scheduler",
    quiz: "Predict",
    goal: "Goal",
    goals: (g) => ({
      wrong: "make the result wrong",
      deadlock: "make them wait for each other for ever",
      failure: "make a thread fail",
      free: "none: look around",
      starve: `starve a thread: pass it over ${g.times} times in a row`,
      result: `reach this result: ${g.result}`
    })[g.kind] ?? g.text,
    ask: "Who goes on?",
    questions: {
      whom: (name, object) => `Whom does ${name} wake?` + (object ? ` They wait for ${object}.` : ""),
      number: (name) => `Which number does ${name} draw?`,
      seed: (name) => `Which seed does the generator of ${name} start from?`,
      clock: (name) => `How much time has passed when ${name} looks at the clock?`
    },
    asks: { whom: "wakes one of several: you say whom", number: "draws a number: you say which", seed: "draws from a generator: you say from which seed", clock: "looks at the clock: you say what it shows" },
    clock: ["no time", "an hour"],
    late: "its time-out fires",
    waits: (what, holder) => what ? `waits for ${what}` + (holder ? `, which ${holder} has` : "") : "waits",
    nothing: "a step inside the library",
    more: (n) => `… and ${n} more`,
    decisions: (n) => n === 1 ? "1 decision" : `${n} decisions`,
    hint: "Hint (h)",
    undo: "Take back (u)",
    restart: "Anew (r)",
    hinted: (name) => `There is a way to the goal: let ${name} go on.`,
    answerHinted: (answer) => `There is a way to the goal: answer ${answer}.`,
    impossible: "From here the goal cannot be reached any more: every continuation was run. Take a decision back.",
    unknown: "No way was found from here, in many runs; there may be one all the same.",
    passed: (name, times) => `${name} could have gone on and was passed over ${times} ${times === 1 ? "time" : "times"} in a row.`,
    none: "Every run of this program ends alike under this lock: there is nothing to win. Another lock, version or size may have more.",
    won: (result) => `Won: ${result}`,
    ended: (end) => ({ result: `The end: ${end.result.en}`, deadlock: "A deadlock: nobody can go on", failure: `A failure: ${end.result.en}`, "too-long": `Ended: ${end.result.en}` })[end.kind] ?? end.result.en,
    right: "as it should be",
    wrong: "not as it should be",
    notGoal: "That is not the goal. Take decisions back, or begin anew.",
    receipt: "The receipt proves it: whoever has it verifies it with",
    command: "gilsim play --check receipt.json",
    copy: "Copy",
    copied: "Copied",
    save: "Save as receipt.json",
    predict: "In this order the steps are made. What comes out?",
    source: "The program",
    score: (known, asked) => `${known} of ${asked} right`,
    correct: "Right.",
    mistaken: "Not so.",
    next: "Next question",
    reveal: "Below is the run with all that it read and wrote: step through it.",
    gone: "gilsim play does not answer any more: start it again."
  };
  var chinese2 = {
    language: "zh",
    game: "你来当调度器",
    quiz: "先猜结果",
    goal: "目标",
    goals: (g) => ({
      wrong: "让结果出错",
      deadlock: "让它们永远互相等待",
      failure: "让某个线程失败",
      free: "没有目标，随意试试",
      starve: `让某个线程饿死：连续 ${g.times} 次轮不到它`,
      result: `得到这个结果：${g.result}`
    })[g.kind] ?? g.text,
    ask: "接下来谁继续？",
    questions: {
      whom: (name, object) => `${name} 唤醒谁？` + (object ? `他们在等待 ${object}。` : ""),
      number: (name) => `${name} 抽到哪个随机数？`,
      seed: (name) => `${name} 的随机数生成器从哪个种子开始？`,
      clock: (name) => `${name} 看时钟时已经过了多久？`
    },
    asks: { whom: "唤醒几个等待者之一：由你决定唤醒谁", number: "抽一个随机数：由你决定抽到哪个", seed: "从随机数生成器抽数：由你决定种子", clock: "看时钟：由你决定过了多久" },
    clock: ["没有时间", "一小时"],
    late: "它的超时到时",
    waits: (what, holder) => what ? `等待 ${what}` + (holder ? `，它由 ${holder} 持有` : "") : "等待中",
    nothing: "库内部的一步",
    more: (n) => `…… 还有 ${n} 步`,
    decisions: (n) => `${n} 次决定`,
    hint: "提示（h）",
    undo: "悔一步（u）",
    restart: "重来（r）",
    hinted: (name) => `有办法达到目标：让 ${name} 继续。`,
    answerHinted: (answer) => `有办法达到目标：回答 ${answer}。`,
    impossible: "从这里已经无法达到目标：所有后续都运行过了。请悔一步。",
    unknown: "运行了很多次，没有从这里找到办法；也许仍然存在。",
    passed: (name, times) => `${name} 本可以继续，却连续 ${times} 次没有轮到。`,
    none: "在这把锁之下，这个程序每次运行的结局都一样，没有可以赢的目标。换一把锁、一个版本或更大的规模再试。",
    won: (result) => `赢了：${result}`,
    ended: (end) => ({ result: `结束：${end.result.zh}`, deadlock: "死锁：谁也无法继续", failure: `失败：${end.result.zh}`, "too-long": `步骤太多：${end.result.zh}` })[end.kind] ?? end.result.zh,
    right: "结果正确",
    wrong: "结果不正确",
    notGoal: "这不是目标。可以悔几步，或者重来。",
    receipt: "这张凭证可以证明：任何人都可以这样验证",
    command: "gilsim play --check receipt.json",
    copy: "复制",
    copied: "已复制",
    save: "保存为 receipt.json",
    predict: "各步骤按这个顺序执行。结果会是什么？",
    source: "程序",
    score: (known, asked) => `${asked} 题中答对 ${known} 题`,
    correct: "对了。",
    mistaken: "不对。",
    next: "下一题",
    reveal: "下面是这次运行，读到和写入的值都在其中：可以一步一步地看。",
    gone: "gilsim play 已不再应答：请重新启动它。"
  };
  var gameWords = { en: english2, zh: chinese2 };

  // app/play.ts
  var Game = class {
    constructor() {
      this.hint = null;
      this.language = "en";
      this.busy = false;
      this.quiz = new QuizView(() => this.words(), (run) => this.page.replace(run), (move) => void this.move(move));
    }
    /** Begins with what the server has. */
    async begin() {
      const { quiz } = await ask("begin");
      this.state = await ask("state");
      this.listen();
      this.page = new Page(this.state.run, (language) => {
        this.language = language;
        this.draw();
      });
      this.page.setAxis("steps");
      this.page.replace(this.state.run);
      if (quiz) await this.turn(true);
    }
    words() {
      return gameWords[this.language];
    }
    text(id, text) {
      byId(id).textContent = visible(text);
    }
    listen() {
      byId("hint").addEventListener("click", () => void this.move(() => this.askHint()));
      byId("undo").addEventListener("click", () => this.play("undo"));
      byId("restart").addEventListener("click", () => this.play("restart"));
      byId("goal").addEventListener("change", (e) => this.play("goal", { goal: e.target.value }));
      byId("mode-game").addEventListener("click", () => void this.move(() => this.turn(false)));
      byId("mode-quiz").addEventListener("click", () => void this.move(() => this.turn(true)));
      document.addEventListener("keydown", (e) => this.key(e), true);
    }
    key(e) {
      const target = e.target;
      if (e.ctrlKey || e.metaKey || e.altKey || ["SELECT", "TEXTAREA"].includes(target.tagName)) return;
      const number = Number(e.key);
      let act;
      if (this.quiz.shown) {
        if (e.key >= "1" && e.key <= "9") act = () => this.quiz.answer(number - 1);
        if (e.key === "n") act = () => this.quiz.next();
      } else {
        const { asked } = this.state, option = this.state.options?.[number - 1];
        if (e.key >= "1" && e.key <= "9" && !this.state.won) {
          if (asked && number <= asked.answers.length) act = () => this.settle(number - 1);
          else if (option) act = () => this.choose(option);
        }
        if (e.key === "u") act = () => this.play("undo");
        if (e.key === "r") act = () => this.play("restart");
        if (e.key === "h") act = () => void this.move(() => this.askHint());
      }
      if (!act) return;
      e.preventDefault();
      e.stopPropagation();
      act();
    }
    /** Makes one move at a time, and says what goes wrong. */
    async move(f) {
      if (this.busy) return;
      this.busy = true;
      try {
        await f();
      } catch (e) {
        this.text("remark", e.message || this.words().gone);
      } finally {
        this.busy = false;
      }
    }
    play(move, what = {}) {
      void this.move(async () => {
        this.state = await ask(move, what);
        this.hint = null;
        this.page.replace(this.state.run);
      });
    }
    choose(o) {
      this.play("choose", { thread: o.thread, decisions: this.state.decisions });
    }
    settle(answer) {
      this.play("settle", { answer, decisions: this.state.decisions });
    }
    async askHint() {
      this.hint = await ask("hint");
      this.draw();
    }
    /** Turns to the quiz, or back to the game. */
    async turn(quiz) {
      if (quiz) await this.quiz.open();
      else {
        this.quiz.close();
        this.state = await ask("state");
        this.page.replace(this.state.run);
      }
      this.draw();
    }
    /** Draws all that the game has beside the run. */
    draw() {
      const w = this.words(), s = this.state;
      this.text("mode-game", w.game);
      this.text("mode-quiz", w.quiz);
      byId("mode-game").setAttribute("aria-pressed", String(!this.quiz.shown));
      byId("mode-quiz").setAttribute("aria-pressed", String(this.quiz.shown));
      if (this.quiz.shown) return this.quiz.draw();
      this.text("goal-label", w.goal);
      this.drawGoals();
      this.text("hint", w.hint);
      this.text("undo", w.undo);
      this.text("restart", w.restart);
      byId("undo").disabled = byId("restart").disabled = !s.decisions;
      this.text("count", w.decisions(s.decisions));
      const asks = !s.won && !s.end;
      const { asked } = s;
      this.text("ask", !asks ? "" : asked ? w.questions[asked.kind](asked.name, asked.object) : w.ask);
      const threads = /* @__PURE__ */ new Map();
      if (asks) (s.options ?? []).forEach((o, i) => threads.set(o.thread, this.option(o, i)));
      if (asks) (s.waiting ?? []).forEach((x) => threads.set(x.thread, this.waiter(x)));
      if (asks && asked) byId("options").replaceChildren(...asked.answers.map((_, i) => this.answer(i)));
      else byId("options").replaceChildren(...[...threads.keys()].sort((a, b) => a - b).map((t) => threads.get(t)));
      this.drawVerdict();
      this.text("remark", this.remark());
    }
    drawGoals() {
      const select = byId("goal"), { goal } = this.state;
      const goals = this.state.goals.some((g) => g.text === goal.text) ? this.state.goals : [goal, ...this.state.goals];
      select.replaceChildren(...goals.map((g) => {
        const o = make("option", "", this.words().goals(g));
        o.value = g.text;
        return o;
      }));
      select.value = goal.text;
    }
    option(o, place) {
      const w = this.words(), box = make("button", "option" + (this.hint?.thread === o.thread ? " hinted" : "")), name = make("span", "name");
      box.dataset.thread = String(o.thread);
      name.append(badge(o.thread), o.name);
      box.append(make("kbd", "", place < 9 ? String(place + 1) : ""), name);
      const says = (text) => box.append(make("span", "does source", text));
      if (o.late) says(w.late);
      for (const s of o.steps ?? []) {
        const does = make("span", "does", s.text);
        if (s.place.Line) does.append(make("span", "source", `  :${s.place.Line}`));
        box.append(does);
      }
      if (!o.steps?.length && !o.late && !o.asks) says(w.nothing);
      if (o.asks) says(w.asks[o.asks]);
      box.addEventListener("click", () => this.choose(o));
      return box;
    }
    /** One of the answers to what a turn leaves open. */
    answer(place) {
      const box = make("button", "option choice" + (this.hint?.answer === place + 1 ? " hinted" : ""));
      box.append(make("kbd", "", place < 9 ? String(place + 1) : ""), make("span", "name", this.answerText(place)));
      box.addEventListener("click", () => this.settle(place));
      return box;
    }
    answerText(place) {
      const asked = this.state.asked;
      return asked.kind === "clock" ? this.words().clock[place] : asked.answers[place];
    }
    waiter(x) {
      const box = make("button", "option"), name = make("span", "name");
      name.append(badge(x.thread), x.name);
      box.disabled = true;
      box.append(make("kbd"), name, make("span", "does", this.words().waits(x.for, x.holder)));
      return box;
    }
    remark() {
      const w = this.words(), s = this.state, { hint } = this;
      if (hint?.thread) return w.hinted(hint.name);
      if (hint?.answer && s.asked) return w.answerHinted(this.answerText(hint.answer - 1));
      if (hint) return hint.impossible ? w.impossible : w.unknown;
      if (s.sure && s.goals.length < 2) return w.none;
      if (!s.end && s.passed.times > 1 && s.goal.kind === "starve") return w.passed(s.passed.name, s.passed.times);
      return "";
    }
    drawVerdict() {
      const w = this.words(), { end, won, receipt, passed } = this.state, box = byId("verdict");
      box.hidden = !end && !won;
      const win = won && receipt !== "";
      box.className = win ? "won" : end && !end.ok ? "failed" : "";
      const told = end ? w.ended(end) : w.passed(passed.name, passed.times);
      box.replaceChildren(visible(win ? w.won(end?.kind === "result" ? pick(end.result, this.language) : told) : told));
      if (end?.kind === "result") box.append(` (${end.ok ? w.right : w.wrong})`);
      if (end?.kind === "deadlock") box.append(visible("\n" + pick(end.detail, this.language)));
      if (win) box.append(...this.receipt(receipt));
      else if (end && this.state.goal.kind !== "free") box.append(make("p", "", w.notGoal));
    }
    receipt(text) {
      const w = this.words(), about = make("p", "", w.receipt + " "), area = make("textarea");
      about.append(make("code", "", w.command));
      area.id = "receipt";
      area.readOnly = true;
      area.value = text;
      area.setAttribute("aria-label", w.receipt);
      const copy = make("button", "", w.copy), save = make("button", "", w.save);
      copy.addEventListener("click", () => {
        area.select();
        void navigator.clipboard.writeText(text).then(() => copy.textContent = w.copied);
      });
      save.addEventListener("click", () => {
        const link = make("a");
        link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
        link.download = "receipt.json";
        link.click();
        URL.revokeObjectURL(link.href);
      });
      return [about, area, copy, save];
    }
  };
  void new Game().begin().catch((e) => {
    byId("remark").textContent = e.message || gameWords.en.gone;
  });
})();
