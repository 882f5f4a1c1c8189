/* The page that compares schedules: several of them, from the chapters' own figures, on the same axes. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const {lrnotes} = window;

  /* Several schedules on the same axes. */
  class Comparison extends lrnotes.Figure {
    constructor(element, {catalogue, start, most}) {
      super(element, catalogue[0].description.steps);
      Object.assign(this, {catalogue, most, chosen: [], made: 0, list: element.querySelector(".lrnotes-series-list"), adder: element.querySelector(".lrnotes-add")});
      this.first = start;
      this.adder.addEventListener("click", () => {
        const used = this.chosen.map((one) => one.entry);
        this.add(catalogue.find((entry) => !used.includes(entry)) || catalogue[0]).select.focus();
        this.changed();
      });
      if (!this.open(new URLSearchParams(location.search))) this.begin();
    }
    begin() {
      this.chosen.splice(0).forEach((one) => one.element.remove());
      this.first.forEach((title) => this.add(this.catalogue.find((entry) => entry.title === title)));
      this.steps = this.start = this.horizon.value = Math.max(...this.chosen.map((one) => one.entry.description.steps));
      this.changed();
    }
    series() { return this.chosen.map(({entry, controls, index}) => ({description: controls.description, values: controls.values, index, title: entry.title})); }
    isChanged() { return this.steps !== this.start || this.list.dataset.first !== this.wording().join(); }
    wording() { return this.chosen.map(({entry, controls}) => `${entry.title}(${controls.changes().map((pair) => pair.join("=")).join(",")})`); }
    resetAll() { this.list.dataset.first = ""; this.begin(); }
    add(entry) {
      const id = `${this.element.id}-${this.made++}`, taken = this.chosen.map((one) => one.index);
      const one = {entry, index: [...Array(this.most).keys()].find((i) => !taken.includes(i)), element: document.createElement("fieldset")};
      one.element.className = "lrnotes-series";
      one.element.innerHTML = `<legend><svg class="lrnotes-swatch" viewBox="0 0 40 6" aria-hidden="true"><line x2="40" y1="3" y2="3" stroke="${lrnotes.COLOURS[one.index]}" stroke-width="3" stroke-dasharray="${lrnotes.DASHES[one.index]}"/></svg>`
        + `<label for="${id}-which" class="lrnotes-hidden">Schedule</label><select id="${id}-which">${this.catalogue.map(({title}) => `<option>${lrnotes.text(title)}</option>`).join("")}</select> `
        + `<a>chapter</a> <button type="button" class="lrnotes-remove">Remove</button></legend><div class="lrnotes-rows"></div>`;
      this.list.append(one.element);
      this.chosen.push(one);
      one.select = one.element.querySelector("select");
      const fill = () => {
        one.select.value = one.entry.title;
        const box = one.element.querySelector(".lrnotes-rows");
        box.innerHTML = lrnotes.rows(one.entry.description, id);
        one.controls = new lrnotes.Controls(box, {...one.entry.description}, () => this.changed());
      };
      one.select.addEventListener("change", () => { one.entry = this.catalogue.find(({title}) => title === one.select.value); fill(); this.changed(); });
      one.element.querySelector(".lrnotes-remove").addEventListener("click", () => {
        this.chosen.splice(this.chosen.indexOf(one), 1);
        one.element.remove();
        this.adder.focus();
        this.changed();
      });
      fill();
      return one;
    }
    changed() {
      this.list.dataset.first ||= this.wording().join();
      this.adder.disabled = this.chosen.length >= this.most;
      for (const {element, entry, controls} of this.chosen) {
        element.querySelector(".lrnotes-remove").disabled = this.chosen.length < 3;
        // The chapter opens with these settings, and has their code.
        element.querySelector("a").href = entry.page + (entry.first ? `?${new URLSearchParams(controls.changes())}` : "");
      }
      super.changed();
    }
    open(query) {
      const given = query.getAll("plot").slice(0, this.most).map((words) => words.match(/^(.+?)\((.*)\)$/)).filter(Boolean);
      const known = given.map(([, title, settings]) => [this.catalogue.find((entry) => entry.title === title), settings]).filter(([entry]) => entry);
      if (known.length < 2) return false;
      this.begin();
      this.chosen.splice(0).forEach((one) => one.element.remove());
      for (const [entry, settings] of known) {
        const {controls} = this.add(entry);
        for (const pair of settings.split(",").filter(Boolean)) controls.restore(...pair.split("="));
        controls.checked();
        controls.completed();
        controls.show();
      }
      const steps = Math.floor(Number(query.get("steps")));
      if (steps >= 1 && steps <= 1e12) this.steps = this.horizon.value = steps;
      this.changed();
      return true;
    }
    save(query) {
      query.delete("plot");
      query.delete("steps");
      if (!this.isChanged()) return;
      this.wording().forEach((words) => query.append("plot", words));
      query.set("steps", this.steps);
    }
    told(rates) { return rates.map((rate, i) => `${this.chosen[i].entry.title}: ${rate}`).join("; "); }
  }

  document.querySelectorAll(".lrnotes-compare").forEach((element) => {
    element.figure = new Comparison(element, JSON.parse(element.querySelector('script[type="application/json"]').textContent));
  });
});
