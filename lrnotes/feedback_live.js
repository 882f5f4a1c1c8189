/* The live figure of a feedback schedule: above a loss curve, below the rate that answers it, and controls for both.
 *
 * A description (made by lrnotes/feedback_live.py) has the rule, traced from the definition: for each choice of words the
 * lines that compute the first state, and those that make of a state s and a metric m the next. p is what the controls
 * say. The controls are those of live.js. In Node, where the site is built, the same functions draw the figure that readers
 * without JavaScript see. */
(function (root) {
  "use strict";

  const node = typeof document === "undefined";
  const base = node ? require("./live.js") : root.lrnotes;
  const {starts, rows, BUTTONS, formed, shown, text, codeHTML, COLOURS, INK} = base;
  const DRAWN = "drawn by hand", KNOTS = 7, DECADES = 1e-9;
  const LEFT = 54, RIGHT = 12, LOSS = {top: 24, height: 130}, RATE = {top: 206, height: 170}, HEIGHT = 424;

  // ---- The rule ---------------------------------------------------------------------------------------------------

  const machines = new WeakMap();
  function machine(form) {
    if (!machines.has(form)) {
      const body = ({lines, results}) => [
        ...lines.map(([name, expression]) => `const ${name} = ${expression};`),
        `return {${results.map(([field, result]) => `${field}: ${result}`).join(", ")}};`,
      ].join("\n");
      machines.set(form, {start: Function("p", body(form.start)), update: Function("p", "s", "m", body(form.update))});
    }
    return machines.get(form);
  }
  /* The state before any loss, and after each: one more than there are losses. */
  function states(description, values, losses) {
    const {start, update} = machine(formed(description, values));
    const passed = [start(values)];
    for (const loss of losses) passed.push(update(values, passed[passed.length - 1], loss));
    return passed;
  }

  // ---- The chart ----------------------------------------------------------------------------------------------------

  function roundMarks(low, high, count) {
    const raw = (high - low) / count, power = 10 ** Math.floor(Math.log10(raw));
    const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999);
    const marks = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-9); i++) marks.push(i * step);
    return marks;
  }
  function linearScale(low, high, {top, height}) {
    const span = high > low ? high - low : 1;
    return {
      of: (value) => top + height * (1 - (value - low) / span), back: (y) => low + span * (1 - (y - top) / height),
      marks: roundMarks(low, low + span, 5).map((value) => [value, shown(value)]),
    };
  }
  function logarithmicScale(rates, {top, height}) {
    const positive = rates.filter((rate) => rate > 0), summit = positive.length ? Math.max(...positive) * 1.6 : 1;
    const bottom = positive.length ? Math.max(Math.min(...positive), summit * DECADES) / 1.6 : 0.1, marks = [];
    for (let n = 3 * Math.floor(Math.log10(bottom)); n <= 3 * Math.log10(summit) + 1; n++) {
      const digit = [1, 2, 5][(n % 3 + 3) % 3], power = Math.floor(n / 3), value = Number(`${digit}e${power}`);
      if (value >= bottom && value <= summit && (summit < 99 * bottom || digit === 1)) marks.push([value, `${digit}e${power}`]);
    }
    const thin = Math.ceil(marks.length / 8);
    return {
      of: (value) => top + height * (1 - Math.log(Math.max(value, bottom) / bottom) / Math.log(summit / bottom)),
      marks: marks.filter((_, i) => i % thin === 0),
    };
  }
  function lossScale(losses) {
    const finite = losses.filter(Number.isFinite);
    return linearScale(Math.min(0, ...finite), (finite.length ? Math.max(...finite) : 1) * 1.05 || 1, LOSS);
  }

  const digits = (number) => Number(number.toFixed(2));
  /* A polyline through points, with gaps where there is none. */
  function line(points, attributes) {
    let gap = true;
    const path = points.map((point) => {
      if (!point) { gap = true; return ""; }
      const move = gap ? "M" : "L";
      gap = false;
      return `${move}${digits(point[0])},${digits(point[1])}`;
    }).join("");
    return path && `<path d="${path}" fill="none" ${attributes}/>`;
  }
  /* The figure as SVG. Loss e stands where epoch e ends, at e + 1; the rate of epoch e from its start to its end. */
  function drawing(description, {values, losses, ghost, width, axis = "logarithmic", probe = null, scale = null}) {
    const passed = states(description, values, losses), rates = passed.map(({rate}) => rate), count = losses.length;
    const x = (epoch) => LEFT + (width - LEFT - RIGHT) * epoch / count;
    const before = ghost ? states(description, ghost.values, ghost.losses).map(({rate}) => rate) : [];
    const every = [...rates, ...before].filter(Number.isFinite), loss = scale || lossScale(losses);
    const rate = axis === "linear" ? linearScale(0, Math.max(...every) * 1.05 || 1, RATE) : logarithmicScale(every, RATE);
    const parts = [];
    const frame = ({top, height}, {of, marks}, title) => {
      for (const [value, label] of marks) {
        parts.push(`<path d="M${LEFT},${digits(of(value))}H${digits(width - RIGHT)}" stroke="${INK}" stroke-opacity="0.25"/>`
          + `<text x="${LEFT - 6}" y="${digits(of(value) + 4)}" text-anchor="end">${text(label)}</text>`);
      }
      parts.push(`<path d="M${LEFT},${top}V${top + height}H${digits(width - RIGHT)}" fill="none" stroke="${INK}"/>`
        + `<text x="${LEFT}" y="${top - 9}" font-size="12">${title}</text>`);
    };
    frame(LOSS, loss, "loss after each epoch: draw here");
    frame(RATE, rate, `learning rate, ${axis} axis`);
    for (const mark of roundMarks(0, count, Math.max(2, Math.min(8, Math.floor(width / 80)))).filter(Number.isInteger)) {
      parts.push(`<text x="${digits(x(mark))}" y="${RATE.top + RATE.height + 16}" text-anchor="middle">${mark}</text>`);
    }
    parts.push(`<text x="${digits(width - RIGHT)}" y="${RATE.top + RATE.height + 34}" text-anchor="end">epochs trained</text>`);
    // Where the rate changes, a rule through both panels.
    const changes = rates.flatMap((each, i) => i && each !== rates[i - 1] ? [i] : []);
    if (changes.length <= 30) {
      for (const i of changes) parts.push(`<path d="M${digits(x(i))},${LOSS.top}V${RATE.top + RATE.height}" stroke="${INK}" stroke-opacity="0.55" stroke-dasharray="3 3"/>`);
    }
    const stairs = (all, {of}, shows) => all.slice(0, count).flatMap((each, i) => shows(each) ? [[x(i), of(each)], [x(i + 1), of(each)]] : [null]);
    const fits = axis === "linear" ? Number.isFinite : (each) => each > 0;
    if (ghost) parts.push(line(stairs(before, rate, fits), `stroke="${INK}" stroke-width="1.5" stroke-dasharray="2 3"`));
    parts.push(line(stairs(rates, rate, fits), `stroke="${COLOURS[0]}" stroke-width="2.2" stroke-linejoin="round"`));
    if (axis !== "linear" && rates.some((each) => each <= 0)) {
      const edge = RATE.top + RATE.height - 3;
      parts.push(line(rates.slice(0, count).flatMap((each, i) => each <= 0 ? [[x(i), edge], [x(i + 1), edge]] : [null]), `stroke="${COLOURS[0]}" stroke-width="4" stroke-opacity="0.55"`)
        + `<text x="${LEFT}" y="${RATE.top + RATE.height + 34}">▬ zero</text>`);
    }
    parts.push(line(losses.map((each, i) => Number.isFinite(each) ? [x(i + 1), loss.of(each)] : null), `stroke="${COLOURS[1]}" stroke-width="2"`));
    // A dot for every loss that became the best.
    passed.slice(1).forEach(({best}, i) => {
      if (best !== undefined && best !== passed[i].best && Number.isFinite(losses[i])) parts.push(`<circle cx="${digits(x(i + 1))}" cy="${digits(loss.of(losses[i]))}" r="2.6" fill="${COLOURS[1]}"/>`);
    });
    if (probe !== null) {
      parts.push(`<path d="M${digits(x(probe))},${LOSS.top}V${RATE.top + RATE.height}" stroke="${INK}" stroke-opacity="0.8"/>`);
      if (rates[probe] > 0 || axis === "linear") parts.push(`<circle cx="${digits(x(probe))}" cy="${digits(rate.of(rates[probe]))}" r="4" fill="${COLOURS[0]}"/>`);
    }
    parts.push(`<rect class="lrnotes-draw" x="${LEFT}" y="${LOSS.top}" width="${digits(width - LEFT - RIGHT)}" height="${LOSS.height}" fill="transparent"/>`);
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" font-family="sans-serif" font-size="11">${parts.join("")}</svg>`;
  }

  // ---- Words --------------------------------------------------------------------------------------------------------

  /* What the two curves do, for readers who cannot see them. */
  function sentence(losses, passed) {
    const rates = passed.map(({rate}) => rate), finite = losses.filter(Number.isFinite), last = losses.length;
    const changes = rates.flatMap((rate, i) => i && rate !== rates[i - 1] ? [{rate, epoch: i, up: rate > rates[i - 1]}] : []);
    const loss = finite.length
      ? `Over ${last} epochs the loss goes from ${shown(losses[0])} to ${shown(losses[last - 1])}, lowest ${shown(Math.min(...finite))}.`
      : `Over ${last} epochs the loss is no number.`;
    if (!changes.length) return `${loss} The rate stays at ${shown(rates[0])}.`;
    if (changes.length <= 6) {
      const parts = changes.map(({rate, epoch, up}) => `${up ? "rises" : "falls"} to ${shown(rate)} after epoch ${epoch}`);
      return `${loss} The rate starts at ${shown(rates[0])}, ${parts.join(", ")}.`;
    }
    const ups = changes.filter(({up}) => up).length, count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
    return `${loss} The rate starts at ${shown(rates[0])}, with ${count(ups, "rise")} and ${count(changes.length - ups, "fall")} between ${shown(Math.min(...rates))} and ${shown(Math.max(...rates))}, and ends at ${shown(rates[last])}.`;
  }
  /* One state in words: what an epoch left behind. */
  function told(losses, passed, epoch) {
    const {rate, window, ...rest} = passed[epoch], numbers = Object.entries(rest).map(([name, value]) => `${name} ${shown(value)}`);
    return `${epoch ? `loss ${shown(losses[epoch - 1])}, ` : ""}rate ${shown(rate)}; ${numbers.join(", ")}`.replaceAll("Infinity", "∞");
  }

  // ---- HTML ---------------------------------------------------------------------------------------------------------

  const knotsOf = (count) => [...new Set(Array.from({length: KNOTS}, (_, i) => Math.round(i * (count - 1) / (KNOTS - 1))))];
  function html(description, id, chart = "") {
    const {curves, losses: chosen} = description, losses = curves[chosen];
    const choose = (name, label, options, selected) => `<div class="lrnotes-row" data-name="${name}"><label for="${id}-${name}">${label}</label>`
      + `<select id="${id}-${name}">${options.map((option) => `<option${option === selected ? " selected" : ""}>${text(option)}</option>`).join("")}</select></div>`;
    const high = Number((2 * Math.max(...losses.filter(Number.isFinite), 0.5)).toPrecision(2));
    const knots = knotsOf(losses.length).map((epoch) => `<div class="lrnotes-row" data-knot="${epoch}"><label for="${id}-knot-${epoch}">loss after epoch ${epoch + 1}</label>`
      + `<input type="range" id="${id}-knot-${epoch}" min="0" max="${high}" step="0.01" value="${losses[epoch]}"><input type="number" step="any" inputmode="decimal" value="${losses[epoch]}" aria-label="loss after epoch ${epoch + 1}, exact value"></div>`).join("");
    return `<div class="lrnotes-chart" role="img" aria-label="">${chart}</div><div class="lrnotes-controls">`
      + choose("losses", "loss curve", [...Object.keys(curves), DRAWN], chosen)
      + `<details class="lrnotes-knots"><summary>Draw the loss without a pointer</summary>${knots}</details>`
      + choose("axis", "axis of the rate", ["logarithmic", "linear"], "logarithmic")
      + `<div class="lrnotes-row" data-name="probe"><span><label for="${id}-probe">after epoch</label> <input type="number" id="${id}-probe" min="0" max="${losses.length}" step="1"></span> `
      + `<output for="${id}-probe">point at the curves, or type an epoch</output></div>`
      + `${rows(description, id)}${BUTTONS}${codeHTML(description, id)}</div>`;
  }

  const api = {states, drawing, sentence, told, html, starts, HEIGHT};
  if (node) { module.exports = api; return; }

  // ---- In a browser -------------------------------------------------------------------------------------------------

  const {Controls, Figure, Explorer, put, later, copy} = base;
  const site = document.querySelector('meta[name="lrnotes-vega"]');

  class FeedbackFigure {
    constructor(element, description, number) {
      Object.assign(this, {element, description, prefix: number ? `${number + 1}.` : "", probe: null, axis: "logarithmic", scale: null});
      this.place = element.querySelector(".lrnotes-chart");
      this.choice = description.losses;
      this.losses = this.first = description.curves[this.choice];
      this.ghost = {values: starts(description), losses: this.first};
      this.controls = new Controls(element, description, () => this.changed());
      this.status = element.querySelector(".lrnotes-status");
      this.remember = later(() => Figure.prototype.write.call(this), 250);
      this.rest = later(() => { this.settings?.(); this.label(); }, 60);
      const [curve, axis] = ["losses", "axis"].map((name) => element.querySelector(`[data-name="${name}"] select`));
      Object.assign(this, {curve, axisBox: axis, box: element.querySelector('[data-name="probe"] input'), answer: element.querySelector('[data-name="probe"] output')});
      curve.addEventListener("change", () => this.choose(curve.value));
      axis.addEventListener("change", () => { this.axis = axis.value; this.changed(); });
      this.box.addEventListener("input", () => this.ask(this.box.value === "" ? null : Number(this.box.value), true));
      this.knots = [...element.querySelectorAll("[data-knot]")].map((row) => ({row, epoch: Number(row.dataset.knot), inputs: [...row.querySelectorAll("input")]}));
      for (const {inputs} of this.knots) {
        inputs.forEach((input) => input.addEventListener("input", () => {
          if (input.value.trim() === "" || !Number.isFinite(Number(input.value))) return;
          inputs.forEach((other) => { if (other !== input) other.value = input.value; });
          this.throughKnots();
        }));
      }
      const link = element.querySelector(".lrnotes-link");
      link.hidden = !site;
      link.addEventListener("click", () => { Figure.prototype.write.call(this); copy(location.href, this.status, "Link copied"); });
      element.querySelector(".lrnotes-reset-all").addEventListener("click", () => { this.resetAll(); (link.hidden ? curve : link).focus(); });
      if (site) this.open(new URLSearchParams(location.search));
      this.pointer();
      Explorer.prototype.tabs.call(this);
      this.chart = {drawn: new Promise((done) => { this.done = done; })};
      // The first drawing too waits until the page is laid out; asking for the width now would lay it out once more.
      new ResizeObserver(() => { if (this.width() !== this.drawnWidth) this.draw(); }).observe(this.place);
      this.rest();
    }
    width() { return Math.max(240, Math.floor(this.place.clientWidth)); }
    states() { return states(this.description, this.controls.values, this.losses); }
    isChanged() { return this.choice !== this.description.losses || this.axis !== "logarithmic" || this.controls.changes().length > 0; }

    // The loss curve: chosen, drawn with the pointer, or led through a few numbers.
    choose(name) {
      this.choice = name;
      if (name in this.description.curves) this.losses = this.description.curves[name];
      else this.element.querySelector(".lrnotes-knots").open = true;
      this.follow();
      this.changed();
    }
    drawn(losses) {
      this.losses = losses;
      this.choice = this.curve.value = DRAWN;
      this.changed();
    }
    throughKnots() {
      const at = this.knots.map(({epoch, inputs}) => [epoch, Number(inputs[1].value)]);
      this.drawn(this.losses.map((_, epoch) => {
        const i = Math.max(0, at.findIndex(([next]) => next >= epoch) - 1), [from, low] = at[i], [to, high] = at[Math.min(i + 1, at.length - 1)];
        return to === from ? low : Number((low + (high - low) * (epoch - from) / (to - from)).toPrecision(4));
      }));
    }
    follow() {
      for (const {epoch, inputs} of this.knots) inputs.forEach((input) => { input.value = this.losses[Math.min(epoch, this.losses.length - 1)]; });
    }
    pointer() {
      let last = null;
      const where = (event) => {
        const box = this.place.firstElementChild.getBoundingClientRect(), ratio = this.drawnWidth / box.width;
        const share = ((event.clientX - box.left) * ratio - LEFT) / (this.drawnWidth - LEFT - RIGHT), count = this.losses.length;
        return {epoch: Math.min(count, Math.max(0, Math.round(share * count))), y: (event.clientY - box.top) * ratio};
      };
      const to = (event) => {
        const {epoch, y} = where(event), index = Math.max(0, epoch - 1), losses = [...this.losses];
        const value = Math.max(0, Number(this.scale.back(Math.min(LOSS.top + LOSS.height, Math.max(LOSS.top, y))).toPrecision(3)));
        const [from, before] = last ?? [index, value], step = Math.sign(index - from) || 1;
        for (let i = from; i !== index + step; i += step) losses[i] = index === from ? value : Number((before + (value - before) * (i - from) / (index - from)).toPrecision(3));
        last = [index, value];
        this.drawn(losses);
      };
      this.place.addEventListener("pointerdown", (event) => {
        if (!event.target.classList.contains("lrnotes-draw") || event.button) return;
        event.preventDefault();
        this.place.setPointerCapture(event.pointerId);
        this.scale = lossScale(this.losses); // stays as it is under the pen
        to(event);
      });
      this.place.addEventListener("pointermove", (event) => {
        if (this.scale) to(event);
        this.ask(where(event).epoch);
      });
      const done = () => { if (this.scale) { this.scale = last = null; this.follow(); this.changed(); } };
      this.place.addEventListener("pointerup", done);
      this.place.addEventListener("pointercancel", done);
    }

    // What is shown.
    ask(epoch, typed) {
      const fine = Number.isInteger(epoch) && epoch >= 0 && epoch <= this.losses.length;
      if ((fine ? epoch : null) === this.probe) return;
      this.probe = fine ? epoch : null;
      if (!typed) this.box.value = this.probe ?? "";
      this.soon();
    }
    soon() {
      this.frame ??= requestAnimationFrame(() => { this.frame = null; this.draw(); });
    }
    draw() {
      this.drawnWidth = this.width();
      const {values} = this.controls, {losses, probe, axis, scale} = this;
      this.place.innerHTML = `<div aria-hidden="true">${drawing(this.description, {values, losses, ghost: this.ghost, width: this.drawnWidth, axis, probe, scale})}</div>`;
      this.answer.dataset.empty ??= this.answer.textContent;
      put(this.answer, "textContent", probe === null ? this.answer.dataset.empty : told(losses, this.states(), probe));
      this.done(this);
    }
    label() {
      this.place.setAttribute("aria-label", `${this.description.name}. ${sentence(this.losses, this.states())}`);
    }
    changed() {
      put(this.element.querySelector(".lrnotes-reset-all"), "disabled", !this.isChanged());
      this.soon();
      this.rest();
      if (site) this.remember();
    }
    resetAll() {
      this.axis = this.axisBox.value = "logarithmic";
      this.curve.value = this.description.losses;
      this.choose(this.description.losses);
      this.controls.resetAll();
    }

    // The address.
    open(query) {
      for (const [key, value] of query) if (key.startsWith(this.prefix)) this.controls.restore(key.slice(this.prefix.length), value);
      const losses = query.get(`${this.prefix}losses`), axis = query.get(`${this.prefix}axis`);
      const numbers = (losses ?? "").split(",").map(Number);
      if (losses in this.description.curves) { this.curve.value = losses; this.choose(losses); }
      else if (numbers.length > 1 && numbers.length === this.losses.length && numbers.every(Number.isFinite)) { this.drawn(numbers); this.follow(); }
      if (axis === "linear") this.axis = this.axisBox.value = axis;
      if (this.isChanged()) this.controls.moved();
    }
    save(query) {
      for (const name of [...this.description.parameters.map(({name}) => name), "losses", "axis"]) query.delete(this.prefix + name);
      for (const [name, value] of this.controls.changes()) query.set(this.prefix + name, value);
      if (this.choice === DRAWN) query.set(`${this.prefix}losses`, this.losses.join(","));
      else if (this.choice !== this.description.losses) query.set(`${this.prefix}losses`, this.choice);
      if (this.axis !== "logarithmic") query.set(`${this.prefix}axis`, this.axis);
    }
  }

  function mount() {
    document.querySelectorAll(".lrnotes-feedback:not([data-alive])").forEach((element) => {
      element.dataset.alive = "";
      const number = [...document.querySelectorAll(".lrnotes-live")].indexOf(element);
      const description = JSON.parse(element.querySelector('script[type="application/json"]').textContent);
      const figure = element.querySelector(".lrnotes-figure");
      if (!figure.firstElementChild) figure.innerHTML = html(description, `lrnotes-${Math.random().toString(36).slice(2)}`);
      element.figure = new FeedbackFigure(figure, description, number);
    });
  }
  root.lrnotesFeedback = {...api, mount};
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount); else mount();
})(globalThis);
