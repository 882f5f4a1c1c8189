/** The pointer over a feedback figure: it asks about an epoch, and pressed down it draws the loss. */
import { withStroke } from "../feedback.js";
import { epochAt, lossAt } from "../feedback_chart.js";

export class Pen {
  /** @param {import("./feedback_figure.js").FeedbackFigure} figure */
  constructor(figure) {
    this.figure = figure;
    this.last = null; // where the pen was, as an index of a loss and the loss
    const { place } = figure.chart;
    place.addEventListener("pointerdown", (event) => this.down(event, place));
    place.addEventListener("pointermove", (event) => this.move(event));
    place.addEventListener("pointerup", () => this.lift());
    place.addEventListener("pointercancel", () => this.lift());
  }

  down(event, place) {
    if (!event.target.classList.contains("lrnotes-draw") || event.button) return;
    event.preventDefault();
    place.setPointerCapture(event.pointerId);
    this.figure.scale = this.figure.layout.lossPanel.y; // stays as it is under the pen
    this.draw(event);
  }

  move(event) {
    if (!this.figure.layout) return;
    if (this.figure.scale) this.draw(event);
    const [x] = this.figure.chart.placeOf(event);
    this.figure.ask(epochAt(this.figure.layout, x));
  }

  draw(event) {
    const { layout, losses, chart } = this.figure;
    const [x, y] = chart.placeOf(event);
    const here = [Math.max(0, epochAt(layout, x) - 1), lossAt(layout, y)];
    const drawn = withStroke(losses, this.last ?? here, here);
    this.last = here;
    this.figure.drawnBy(drawn);
  }

  lift() {
    if (!this.figure.scale) return;
    this.figure.scale = this.last = null;
    this.figure.knots.follow(this.figure.losses);
    this.figure.changed();
  }
}
