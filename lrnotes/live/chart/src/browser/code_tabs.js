/** The code of the chosen framework, with lrnotes or without; both choices hold for all pages. */
import { highlighted } from "../highlight.js";
import { copy, kept, keep, setAttributeIfChanged, setIfChanged } from "./dom.js";

export const FRAMEWORK = "lrnotes-framework";
export const SIDE = "lrnotes-side";
const NOTHING = { ours: "", native: null, reason: "" }; // of settings without a schedule

export class CodeTabs {
  /**
   * @param {HTMLElement} section
   * @param {() => ReturnType<typeof import("../code.js").codeOf>} blocks The code with the settings of now.
   * @param {HTMLElement} status
   */
  constructor(section, blocks, status) {
    this.blocks = blocks;
    this.tabs = [...section.querySelectorAll("[role=tab]")];
    this.sides = [...section.querySelectorAll("[data-side]")];
    this.panel = section.querySelector("[role=tabpanel]");
    this.code = section.querySelector("code");
    this.reason = section.querySelector(".lrnotes-reason");
    this.tabs.forEach((tab, i) => {
      tab.addEventListener("click", () => this.take(tab));
      tab.addEventListener("keydown", (event) => this.go(event.key, i));
    });
    for (const button of this.sides) button.addEventListener("click", () => this.turn(button.dataset.side));
    section.querySelector(".lrnotes-copy").addEventListener("click", () => {
      this.refresh();
      copy(this.shown, status, "Code copied");
    });
    this.side = kept(SIDE) ?? "ours";
    const framework = kept(FRAMEWORK);
    this.choose(this.tabs.find((tab) => tab.textContent === framework) ?? this.tabs[0]);
  }

  go(key, from) {
    const to = new Map([
      ["ArrowRight", from + 1],
      ["ArrowLeft", from - 1],
      ["Home", 0],
      ["End", -1],
    ]).get(key);
    if (to !== undefined) this.take(this.tabs.at(to % this.tabs.length));
  }

  take(tab) {
    this.choose(tab);
    tab.focus();
    keep(FRAMEWORK, tab.textContent);
  }

  turn(side) {
    this.side = side;
    keep(SIDE, side);
    this.refresh();
  }

  choose(chosen) {
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    this.panel.setAttribute("aria-labelledby", chosen.id);
    const list = chosen.parentElement;
    if (list.scrollWidth > list.clientWidth) list.scrollLeft = chosen.offsetLeft - list.offsetLeft - 40;
    this.refresh();
  }

  /** A framework without a program of its own has that with lrnotes, and says why; the choice stays for the others. */
  refresh() {
    const place = this.tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    const block = this.blocks()[place] ?? NOTHING;
    const hasNative = block.native !== null;
    const side = hasNative && this.side === "native" ? "native" : "ours";
    for (const button of this.sides) {
      setAttributeIfChanged(button, "aria-pressed", button.dataset.side === side);
      setIfChanged(button, "disabled", button.dataset.side === "native" && !hasNative);
    }
    setIfChanged(this.reason, "textContent", hasNative ? "" : block.reason);
    if (block[side] === this.shown) return;
    this.shown = block[side];
    this.code.innerHTML = highlighted(this.shown);
  }
}
