import { exponential } from './exponential.ts'

const LOG_10000 = 9.210340371976184

/** steps x width: even columns are sin(step / 10000^(column / width)), the odd one behind each is the cos of the same. */
export function positionTable(steps: number, width: number): Float64Array {
  return Float64Array.from({ length: steps * width }, (_, at) => {
    const [step, column] = [Math.floor(at / width), at % width]
    const angle = step * exponential((-LOG_10000 * (column - (column % 2))) / width)
    return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle)
  })
}
