/**
 * A curve for d3-shape: straight lines that leave out every point which the line past it misses by less than a tolerance.
 *
 * From the last corner, each point allows the slopes that pass it closely enough; a point that no such slope reaches makes
 * the one before it a corner. Of six hundred points of a smooth curve some fifty are left.
 */
class ThinLine {
  constructor(context, tolerance) {
    this.context = context;
    this.tolerance = tolerance;
  }

  areaStart() {}

  areaEnd() {}

  lineStart() {
    this.started = false;
  }

  lineEnd() {
    if (this.pending) this.context.lineTo(this.x, this.y);
    this.pending = false;
  }

  point(x, y) {
    if (!this.started) {
      this.started = true;
      this.context.moveTo(x, y);
      this.corner(x, y);
    } else if (!this.reaches(x, y)) {
      this.context.lineTo(this.x, this.y);
      this.corner(this.x, this.y);
      this.reaches(x, y);
    }
    this.x = x;
    this.y = y;
    this.pending = x !== this.fromX || y !== this.fromY;
  }

  corner(x, y) {
    this.fromX = x;
    this.fromY = y;
    this.least = -Infinity;
    this.most = Infinity;
  }

  /** Whether a line from the last corner reaches a point without missing one before it; the point then limits the slopes. */
  reaches(x, y) {
    const width = x - this.fromX;
    const slope = (y - this.fromY) / width;
    if (!(slope >= this.least && slope <= this.most)) return false;
    const play = this.tolerance / width;
    if (slope - play > this.least) this.least = slope - play;
    if (slope + play < this.most) this.most = slope + play;
    return true;
  }
}

/** The curve with a tolerance, for `line().curve(...)`. */
export function thinLine(tolerance) {
  return (context) => new ThinLine(context, tolerance);
}
