/** Ticks that a side holds in its table; what lies further from the best price is kept in a map. A power of two, a multiple of 32. */
const WINDOW = 1 << 18
const NONE = -1

/**
 * One side of an order book: quantity by price in ticks. A table around the best price with a bit for each price that has something, so that the next best is found
 * 32 ticks at a look. `best` is -1 where the side is empty. Every price in `far` is worse than every price in the table.
 */
export type BookSide = {
  readonly isBid: boolean
  base: number
  best: number
  readonly lots: Float64Array
  readonly occupied: Int32Array
  readonly far: Map<number, number>
}

export function createBookSide(isBid: boolean): BookSide {
  return {
    isBid,
    base: 0,
    best: NONE,
    lots: new Float64Array(WINDOW),
    occupied: new Int32Array(WINDOW / 32),
    far: new Map(),
  }
}

export function clearSide(side: BookSide): void {
  side.best = NONE
  side.lots.fill(0)
  side.occupied.fill(0)
  side.far.clear()
}

export function lotsAt({ base, lots, far }: BookSide, tick: number): number {
  const at = tick - base
  return at >= 0 && at < WINDOW ? lots[at]! : (far.get(tick) ?? 0)
}

/** Nearest price of the table with something, from place `at` towards worse prices; -1: none. */
function worseInTable({ isBid, occupied }: BookSide, at: number): number {
  if (at < 0 || at >= WINDOW) return NONE
  let word = at >>> 5
  const bit = at & 31
  if (isBid) {
    let bits = occupied[word]! & (0xffffffff >>> (31 - bit))
    while (bits === 0 && word > 0) bits = occupied[--word]!
    return bits === 0 ? NONE : word * 32 + 31 - Math.clz32(bits)
  }
  let bits = occupied[word]! & (0xffffffff << bit)
  while (bits === 0 && word < occupied.length - 1) bits = occupied[++word]!
  return bits === 0 ? NONE : word * 32 + 31 - Math.clz32(bits & -bits)
}

function bestOfFar({ isBid, far }: BookSide, beyond: number): number {
  let best = NONE
  for (const tick of far.keys()) {
    if (isBid ? tick >= beyond : tick <= beyond) continue
    if (best === NONE || (isBid ? tick > best : tick < best)) best = tick
  }
  return best
}

/** The next price after `tick` with something on this side; -1: none. */
export function nextWorse(side: BookSide, tick: number): number {
  const at = tick - side.base + (side.isBid ? -1 : 1)
  const found = worseInTable(side, at)
  return found === NONE ? bestOfFar(side, tick) : side.base + found
}

function put(side: BookSide, at: number, lots: number): void {
  const { occupied } = side
  const word = at >>> 5
  side.lots[at] = lots
  occupied[word] = lots > 0 ? occupied[word]! | (1 << (at & 31)) : occupied[word]! & ~(1 << (at & 31))
}

/** Lays the table anew so that `best` has three quarters of it on its worse side. */
function recentre(side: BookSide, best: number): void {
  const { lots, far } = side
  for (let at = worseInTable(side, side.isBid ? WINDOW - 1 : 0); at !== NONE; ) {
    far.set(side.base + at, lots[at]!)
    put(side, at, 0)
    at = worseInTable(side, at)
  }
  side.base = best - (side.isBid ? (WINDOW * 3) / 4 : WINDOW / 4)
  for (const [tick, quantity] of far) {
    const at = tick - side.base
    if (at < 0 || at >= WINDOW) continue
    put(side, at, quantity)
    far.delete(tick)
  }
}

function findBest(side: BookSide): void {
  const from = side.best - side.base
  const found = worseInTable(side, from)
  if (found !== NONE) {
    side.best = side.base + found
    return
  }
  side.best =
    side.far.size === 0 ? NONE : bestOfFar(side, side.isBid ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY)
  if (side.best !== NONE) recentre(side, side.best)
}

/** States what rests at a price now. */
export function setLevel(side: BookSide, tick: number, lots: number): void {
  let at = tick - side.base
  const isBetter = side.best === NONE || (side.isBid ? tick > side.best : tick < side.best)
  if (lots > 0 && isBetter && (side.best === NONE || at < 0 || at >= WINDOW)) {
    recentre(side, tick)
    at = tick - side.base
  }
  if (at >= 0 && at < WINDOW) put(side, at, lots)
  else if (lots > 0) side.far.set(tick, lots)
  else side.far.delete(tick)
  if (lots > 0) {
    if (isBetter) side.best = tick
  } else if (tick === side.best) findBest(side)
}
