import process from 'node:process'
import type { Figure } from './figure.ts'
import { atMost, told } from './figure.ts'
import type { Reference } from './referenceBench.ts'

/** Runs of a work before it is timed, and in each timing of it: short works need more for the same certainty. */
const WARM_UP_SECONDS = 1
const TIMED_SECONDS = 0.1
const LEAST_WARM_UPS = 6
const ROUNDS = 5

/** A work of ours beside the reference's of that name, and the most that ours may take of its time. */
export type Work = { readonly name: string; readonly limit: number; readonly run: () => void }

/** Ours and the reference's in turns, medians of the seconds of processor that each took: other tenants of the machine make everybody wait. */
export function timeAgainst(reference: Reference, program: 'w1w2' | 'w7', works: readonly Work[]): Figure[] {
  const ours = new Map<string, number[]>(works.map(({ name }) => [name, []]))
  const theirs = new Map<string, number[]>(works.map(({ name }) => [name, []]))
  const times = new Map(works.map(({ name, run }) => [name, warmUp(run)]))
  for (let round = 0; round < ROUNDS; round++) {
    const seconds = reference.cpuSeconds(program)
    for (const { name, run } of works) {
      ours.get(name)!.push(cpuSecondsOf(run, times.get(name)!))
      const their = seconds?.get(name)
      if (their !== undefined) theirs.get(name)!.push(their)
    }
  }
  return works.flatMap(({ name, limit }) => {
    const our = median(ours.get(name)!)
    const their = theirs.get(name)!
    const figures = [told(`${name}-cpu`, our * 1_000, 'ms')]
    if (their.length === 0) return figures
    figures.push(
      told(`${name}-c-cpu`, median(their) * 1_000, 'ms'),
      atMost(`${name}-of-c`, our / median(their), 'x', limit),
    )
    return figures
  })
}

/** Runs a work until its code is compiled; how often it is to be run in one timing. */
function warmUp(run: () => void): number {
  let seconds = 0
  let runs = 0
  while (runs < LEAST_WARM_UPS || seconds < WARM_UP_SECONDS) {
    seconds += cpuSecondsOf(run, 1)
    runs++
  }
  return Math.max(1, Math.round((TIMED_SECONDS * runs) / seconds))
}

/** Seconds of all threads of this process, those that collect and compile among them. */
function cpuSecondsOf(run: () => void, times: number): number {
  const before = process.cpuUsage()
  for (let time = 0; time < times; time++) run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6 / times
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

/** A result beside the one that is stated; equal within 1e-9 of it. */
export function matches(name: string, value: number, stated: number): Figure {
  const error = Math.abs(value / stated - 1)
  return { name, value, unit: '', goal: `${stated}`, ok: error <= 1e-9 }
}
