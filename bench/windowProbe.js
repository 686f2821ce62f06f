// Runs in the page, before its own scripts: notes when what was asked for is seen. `window.probe` is what the bench reads and sets.
// A frame has ended when a message that was posted in its first callback arrives: style, layout and paint lie before that.
{
  const CHART = '[aria-label^="Candles and volume"]'
  const probe = {
    pressedMs: 0,
    candlesMs: 0,
    drawnMs: 0,
    usableMs: 0,
    watching: false,
    kinds: [],
    /** Only a frame that draws the candles anew is an answer. */
    byPicture: false,
    waiting: [],
    latencies: [],
    gaps: [],
    lastMs: 0,
    watch(kinds, byPicture) {
      Object.assign(probe, { kinds, byPicture, waiting: [], latencies: [], gaps: [], lastMs: 0, watching: true })
    },
    seen() {
      probe.watching = false
      return { latencies: probe.latencies, gaps: probe.gaps }
    },
  }
  window.probe = probe

  const clearRect = CanvasRenderingContext2D.prototype.clearRect
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    if (this.canvas instanceof HTMLCanvasElement && this.canvas.closest(CHART)) probe.drawnMs = performance.now()
    clearRect.apply(this, area)
  }

  const onInput = (event) => {
    if (event.type === 'pointerdown') Object.assign(probe, { pressedMs: event.timeStamp, candlesMs: 0, drawnMs: 0 })
    if (probe.watching && probe.kinds.includes(event.type)) probe.waiting.push(event.timeStamp)
  }
  for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel'])
    addEventListener(kind, onInput, { capture: true, passive: true })

  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    const nowMs = performance.now()
    if (probe.usableMs === 0 && document.querySelector('article.tile')) probe.usableMs = nowMs
    if (probe.candlesMs === 0 && probe.drawnMs > 0 && hasCandles()) probe.candlesMs = nowMs
    if (!probe.watching) return
    const answered = probe.waiting.filter((atMs) => !probe.byPicture || atMs <= probe.drawnMs)
    probe.latencies.push(...answered.map((atMs) => nowMs - atMs))
    probe.waiting = probe.waiting.filter((atMs) => !answered.includes(atMs))
  }
  const frame = (nowMs) => {
    if (probe.watching && probe.lastMs > 0) probe.gaps.push(nowMs - probe.lastMs)
    probe.lastMs = nowMs
    port2.postMessage(null)
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)

  /** Not axes alone: a saturated colour stands in the upper half of the picture. */
  function hasCandles() {
    const canvas = document.querySelector(`${CHART} canvas`)
    if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return false
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, Math.floor(canvas.height / 2))
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue, opacity] = [data[at], data[at + 1], data[at + 2], data[at + 3]]
      if (opacity > 250 && Math.max(red, green, blue) - Math.min(red, green, blue) > 90) return true
    }
    return false
  }
}
