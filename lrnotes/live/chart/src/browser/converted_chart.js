/** The picture of what a call makes: a schedule's rates, or how a rule answers a loss curve. */
import { ratesOf, statesOf } from "../feedback.js";
import { feedbackChart, feedbackLayout } from "../feedback_chart.js";
import { sampledCurve } from "../sampling.js";
import { scheduleChart, scheduleLayout } from "../schedule_chart.js";
import { feedbackSentence, scheduleSentence } from "../sentences.js";
import { horizonOf } from "../translate/rows.js";
import { ChartView } from "./chart_view.js";

export class ConvertedChart {
  constructor(place, losses) {
    Object.assign(this, { place, losses });
    this.draw = (width) => scheduleChart(scheduleLayout([], 1, width)); // until there is something to show
    this.view = new ChartView(place, (width) => this.draw(width));
  }

  /** Draws the program of a shape; null where the page has none. */
  show(name, made, program) {
    this.place.hidden = !program;
    if (!program) return;
    const words = made.shape.look.state ? this.showRule(made, program) : this.showSchedule(name, made, program);
    this.place.setAttribute("aria-label", `${name}. ${words}`);
    this.view.tree = null; // a rule's chart has other parts than a schedule's
    this.view.update();
  }

  showSchedule(name, made, program) {
    const last = horizonOf(made);
    const curve = { ...sampledCurve(program, last, made.shape.look.drawing), index: 0, name };
    this.draw = (width) => scheduleChart(scheduleLayout([curve], last, width));
    return scheduleSentence(curve);
  }

  showRule({ shape: { look } }, program) {
    const { losses } = this;
    const states = statesOf(program, losses);
    this.draw = (width) => {
      const layout = feedbackLayout({ description: look, losses, states, before: null }, { width });
      layout.lossPanel.hint = null; // nobody draws here
      return feedbackChart(layout);
    };
    return feedbackSentence(losses, ratesOf(look, states));
  }
}
