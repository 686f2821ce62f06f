import { compactNumber, type NumberFormat, neutralNumber, percentText } from '../compactNumber.ts'

/** How a picture writes its numbers: how many digits is its own matter, separators and signs are those of whom it is for. `n/a` for what is not finite. */
export type ChartNumbers = {
  /** At most three significant digits: `12.3k`. */
  compact(value: number): string
  /** Of a fraction; one decimal where not told. */
  percent(fraction: number, digits?: number): string
  /** Whole: `12,346`. */
  grouped(value: number): string
  fixed(value: number, digits: number): string
  /** As many significant digits at most, no zeros behind them. */
  significant(value: number, digits: number): string
}

export function chartNumbers(format: NumberFormat): ChartNumbers {
  const fixed = (value: number, digits: number) => (Number.isFinite(value) ? format(value, digits) : 'n/a')
  return {
    compact: (value) => compactNumber(value, format),
    percent: (fraction, digits) => percentText(fraction, digits, format),
    grouped: (value) => fixed(value, 0),
    fixed,
    significant: (value, digits) => {
      if (!Number.isFinite(value)) return 'n/a'
      const rounded = Number(value.toPrecision(digits))
      return fixed(rounded, decimalsOf(rounded))
    },
  }
}

/** The same wherever it is read: for published pictures, and what tests compare with. */
export const NEUTRAL_NUMBERS = chartNumbers((value, digits) =>
  neutralNumber(value, digits).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ','),
)

const MOST_DECIMALS = 20

/** Those that the number shows when it is written out. */
function decimalsOf(value: number): number {
  const [digits = '', power = '0'] = String(value).split('e')
  return Math.min(MOST_DECIMALS, Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(power)))
}
