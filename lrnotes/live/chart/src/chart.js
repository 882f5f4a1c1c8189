/** What the bundle offers: drawings as text for Node, live figures for a browser. */
import { mountAll } from "./browser/mount.js";

export { mount, mountAll } from "./browser/mount.js";
export { codeOf } from "./code.js";
export { errorOf, formOf, initialSettings } from "./description.js";
export { ratesOf, statesAfter, stateInWords } from "./feedback.js";
export { drawComparison } from "./comparison.js";
export { drawFigure } from "./figures.js";
export { comparisonQuery } from "./links.js";
export { basedOn } from "./presets.js";
export { ratesAt } from "./sampling.js";
export { feedbackSentence, scheduleSentence } from "./sentences.js";
export { drawCard, drawThumbnail } from "./thumbnail.js";

if (globalThis.document) mountAll();
