/** The code of the chosen framework; the choice holds for all chapters. */
import { copy, setIfChanged } from "./dom.js";

const KEPT = "lrnotes-framework";

export class CodeTabs {
  /**
   * @param {HTMLElement} section
   * @param {() => {framework: string, text: string}[]} blocks The code with the settings of now.
   * @param {HTMLElement} status
   */
  constructor(section, blocks, status) {
    this.blocks = blocks;
    this.tabs = [...section.querySelectorAll("[role=tab]")];
    this.panel = section.querySelector("[role=tabpanel]");
    this.code = section.querySelector("code");
    this.tabs.forEach((tab, i) => {
      tab.addEventListener("click", () => this.keep(tab));
      tab.addEventListener("keydown", (event) => this.go(event.key, i));
    });
    section.querySelector(".lrnotes-copy").addEventListener("click", () => {
      this.refresh();
      copy(this.code.textContent, status, "Code copied");
    });
    const kept = stored();
    this.choose(this.tabs.find((tab) => tab.textContent === kept) ?? this.tabs[0]);
  }

  go(key, from) {
    const to = new Map([
      ["ArrowRight", from + 1],
      ["ArrowLeft", from - 1],
      ["Home", 0],
      ["End", -1],
    ]).get(key);
    if (to !== undefined) this.keep(this.tabs.at(to % this.tabs.length));
  }

  keep(tab) {
    this.choose(tab);
    tab.focus();
    try {
      localStorage.setItem(KEPT, tab.textContent);
    } catch {
      // Private windows keep nothing.
    }
  }

  choose(chosen) {
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    this.panel.setAttribute("aria-labelledby", chosen.id);
    this.refresh();
  }

  refresh() {
    const chosen = this.tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    setIfChanged(this.code, "textContent", this.blocks()[chosen]?.text ?? "");
  }
}

function stored() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
