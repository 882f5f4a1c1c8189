/* The live figure: a schedule's curve on a linear and a logarithmic axis, a control for each of its parameters.
 *
 * A description (made by lrnotes/live.py) says what the parameters are and how the rate is calculated, in Vega's
 * expression language. From it this file makes the HTML of the controls, Vega's specification of the chart and the
 * sentence that says what the curve does; and in a browser it brings them to life. In Node, where the site is built, the
 * same functions write the figure that readers without JavaScript see. */
(function (root) {
  "use strict";

  const COLOURS = /*COLOURS*/[];
  const DASHES = /*DASHES*/[];
  const INK = /*INK*/"";
  const VEGA = /*VEGA*/"";
  const POINTS = 600; // more than the pixels of a panel show nothing more
  const PANEL = {left: 54, top: 24, height: 200, bottom: 44, right: 12, narrow: 560};
  const DECADES = 1e-9; // how far below the highest rate the logarithmic axis goes

  const text = (value) => String(value).replace(/[&<>"]/g, (c) => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[c]);
  const shown = (number) => String(Number(Number(number).toPrecision(6)));
  const starts = (description) => Object.fromEntries(description.parameters.flatMap(
    (p) => p.optional ? [[p.name, p.value], [p.name + "$on", p.on]] : [[p.name, p.value]]));

  // ---- What is allowed ------------------------------------------------------------------------------------------

  function allowed(parameter, value) {
    if (parameter.options) return parameter.options.includes(value);
    if (!Number.isFinite(value) || (parameter.whole && !Number.isInteger(value))) return false;
    if (value === 0) return parameter.zero;
    return value >= (parameter.least ?? -Infinity) && value <= (parameter.most ?? Infinity);
  }

  /* Does a value of several that must rise stand between its neighbours? */
  function ordered({name, above, below, equal}, values) {
    const rises = (low, high) => low === undefined || high === undefined || (equal ? values[low] <= values[high] : values[low] < values[high]);
    return rises(above, name) && rises(name, below);
  }

  /* Which form of the formula rules: a warm-up of 0 steps is left out, a word picks. */
  function formed(description, values) {
    return description.forms.find(({when}) => Object.entries(when).every(([name, is]) =>
      typeof is === "boolean" ? is === (name + "$on" in values ? values[name + "$on"] : values[name] > 0) : values[name] === is));
  }

  // ---- Sliders: a position for every value ----------------------------------------------------------------------

  /* On a logarithmic slider position 0 is a rate of zero, the others are equal ratios; the anchor is met exactly. */
  function atPosition({anchor, below}, position) {
    if (position <= 0) return 0;
    const value = anchor * 10 ** ((position - below) / 100);
    return position === below ? anchor : Number(value.toPrecision(3));
  }
  function positionOf({anchor, below, above}, value) {
    if (!(value > 0)) return 0;
    return Math.min(below + above, Math.max(1, Math.round(below + 100 * Math.log10(value / anchor))));
  }

  // ---- The chart ------------------------------------------------------------------------------------------------

  /* Vega's specification for one curve or several: [{description, values, index, ghost}]. */
  function specification(series, steps, width) {
    const data = [], signals = [], lines = [];
    series.forEach((one, i) => {
      const mine = (expression) => expression.replaceAll("p$", `s${i}$`);
      for (const [name, value] of Object.entries(one.values)) signals.push({name: `s${i}$${name}`, value});
      const formulas = [...one.description.calculate, ["rate", one.description.rate]]
        .map(([as, expression]) => ({type: "formula", as, expr: mine(expression)}));
      data.push({name: `curve${i}`, transform: [
        {type: "sequence", start: 0, stop: {signal: "steps + 1"}, step: {signal: `max(1, ceil(steps / ${POINTS}))`}, as: "step"},
        ...formulas,
        {type: "formula", as: "positive", expr: "datum.rate > 0 ? datum.rate : null"},
        {type: "extent", field: "rate", signal: `extent${i}`},
        {type: "extent", field: "positive", signal: `positive${i}`},
      ]});
      if (!one.ghost) data.push({name: `probed${i}`, transform: [
        {type: "sequence", start: {signal: "probe == null ? 0 : probe"}, stop: {signal: "probe == null ? 0 : probe + 0.5"}, as: "step"},
        ...formulas,
      ]});
      lines.push({
        data: `curve${i}`, probed: `probed${i}`, ghost: one.ghost,
        colour: one.ghost ? INK : COLOURS[one.index % COLOURS.length], dash: one.ghost ? [2, 3] : DASHES[one.index % DASHES.length],
      });
    });
    const all = (name, end) => series.map((_, i) => `(isValid(${name}${i}[${end}]) ? ${name}${i}[${end}] : ${end ? "-1e300" : "1e300"})`).join(", ");
    signals.push(
      {name: "steps", value: steps}, {name: "probe", value: null}, {name: "available", value: width},
      {name: "wide", update: `available >= ${PANEL.narrow}`},
      {name: "panel", update: `max(120, (wide ? available / 2 : available) - ${PANEL.left + PANEL.right})`},
      {name: "width", update: "available"},
      {name: "height", update: `(wide ? 1 : 2) * ${height(PANEL.narrow)}`},
      {name: "lowest", update: `min(0, ${all("extent", 0)})`},
      {name: "highest", update: `max(${all("extent", 1)})`},
      {name: "top", update: `max(${all("positive", 1)})`},
      {name: "bottom", update: `top > 0 ? max(min(${all("positive", 0)}), top * ${DECADES}) / 1.6 : 0.1`},
    );
    // The logarithmic axis at powers of ten; where it spans less than three of them, also at their twofold and fivefold.
    data.push({name: "marks", transform: [
      {type: "sequence", start: {signal: "3 * floor(log(bottom) / LN10)"}, stop: {signal: "3 * log(summit) / LN10 + 1"}, as: "n"},
      {type: "formula", as: "value", expr: "[1, 2, 5][(datum.n % 3 + 3) % 3] * pow(10, floor(datum.n / 3))"},
      {type: "filter", expr: "datum.value >= bottom && datum.value <= summit && (summit < 99 * bottom || datum.n % 3 == 0)"},
    ]});
    signals.push(
      {name: "summit", update: "top > 0 ? top * 1.6 : 1"},
      {name: "marks", update: "length(data('marks')) > 1 ? pluck(data('marks'), 'value') : null"},
    );
    const scales = [
      {name: "x", type: "linear", domain: {signal: "[0, steps]"}, range: {signal: "[0, panel]"}, zero: false, nice: false},
      {name: "linear", type: "linear", domain: {signal: "[lowest, highest > lowest ? highest : lowest + 1]"}, range: [PANEL.height, 0], zero: false, nice: true},
      {name: "logarithmic", type: "log", domain: {signal: "[bottom, summit]"}, range: [PANEL.height, 0], nice: false},
    ];
    const panel = (scale, place) => ({
      type: "group", name: scale,
      encode: {
        enter: {fill: {value: "transparent"}, height: {value: PANEL.height}},
        update: {
          x: {signal: place ? `wide ? available / 2 + ${PANEL.left} : ${PANEL.left}` : `${PANEL.left}`},
          y: {signal: place ? `wide ? ${PANEL.top} : ${height(PANEL.narrow) + PANEL.top}` : `${PANEL.top}`},
          width: {signal: "panel"},
        },
      },
      // An axis draws its grid over the width and height that are in its scope.
      signals: [{name: "width", update: "panel"}, {name: "height", value: PANEL.height}, {name: "probe", push: "outer", on: [
        {events: `@${scale}:pointermove, @${scale}:pointerdown`, update: "clamp(round(invert('x', x(group()))), 0, steps)"},
      ]}],
      axes: [
        {scale: "x", orient: "bottom", title: "step", ...AXIS, labelFlush: true, tickCount: {signal: "clamp(floor(panel / 50), 2, 8)"}, format: "~s"},
        {scale, orient: "left", ...AXIS, tickCount: scale === "linear" ? 5 : 6, format: scale === "linear" ? "~g" : ".0e", ...(scale === "linear" ? {} : {values: {signal: "marks"}})},
      ],
      marks: [
        {type: "text", interactive: false, encode: {enter: {text: {value: `learning rate, ${scale} axis`}, y: {value: -10}, fill: {value: INK}, fontSize: {value: 12}, font: {value: "sans-serif"}}}},
        ...lines.map(({data, colour, dash, ghost}) => ({
          type: "line", from: {data}, interactive: false, clip: true,
          encode: {
            enter: {stroke: {value: colour}, strokeWidth: {value: ghost ? 1.5 : 2.2}, strokeDash: {value: dash}, strokeCap: {value: "round"}, strokeJoin: {value: "round"}},
            update: {
              x: {scale: "x", field: "step"}, y: {scale, field: scale === "linear" ? "rate" : "positive"},
              defined: {signal: scale === "linear" ? "isValid(datum.rate)" : "datum.rate > 0"},
            },
          },
        })),
        // A rate of zero or below has no place on the logarithmic axis: its steps are marked on the lower edge.
        ...(scale === "linear" ? [] : lines.filter(({ghost}) => !ghost).flatMap(({data, colour}, i) => [
          {
            type: "line", from: {data}, interactive: false,
            encode: {
              enter: {stroke: {value: colour}, strokeWidth: {value: 4}, strokeCap: {value: "round"}, strokeOpacity: {value: 0.55}},
              update: {x: {scale: "x", field: "step"}, y: {value: PANEL.height - 3 - 5 * i}, defined: {signal: "isValid(datum.rate) && datum.rate <= 0"}},
            },
          },
        ]).concat([{
          type: "text", interactive: false,
          encode: {
            enter: {text: {value: "▬ zero or below"}, align: {value: "right"}, fill: {value: INK}, fontSize: {value: 11}, font: {value: "sans-serif"}},
            update: {x: {signal: "panel"}, y: {value: PANEL.height + 38}, opacity: {signal: `min(${all("extent", 0)}) <= 0 ? 1 : 0`}},
          },
        }])),
        {
          type: "rule", interactive: false,
          encode: {
            enter: {stroke: {value: INK}, strokeWidth: {value: 1}, y2: {value: PANEL.height}},
            update: {x: {signal: "probe == null ? 0 : scale('x', probe)"}, opacity: {signal: "probe == null ? 0 : 0.6"}},
          },
        },
        ...lines.filter(({ghost}) => !ghost).map(({probed, colour}) => ({
          type: "symbol", from: {data: probed}, interactive: false,
          encode: {
            enter: {fill: {value: colour}, size: {value: 50}},
            update: {
              x: {scale: "x", field: "step"}, y: {scale, field: "rate"},
              opacity: {signal: scale === "linear" ? "isValid(datum.rate) ? 1 : 0" : "datum.rate >= bottom ? 1 : 0"},
            },
          },
        })),
      ],
    });
    return {
      $schema: "https://vega.github.io/schema/vega/v5.json",
      background: "transparent", autosize: "none", padding: 0, signals, data, scales,
      marks: [panel("linear", 0), panel("logarithmic", 1)],
    };
  }
  const AXIS = {
    domainColor: INK, gridColor: INK, gridOpacity: 0.25, grid: true, tickColor: INK, tickSize: 4, labelColor: INK, titleColor: INK,
    labelFont: "sans-serif", titleFont: "sans-serif", titleFontWeight: "normal", labelFontSize: 11, titleFontSize: 11, labelOverlap: true, titlePadding: 4,
  };
  function height(width) {
    return (width >= PANEL.narrow ? 1 : 2) * (PANEL.top + PANEL.height + PANEL.bottom);
  }

  // ---- Words ----------------------------------------------------------------------------------------------------

  /* What a curve does, for readers who cannot see it. */
  function sentence(rows) {
    rows = rows.filter((row) => row.rate != null && !Number.isNaN(row.rate));
    if (!rows.length) return "There is no curve for these settings.";
    const rates = rows.map((row) => row.rate), high = Math.max(...rates), low = Math.min(...rates), slack = 1e-9 * (Math.abs(high) || 1);
    const runs = []; // rising, falling, level
    for (let i = 1; i < rows.length; i++) {
      const change = rates[i] - rates[i - 1], way = change > slack ? "rises" : change < -slack ? "falls" : "stays";
      const last = runs[runs.length - 1];
      if (last && last.way === way) last.end = i;
      else runs.push({way, start: i - 1, end: i});
    }
    const last = rows[rows.length - 1].step, at = (i) => `${shown(rates[i])} at step ${rows[i].step}`;
    if (runs.length > 7) {
      const tops = runs.filter((run, i) => run.way === "rises" && i + 1 < runs.length).length;
      return `Over steps 0 to ${last} the rate starts at ${shown(rates[0])}, goes up and down with ${tops} peaks between ${shown(low)} and ${shown(high)}, and ends at ${shown(rates[rates.length - 1])}.`;
    }
    const parts = runs.map(({way, end}) => way === "stays" ? `stays there until step ${rows[end].step}` : `${way} to ${at(end)}`);
    return `Over steps 0 to ${last} the rate starts at ${shown(rates[0])}` + (parts.length ? `, ${parts.join(", ")}.` : ".");
  }

  // ---- The code with the reader's settings ----------------------------------------------------------------------

  /* Numbers as Python writes them. */
  function float(value) {
    if (Number.isInteger(value) && Math.abs(value) < 1e16) return value.toFixed(1);
    if (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16) return String(value);
    const [digits, exponent] = value.toExponential().split("e");
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  const literal = {float, steps: (value) => Number.isInteger(value) ? value.toFixed(0) : float(value)};
  function evaluated(expression, values) {
    const names = Object.keys(values).filter((name) => !name.includes("$"));
    return Function(...names, `"use strict"; return (${expression});`)(...names.map((name) => values[name]));
  }
  function filled(template, values) {
    return template.replace(/«(\w+):([^»]*)»/g, (_, kind, expression) => literal[kind](Number(evaluated(expression, values))));
  }
  /* [{framework, text}] for the values on the sliders. */
  function code(description, values) {
    const form = formed(description, values);
    return (form && form.code || []).map(({framework, ours, native, when, otherwise}) => {
      const theirs = native && (!when || evaluated(when, values)) ? native : otherwise;
      return {framework, text: filled(theirs ? `${ours}\n\n${theirs}` : ours, values)};
    });
  }

  // ---- HTML -----------------------------------------------------------------------------------------------------

  function row(parameter, id) {
    const {name, value, slider, options, optional, on} = parameter, off = optional && !on ? " disabled" : "";
    const label = `<label for="${id}" title="${text(parameter.meaning)}">${parameter.symbol ? `<var>${parameter.symbol}</var> ` : ""}<span>${text(name)}</span></label>`;
    const reset = `<button type="button" class="lrnotes-reset" aria-label="Reset ${text(name)}" title="Reset to ${optional && !on ? "none" : text(value)}" disabled>↺</button>`;
    if (typeof value === "boolean") {
      return `<div class="lrnotes-row" data-name="${text(name)}">${label}<input type="checkbox" id="${id}"${value ? " checked" : ""}>${reset}</div>`;
    }
    if (options) {
      const choices = options.map((option) => `<option${option === value ? " selected" : ""}>${text(option)}</option>`).join("");
      return `<div class="lrnotes-row" data-name="${text(name)}">${label}<select id="${id}">${choices}</select>${reset}</div>`;
    }
    const range = slider.log
      ? `min="0" max="${slider.below + slider.above}" step="1" value="${positionOf(slider, value)}"`
      : `min="${slider.low}" max="${slider.high}" step="${slider.step}" value="${value}"`;
    const use = optional ? `<input type="checkbox" aria-label="use ${text(name)}"${on ? " checked" : ""}>` : "";
    return `<div class="lrnotes-row" data-name="${text(name)}"><span class="lrnotes-label">${use}${label}</span>`
      + `<input type="range" id="${id}" ${range} aria-valuetext="${shown(value)}"${off}>`
      + `<input type="number" step="any" inputmode="decimal" value="${value}" aria-label="${text(name)}, exact value" title="${text(parameter.allowed)}"${off}>${reset}</div>`;
  }
  function rows(description, id) {
    return description.parameters.map((parameter) => row(parameter, `${id}-${parameter.name}`)).join("");
  }
  function horizon(steps, id) {
    return `<div class="lrnotes-row" data-name="steps"><span><label for="${id}-horizon">steps shown</label> `
      + `<input type="number" id="${id}-horizon" min="1" step="1" value="${steps}"></span> `
      + `<span><label for="${id}-probe">at step</label> <input type="number" id="${id}-probe" min="0" step="1"></span> `
      + `<output for="${id}-probe">point at the curve, or type a step</output></div>`;
  }
  const BUTTONS = `<div class="lrnotes-buttons"><button type="button" class="lrnotes-link">Copy link</button>`
    + `<button type="button" class="lrnotes-reset-all" disabled>Reset all</button><span role="status" class="lrnotes-status"></span></div>`;
  function codeHTML(description, id) {
    const blocks = code(description, starts(description));
    if (!blocks.length) return "";
    const tabs = blocks.map(({framework}, i) => `<button type="button" role="tab" id="${id}-tab-${i}" aria-controls="${id}-code" aria-selected="${!i}"${i ? ' tabindex="-1"' : ""}>${text(framework)}</button>`);
    return `<div class="lrnotes-code" role="group" aria-label="Use these settings"><p class="lrnotes-heading">Use these settings <button type="button" class="lrnotes-copy">Copy</button></p><div role="tablist" aria-label="Framework">${tabs.join("")}</div>`
      + `<div role="tabpanel" id="${id}-code" aria-labelledby="${id}-tab-0"><pre tabindex="0"><code>${text(blocks[0].text)}</code></pre></div></div>`;
  }
  /* All of a figure but its chart, which is put in as HTML. */
  function html(description, id, chart = "") {
    return `<div class="lrnotes-chart" role="img" aria-label="">${chart}</div>`
      + `<div class="lrnotes-controls">${horizon(description.steps, id)}${rows(description, id)}${BUTTONS}${codeHTML(description, id)}</div>`;
  }

  const api = {specification, sentence, shown, starts, html, rows, horizon, BUTTONS, code, formed, allowed, height, atPosition, positionOf, codeHTML, text, COLOURS, DASHES, INK};
  if (typeof document === "undefined") { module.exports = api; return; }

  // ---- In a browser ---------------------------------------------------------------------------------------------

  const site = document.querySelector('meta[name="lrnotes-vega"]'); // a page that serves Vega itself says where
  let loading;
  function load() {
    loading ??= root.vega ? Promise.resolve(root.vega) : new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = site ? site.content : VEGA;
      // Where a notebook has RequireJS, Vega would register as a module there and nowhere else.
      const define = root.define;
      if (define && define.amd) root.define = undefined;
      script.onload = () => { if (define) root.define = define; done(root.vega); };
      script.onerror = () => { if (define) root.define = define; failed(new Error("Vega could not be loaded")); };
      document.head.append(script);
    });
    return loading;
  }

  const signs = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"];
  const reader = new Promise((done) => {
    const once = new AbortController();
    const sign = ({type, target}) => {
      if (type === "scroll" && target !== document) return; // the theme scrolls its sidebar by itself
      once.abort();
      done();
    };
    signs.forEach((name) => addEventListener(name, sign, {passive: true, capture: true, signal: once.signal}));
  });

  /* A write that changes nothing would still cost the page its styles and its layout, in every frame of a drag. */
  function put(element, property, value) {
    if (element[property] !== value) element[property] = value;
  }

  const later = (action, wait) => {
    let timer;
    return () => { clearTimeout(timer); timer = setTimeout(action, wait); };
  };

  /* The chart of one schedule or several: drawn when it comes near the window, then moved by its signals. */
  class Chart {
    constructor(element, described) {
      this.element = element;
      this.described = described; // () => {series, steps, probe, changed}
      this.drawn = new Promise((done) => { this.done = done; });
      this.say = later(() => this.label(), 400);
      new IntersectionObserver((seen, observer) => {
        if (!seen.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        this.near().then(load).then(() => this.draw()).catch((error) => this.failed(error));
      }, {rootMargin: "200px"}).observe(element);
    }
    /* A page shows the curve already, so Vega is fetched when the figure is near, and started with the reader's first
     * move; at once where there is no curve yet, or another one than the address asks for. */
    near() {
      if (!site || this.described().changed) return Promise.resolve();
      const link = Object.assign(document.createElement("link"), {rel: "prefetch", as: "script", href: site.content});
      document.head.append(link);
      return reader;
    }
    failed(error) {
      if (!this.element.firstChild) this.element.textContent = `${error.message}: the chart needs it.`;
    }
    width() { return Math.max(240, Math.floor(this.element.clientWidth)); }
    draw() {
      if (this.view) this.view.finalize();
      const {series, steps} = this.described();
      this.keys = series.map((one) => one.description);
      this.view = new root.vega.View(root.vega.parse(specification(series, steps, this.width())), {renderer: "svg", logLevel: root.vega.Error});
      // In a tree of its own: what Vega changes in it for every frame asks nothing of the page's style rules.
      const inner = document.createElement("div"), shadow = inner.attachShadow({mode: "open"}), place = document.createElement("div");
      inner.setAttribute("aria-hidden", "true");
      shadow.innerHTML = "<style>svg { display: block; } text { fill: var(--lrnotes-muted); }</style>";
      shadow.append(place);
      this.view.initialize(place);
      this.element.replaceChildren(inner);
      this.view.addSignalListener("probe", (_, step) => this.view.runAfter(() => this.probed?.(step)));
      this.update();
      this.sized ??= new ResizeObserver(() => {
        if (this.view.signal("available") !== this.width()) this.view.signal("available", this.width()).run();
      });
      this.sized.observe(this.element);
      this.done(this.view);
    }
    /* The reader's settings as signals: Vega computes again what they touch. */
    update() {
      if (!this.view) return;
      const {series, steps, probe} = this.described();
      if (series.length !== this.keys.length || series.some((one, i) => one.description !== this.keys[i])) { this.draw(); return; }
      series.forEach(({values}, i) => {
        for (const [name, value] of Object.entries(values)) this.view.signal(`s${i}$${name}`, value);
      });
      this.view.signal("steps", steps).signal("probe", probe).run();
      this.say();
    }
    rates() {
      return this.described().series.flatMap((one, i) => one.ghost ? [] : [this.view?.data(`probed${i}`)[0]?.rate]);
    }
    label() {
      const {series} = this.described();
      this.element.setAttribute("aria-label", series.flatMap((one, i) => one.ghost ? [] : [`${one.title || one.description.name}. ${sentence(this.view.data(`curve${i}`))}`]).join(" "));
    }
  }

  /* The controls of one schedule. */
  class Controls {
    constructor(element, description, changed) {
      Object.assign(this, {element, description, changed, values: starts(description)});
      for (const parameter of description.parameters) {
        const row = element.querySelector(`[data-name="${parameter.name}"]`), [range, box] = ["range", "number"].map((type) => row.querySelector(`input[type=${type}]`));
        const {slider} = parameter;
        range?.addEventListener("input", () => {
          const value = slider.log ? atPosition(slider, Number(range.value)) : Number(range.value);
          if (this.fits(parameter, value)) this.set(parameter, value); else this.show();
        });
        box?.addEventListener("input", () => {
          const value = box.value.trim() === "" ? NaN : Number(box.value), fine = this.fits(parameter, value), {above, below} = parameter;
          const between = [above && `not below ${above}`, below && `not above ${below}`].filter(Boolean).map((words) => `, ${words}`).join("");
          box.setCustomValidity(fine ? "" : `${parameter.name} must be ${parameter.allowed}${between}`);
          box.toggleAttribute("aria-invalid", !fine);
          if (fine) this.set(parameter, value, box); else box.reportValidity();
        });
        box?.addEventListener("change", () => this.show());
        row.querySelector("select")?.addEventListener("change", (event) => this.set(parameter, event.target.value));
        row.querySelector("input[type=checkbox]")?.addEventListener("change", (event) => { this.values[parameter.options ? parameter.name : parameter.name + "$on"] = event.target.checked; this.moved(parameter); });
        row.querySelector(".lrnotes-reset").addEventListener("click", () => { this.reset(parameter); this.moved(); range?.focus(); });
      }
    }
    fits(parameter, value) {
      return allowed(parameter, value) && ordered(parameter, {...this.values, [parameter.name]: value});
    }
    set(parameter, value, typing) {
      this.values[parameter.name] = value;
      this.moved(parameter, typing);
    }
    reset({name, value, optional, on}) {
      this.values[name] = value;
      if (optional) this.values[name + "$on"] = on;
    }
    resetAll() {
      this.description.parameters.forEach((parameter) => this.reset(parameter));
      this.moved();
    }
    /* Some arguments ask for another: a length for a warm-up, say, for its target. The one just moved stays. */
    completed(just) {
      const others = this.description.parameters.filter((parameter) => parameter !== just);
      const attempts = [
        ...others.filter(({name, optional}) => optional && !this.values[name + "$on"]).map(({name}) => [name + "$on", true]),
        ...others.filter(({name, zero, least}) => zero && least && this.values[name] > 0).map(({name}) => [name, 0]),
      ];
      for (const [name, value] of attempts) {
        if (!this.error()) return;
        const before = this.values[name];
        this.values[name] = value;
        if (this.error()) this.values[name] = before;
      }
    }
    error() {
      const form = formed(this.description, this.values);
      return form ? form.error : "no such schedule";
    }
    differs({name, value, optional, on}) {
      return optional && this.values[name + "$on"] !== on || this.values[name] !== value && (!optional || this.values[name + "$on"]);
    }
    changes() {
      return this.description.parameters.filter((parameter) => this.differs(parameter))
        .map(({name, optional}) => [name, optional && !this.values[name + "$on"] ? "none" : String(this.values[name])]);
    }
    restore(name, given) {
      const parameter = this.description.parameters.find((p) => p.name === name);
      if (!parameter) return;
      if (parameter.optional && given === "none") { this.values[name + "$on"] = false; return; }
      const value = typeof parameter.value === "boolean" ? given === "true" : parameter.options ? given : given.trim() === "" ? NaN : Number(given);
      if (!allowed(parameter, value)) return;
      this.values[name] = value;
      if (parameter.optional) this.values[name + "$on"] = true;
    }
    /* After values came from an address: those of one list that do not rise are as they were. */
    checked() {
      if (this.description.parameters.every((parameter) => ordered(parameter, this.values))) return;
      this.description.parameters.filter(({above, below}) => above || below).forEach((parameter) => this.reset(parameter));
    }
    moved(just, typing) {
      this.completed(just);
      this.show(typing);
      this.changed();
    }
    show(typing) {
      this.shown ??= new Map();
      for (const parameter of this.description.parameters) {
        const {name, slider, optional} = parameter, value = this.values[name], off = optional && !this.values[name + "$on"];
        if (!typing && this.shown.get(name) === `${value} ${off}`) continue; // what stays costs no frame
        this.shown.set(name, typing ? "" : `${value} ${off}`);
        const row = this.element.querySelector(`[data-name="${name}"]`);
        const [range, box, select, check] = ["[type=range]", "[type=number]", "select", "[type=checkbox]"].map((kind) => row.querySelector(kind));
        if (select) select.value = value;
        if (range) {
          if (!slider.log && value > Number(range.max)) range.max = value;
          range.value = slider.log ? positionOf(slider, value) : value;
          range.setAttribute("aria-valuetext", shown(value));
          put(range, "disabled", off);
          put(box, "disabled", off);
          if (box !== typing) { box.value = value; box.setCustomValidity(""); box.removeAttribute("aria-invalid"); }
        }
        if (check) check.checked = parameter.options ? value : !off;
        put(row.querySelector(".lrnotes-reset"), "disabled", !this.differs(parameter));
      }
    }
  }

  /* What one figure of a chapter and the comparison of several share: the steps shown, the step asked, the address. */
  class Figure {
    constructor(element, steps) {
      this.element = element;
      this.steps = this.start = steps;
      this.probe = null;
      this.remember = later(() => this.write(), 250);
      this.rest = later(() => this.settings?.(), 60); // text that is laid out anew would cost frames of a drag
      this.chart = new Chart(element.querySelector(".lrnotes-chart"), () => ({series: this.series(), steps: this.steps, probe: this.probe, changed: this.isChanged()}));
      const [horizon, box] = element.querySelectorAll('[data-name="steps"] input');
      this.answer = element.querySelector('[data-name="steps"] output');
      this.horizon = horizon;
      horizon.addEventListener("input", () => { const value = Math.floor(Number(horizon.value)); if (value >= 1 && value <= 1e12) { this.steps = value; this.changed(); } });
      this.box = box;
      box.addEventListener("input", () => { this.probe = box.value === "" || !(Number(box.value) >= 0) ? null : Number(box.value); this.chart.update(); this.tell(); });
      this.chart.probed = (step) => { if (step !== this.probe) { this.probe = step; box.value = step ?? ""; this.tell(); } };
      this.status = element.querySelector(".lrnotes-status");
      const link = element.querySelector(".lrnotes-link");
      element.querySelector(".lrnotes-reset-all").addEventListener("click", () => { this.resetAll(); (link.hidden ? horizon : link).focus(); });
      link.hidden = !site;
      link.addEventListener("click", () => { this.write(); copy(location.href, this.status, "Link copied"); });
    }
    changed() {
      put(this.element.querySelector(".lrnotes-reset-all"), "disabled", !this.isChanged());
      this.frame ??= requestAnimationFrame(() => {
        this.frame = null;
        this.chart.update();
        this.tell();
      });
      this.rest();
      if (site) this.remember();
    }
    tell() {
      const rates = this.probe == null || !this.chart.view ? [] : this.chart.rates();
      this.answer.dataset.empty ??= this.answer.textContent;
      put(this.answer, "textContent", rates.length ? this.told(rates.map((rate) => rate == null ? "no rate" : shown(rate))) : this.answer.dataset.empty);
    }
    told(rates) { return rates.join(", "); }
    write() {
      const query = new URLSearchParams(location.search);
      this.save(query);
      const address = query.toString().replace(/%28/g, "(").replace(/%29/g, ")").replace(/%2C/g, ",").replace(/%3D/g, "=");
      const target = location.pathname + (address ? `?${address}` : "") + location.hash;
      if (target !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", target);
    }
  }

  function copy(value, status, done) {
    const say = (message) => { status.textContent = message; setTimeout(() => { status.textContent = ""; }, 2500); };
    if (navigator.clipboard) navigator.clipboard.writeText(value).then(() => say(done), () => say("The browser did not allow copying"));
    else say("The browser does not allow copying here");
  }

  /* The figure of a chapter: one schedule, with its first settings as a dotted line. */
  class Explorer extends Figure {
    constructor(element, description, number) {
      super(element, description.steps);
      this.prefix = number ? `${number + 1}.` : "";
      this.description = description;
      this.ghost = {description: {...description}, values: starts(description), ghost: true};
      this.controls = new Controls(element, description, () => this.changed());
      if (site) this.open(new URLSearchParams(location.search));
      this.tabs();
    }
    series() {
      return [this.ghost, {description: this.description, values: this.controls.values, index: 0}];
    }
    isChanged() { return this.steps !== this.start || this.controls.changes().length > 0; }
    resetAll() {
      this.steps = this.horizon.value = this.start;
      this.controls.resetAll();
    }
    changed() {
      super.changed();
      put(this.status, "textContent", this.controls.error() ?? "");
    }
    open(query) {
      for (const [key, value] of query) if (key.startsWith(this.prefix)) this.controls.restore(key.slice(this.prefix.length), value);
      const steps = Math.floor(Number(query.get(`${this.prefix}steps`)));
      if (steps >= 1 && steps <= 1e12) this.steps = this.horizon.value = steps;
      this.controls.checked();
      if (this.isChanged()) this.controls.moved();
    }
    save(query) {
      for (const {name} of this.description.parameters) query.delete(this.prefix + name);
      query.delete(`${this.prefix}steps`);
      for (const [name, value] of this.controls.changes()) query.set(this.prefix + name, value);
      if (this.steps !== this.start) query.set(`${this.prefix}steps`, this.steps);
    }
    /* The code of the chosen framework; the choice holds for all chapters. */
    tabs() {
      const section = this.element.querySelector(".lrnotes-code");
      if (!section) return;
      const tabs = [...section.querySelectorAll("[role=tab]")], shownCode = section.querySelector("code");
      this.settings = () => {
        const chosen = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
        put(shownCode, "textContent", code(this.description, this.controls.values)[chosen]?.text ?? "");
      };
      const choose = (tab, focus) => {
        for (const each of tabs) { each.setAttribute("aria-selected", each === tab); each.tabIndex = each === tab ? 0 : -1; }
        section.querySelector("[role=tabpanel]").setAttribute("aria-labelledby", tab.id);
        if (focus) tab.focus();
        this.settings();
      };
      const keep = (tab) => { choose(tab, true); try { localStorage.setItem("lrnotes-framework", tab.textContent); } catch { /* private windows */ } };
      tabs.forEach((tab, i) => {
        tab.addEventListener("click", () => keep(tab));
        tab.addEventListener("keydown", ({key}) => {
          const to = {ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1}[key];
          if (to !== undefined) keep(tabs[(to + tabs.length) % tabs.length]);
        });
      });
      section.querySelector(".lrnotes-copy").addEventListener("click", () => { this.settings(); copy(shownCode.textContent, this.status, "Code copied"); });
      let kept = null;
      try { kept = localStorage.getItem("lrnotes-framework"); } catch { /* private windows */ }
      choose(tabs.find((tab) => tab.textContent === kept) || tabs[0], false);
    }
  }

  /* Bring every figure to life that is not alive yet. */
  function mount() {
    document.querySelectorAll(".lrnotes-live:not([data-alive], .lrnotes-feedback)").forEach((element) => {
      element.dataset.alive = "";
      const number = [...document.querySelectorAll(".lrnotes-live")].indexOf(element);
      const description = JSON.parse(element.querySelector('script[type="application/json"]').textContent);
      const figure = element.querySelector(".lrnotes-figure");
      if (!figure.firstElementChild) figure.innerHTML = html(description, `lrnotes-${Math.random().toString(36).slice(2)}`);
      element.figure = new Explorer(figure, description, number);
    });
  }
  root.lrnotes = {...api, Controls, Figure, Explorer, put, later, copy, mount};
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount); else mount();
})(globalThis);
