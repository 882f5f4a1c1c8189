/** What the figures of all kinds share: the frame after a change, the words, the address, the buttons. */
import { ignoredWords, queryText } from "../links.js";
import { ChartView } from "./chart_view.js";
import { copy, debounce, isSite, setAttributeIfChanged, setIfChanged } from "./dom.js";

/**
 * A kind of figure has: draw(width), tell(), words(), isChanged(), reset(), error(), save(query), settle().
 */
export class Figure {
  /** @param {HTMLElement} element The chart with its controls. */
  constructor(element) {
    this.element = element;
    this.site = isSite();
    this.status = element.querySelector(".lrnotes-status");
    this.resetAll = element.querySelector(".lrnotes-reset-all");
    this.link = element.querySelector(".lrnotes-link");
    this.answer = element.querySelector("output");
    this.invitation = this.answer.textContent;
    this.remember = debounce(() => this.write(), 250);
    this.rest = debounce(() => this.settle(), 60); // text that is laid out anew would cost frames of a drag
    this.say = debounce(() => this.label(), 400);
  }

  /** Called by each kind when it is ready to draw. */
  start() {
    this.chart = new ChartView(this.element.querySelector(".lrnotes-chart"), (width) => this.draw(width));
    this.link.hidden = !this.site;
    this.element.classList.toggle("lrnotes-on-site", this.site);
    this.link.addEventListener("click", () => {
      this.write();
      copy(location.href, this.status, "Link copied");
    });
    this.resetAll.addEventListener("click", () => {
      this.reset();
      this.changed();
      (this.link.hidden ? this.element.querySelector(".lrnotes-row input, .lrnotes-row select") : this.link).focus(); // the button is gone
    });
    this.showButtons();
    this.label();
  }

  /** After every change of what is shown. */
  changed() {
    this.showButtons();
    setIfChanged(this.status, "textContent", this.error() ?? "");
    this.soon();
    this.rest();
    this.say();
    if (this.site) this.remember();
  }

  soon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.chart.update();
      setIfChanged(this.answer, "textContent", this.tell() ?? this.invitation);
    });
  }

  showButtons() {
    setIfChanged(this.resetAll, "disabled", !this.isChanged());
  }

  label() {
    setAttributeIfChanged(this.chart.place, "aria-label", this.words());
  }

  /** Names what the address says in vain. */
  complain(ignored) {
    this.status.textContent = this.error() ?? ignoredWords(ignored);
  }

  write() {
    const query = new URLSearchParams(location.search);
    this.save(query);
    const text = queryText(query);
    const target = location.pathname + (text ? `?${text}` : "") + location.hash;
    if (target !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", target);
  }
}
