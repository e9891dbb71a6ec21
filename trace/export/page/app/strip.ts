// A strip of pixels: what a lane shows where its pieces are too short to be told apart. Thousands of rectangles of one pixel each would
// take most of the time of a picture; as one image they take next to none.

export class Strip {
  private readonly canvas = document.createElement("canvas");
  private readonly c: CanvasRenderingContext2D;
  private readonly looks = new Map<string, number>(); // by key: the number of a look
  private colors = new Uint32Array(0); // of all looks, each from top to bottom; that of number 0 is empty
  private row = new Uint8Array(0); // by pixel: the number of its look; states and the colours of threads are far fewer than 256
  private from = Infinity; // the pixels that are filled
  private to = 0;

  constructor(private high: number) {
    this.c = this.canvas.getContext("2d", { willReadFrequently: true })!;
    this.restyle();
  }

  /** Fills pixels with what paint draws one pixel wide at the origin. key names that. */
  fill(key: string, from: number, to: number, paint: (c: CanvasRenderingContext2D) => void): void {
    if (from < 0 || to <= from) return;
    if (to > this.row.length) {
      const before = this.row;
      this.row = new Uint8Array(2 * to);
      this.row.set(before);
    }
    const look = this.looks.get(key) ?? this.add(key, paint);
    for (let x = from; x < to; x++) this.row[x] = look;
    this.from = Math.min(this.from, from);
    this.to = Math.max(this.to, to);
  }

  /** Shows what is filled, from the top y on, and forgets it. */
  show(c: CanvasRenderingContext2D, y: number): void {
    const { from, to, high, row, colors } = this, width = to - from;
    if (width <= 0) return;
    const image = new ImageData(width, high), pixels = new Uint32Array(image.data.buffer);
    for (let line = 0, at = 0; line < high; line++) for (let x = from; x < to; x++) pixels[at++] = colors[row[x]! * high + line]!;
    if (this.canvas.width < width) this.canvas.width = width;
    if (this.canvas.height !== high) this.canvas.height = high;
    this.c.putImageData(image, 0, 0);
    c.drawImage(this.canvas, 0, 0, width, high, from, y, width, high);
    row.fill(0, from, to);
    [this.from, this.to] = [Infinity, 0];
  }

  /** Forgets what colours look like. */
  restyle(): void {
    this.looks.clear();
    this.colors = new Uint32Array(this.high);
  }

  private add(key: string, paint: (c: CanvasRenderingContext2D) => void): number {
    const one = document.createElement("canvas"), before = this.colors, { high } = this;
    one.width = 1;
    one.height = high;
    const c = one.getContext("2d")!;
    paint(c);
    this.colors = new Uint32Array(before.length + high);
    this.colors.set(before);
    this.colors.set(new Uint32Array(c.getImageData(0, 0, 1, high).data.buffer), before.length);
    this.looks.set(key, before.length / high);
    return before.length / high;
  }
}
