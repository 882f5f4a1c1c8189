/** The losses of a few epochs as sliders and boxes: the way to draw a loss without a pointer. */
import { throughKnots } from "../feedback.js";
import { setIfChanged } from "./dom.js";

export class Knots {
  /**
   * @param {HTMLDetailsElement} element
   * @param {(losses: number[]) => void} drawn
   */
  constructor(element, drawn) {
    this.element = element;
    this.drawn = drawn;
    this.count = 0;
    this.knots = [...element.querySelectorAll("[data-knot]")].map((row) => ({
      epoch: Number(row.dataset.knot),
      inputs: [...row.querySelectorAll("input")],
    }));
    for (const { inputs } of this.knots) {
      for (const input of inputs) input.addEventListener("input", () => this.move(inputs, input));
    }
  }

  open() {
    this.element.open = true;
  }

  move(inputs, moved) {
    if (moved.value.trim() === "" || !Number.isFinite(Number(moved.value))) return;
    for (const input of inputs) if (input !== moved) input.value = moved.value;
    this.drawn(
      throughKnots(
        this.knots.map(({ epoch, inputs: [, box] }) => [epoch, Number(box.value)]),
        this.count,
      ),
    );
  }

  /** Brings the sliders and boxes to a curve. */
  follow(losses) {
    this.count = losses.length;
    for (const { epoch, inputs } of this.knots) {
      for (const input of inputs) setIfChanged(input, "value", String(losses[Math.min(epoch, losses.length - 1)]));
    }
  }
}
