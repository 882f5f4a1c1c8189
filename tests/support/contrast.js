/**
 * What on the page is hard to read, as the WCAG says: text whose contrast with what is behind it is below 4.5, or below 3
 * where it is large, and links in text that neither a line nor a contrast of 3 tells from the words around them.
 *
 * axe-core judges the same, and takes a hundred times as long: tests/site asks it of one page of each kind, and this of
 * every page in each scheme and on each screen. As axe does, it leaves out single signs, and what is not shown or is
 * switched off; it judges the text of drawings, too, which axe does not. What is behind a text is what is around it.
 */
(() => {
  const [SMALL, LARGE, LINK] = [4.5, 3, 3];
  const SKIPPED = "[inert], [aria-disabled=true], :disabled, option, noscript";
  const TYPED = "input:not([type=range], [type=checkbox], [type=radio], [type=color], [type=hidden]), select, textarea";
  const IN_TEXT = "main :is(p, li, td, dd) a";

  const kept = (map, key, make) => map.get(key) ?? map.set(key, make()).get(key);
  const [styles, colors] = [new Map(), new Map()];
  const styleOf = (element) => kept(styles, element, () => getComputedStyle(element));
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  /** Red, green, blue and alpha, from 0 to 1, of a color as a computed style has it. */
  const colorOf = (text) =>
    kept(colors, text, () => {
      const plain = text.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/);
      if (plain) return [...plain.slice(1, 4).map((n) => n / 255), Number(plain[4] ?? 1)];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].map((n) => n / 255);
    });
  const over = ([r, g, b, a], below) => {
    const alpha = a + below[3] * (1 - a);
    return [...[r, g, b].map((c, i) => (alpha ? (c * a + below[i] * below[3] * (1 - a)) / alpha : 0)), alpha];
  };

  /** A text's color and the one behind it, through the backgrounds and opacities of all that is around. */
  const seen = (element, color) => {
    let both = [colorOf(color), [0, 0, 0, 0]];
    for (let around = element; around; around = around.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = styleOf(around);
      if (backgroundImage !== "none") return null;
      both = both.map((one) => over(one, colorOf(backgroundColor))).map(([r, g, b, a]) => [r, g, b, a * opacity]);
    }
    return both.map((one) => over(one, [1, 1, 1, 1]));
  };
  const light = (color) => {
    const [r, g, b] = color.slice(0, 3).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };

  const textOf = ({ childNodes }) => [...childNodes].map((n) => (n.nodeType === Node.TEXT_NODE ? n.data : "")).join("");
  const isText = (element) =>
    element.matches(TYPED) ? element.value || element.placeholder : /[\p{L}\p{N}]|\S.*\S/u.test(textOf(element));
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    const shown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return shown && width > 1 && height > 1 && styleOf(element).clip === "auto";
  };
  const texts = [...document.querySelectorAll("body, body *")].filter((e) => isText(e) && !e.closest(SKIPPED) && isSeen(e));

  const inkOf = (element) => styleOf(element)[element instanceof SVGElement ? "fill" : "color"];
  const isLarge = ({ fontSize, fontWeight }) => parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
  const faults = [];
  const demand = (least, one, other, what, element) => {
    const ratio = contrast(one, other);
    if (ratio < least) faults.push(`${ratio.toFixed(2)} instead of ${least}, ${what}: ${element.outerHTML.slice(0, 160)}`);
  };
  let judged = 0;
  for (const element of texts) {
    const colors = seen(element, inkOf(element));
    if (!colors) continue;
    judged += 1;
    demand(isLarge(styleOf(element)) ? LARGE : SMALL, ...colors, "text", element);
    const around = element.matches(IN_TEXT) && textOf(element.parentElement).trim() && element.parentElement;
    if (!around || styleOf(element).textDecorationLine.includes("underline")) continue;
    demand(LINK, colors[0], seen(around, inkOf(around))[0], "link among words", element);
  }
  return { judged, faults };
})();
