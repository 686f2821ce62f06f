/** Words of the control block that a fitting thread and its crew share; the arguments of the work follow as doubles. */
const GENERATION = 0
const NEXT = 1
const DONE = 2
const SHARES = 3
const WORK = 4
const FAILED = 5
const STOPPED = 6
const CONTROL_WORDS = 8
const CONTROL_BYTES = 4 * CONTROL_WORDS + 8 * 8

/** Looks at the control block before somebody lies down to sleep: about as long as waking takes. */
const LOOKS = 4_000

/** What `trees.as.ts` exports; addresses are bytes. Works end with a share and the number of shares. */
export type TreesCode = {
  readonly search: (room: number, tasks: number, mode: number, share: number, shares: number) => void
  readonly part: (room: number, moves: number, share: number, shares: number) => void
  readonly differentiate: (
    room: number,
    taken: number,
    step: number,
    rounder: number,
    share: number,
    shares: number,
  ) => void
  readonly sortColumns: (
    values: number,
    apart: number,
    columns: number,
    lengths: number,
    spare: number,
    counts: number,
    share: number,
    shares: number,
  ) => void
  readonly encode: (room: number, values: number, firstRow: number, rows: number, share: number, shares: number) => void
  readonly addLeaves: (
    nodes: number,
    leaves: number,
    trees: number,
    treeCount: number,
    values: number,
    rowBytes: number,
    rows: number,
    margins: number,
  ) => void
}

export type Control = { readonly words: Int32Array; readonly floats: Float64Array }

/** What a thread of the crew is started with. */
export type CrewSetup = { readonly module: object; readonly memory: object; readonly control: Control }

/** The works that are shared, with how many arguments each has before its share. */
const WORKS = [
  ['search', 3],
  ['part', 2],
  ['sortColumns', 6],
  ['encode', 4],
  ['differentiate', 4],
] as const
export type WorkName = (typeof WORKS)[number][0]

function doShare(code: TreesCode, { words, floats }: Control, share: number, shares: number): void {
  const [name, count] = WORKS[words[WORK]!]!
  const work: (...args: number[]) => void = code[name]
  work(...floats.subarray(0, count), share, shares)
}

export function createControl(): Control {
  const buffer = new SharedArrayBuffer(CONTROL_BYTES)
  return { words: new Int32Array(buffer, 0, CONTROL_WORDS), floats: new Float64Array(buffer, 4 * CONTROL_WORDS) }
}

/** Does a work in as many shares as the crew has threads; whoever is awake takes the next one. Alone, where waking the others would cost more. */
export function shareWork(
  code: TreesCode,
  control: Control,
  name: WorkName,
  shares: number,
  isWorthWaking: boolean,
  args: readonly number[],
): void {
  const { words, floats } = control
  words[WORK] = WORKS.findIndex(([known]) => known === name)
  floats.set(args)
  if (shares === 1 || !isWorthWaking) {
    for (let share = 0; share < shares; share++) doShare(code, control, share, shares)
    return
  }
  Atomics.store(words, SHARES, shares)
  Atomics.store(words, DONE, 0)
  Atomics.store(words, NEXT, 0)
  Atomics.add(words, GENERATION, 1)
  Atomics.notify(words, GENERATION)
  takeShares(code, control)
  let done = Atomics.load(words, DONE)
  for (let look = 0; done < shares; look++) {
    if (look > LOOKS) Atomics.wait(words, DONE, done)
    done = Atomics.load(words, DONE)
  }
  if (Atomics.load(words, FAILED) !== 0) throw new Error('A thread of the tree kernels failed in its share')
}

function takeShares(code: TreesCode, control: Control): void {
  const { words } = control
  for (;;) {
    const share = Atomics.add(words, NEXT, 1)
    const shares = Atomics.load(words, SHARES)
    if (share >= shares) return
    try {
      doShare(code, control, share, shares)
    } catch {
      Atomics.store(words, FAILED, 1)
    }
    Atomics.add(words, DONE, 1)
    Atomics.notify(words, DONE)
  }
}

/** The whole life of a thread of the crew: takes shares of each work until it is dismissed. */
export function serveShares(code: TreesCode, control: Control): void {
  const { words } = control
  let seen = 0
  while (Atomics.load(words, STOPPED) === 0) {
    takeShares(code, control)
    let now = Atomics.load(words, GENERATION)
    for (let look = 0; now === seen && look < LOOKS; look++) now = Atomics.load(words, GENERATION)
    if (now === seen) Atomics.wait(words, GENERATION, seen)
    seen = Atomics.load(words, GENERATION)
  }
}

export function dismissCrew({ words }: Control): void {
  Atomics.store(words, STOPPED, 1)
  Atomics.add(words, GENERATION, 1)
  Atomics.notify(words, GENERATION)
}
