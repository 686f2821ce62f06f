import type { Workspace } from '../../../core/contract/workspace.ts'
import { barClose } from '../../../core/features/matrix/barColumns.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { BarReturns } from '../../../core/pipeline/training/trainingTask.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { matrixMarket } from '../matrices/matrixMarket.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'

/** The bars that a matrix was made of, one list an instrument of it, none of them sealed. Errors: those of `matrixMarket`; `bars-changed`, where they are others today. */
export async function barReturns(
  ports: DataReadPorts,
  workspace: Workspace,
  { passport }: StoredMatrix,
): Promise<Outcome<readonly BarReturns[]>> {
  const interval = parseInterval(passport.interval)
  if (!interval.ok) return interval
  const wish = { symbols: passport.instruments, interval: interval.value, startDate: undefined, endDate: undefined }
  const source = await matrixMarket(ports, workspace, wish)
  if (!source.ok) return source
  const { market, calendars, origins } = source.value
  const changed = origins.find(({ contentHash }) => !passport.inputs.some(({ sha256 }) => sha256 === contentHash))
  if (changed !== undefined)
    return failure(
      'bars-changed',
      `The bars of ${changed.symbol} are not those that the matrix ${passport.name} was made of, so its labels cannot be weighed by their returns.`,
      'Build the matrix again, or choose other sample_weights.',
    )
  return success(
    market.instruments.map(({ close }, place): BarReturns => {
      const rows = Int32Array.from(close.keys()).filter((row) => !Number.isNaN(close[row]!))
      return {
        closeMs: Float64Array.from(rows, (row) => barClose(calendars[place]!, market.timeMs[row]!, market.intervalMs)),
        logReturn: Float64Array.from(rows, (row, bar) =>
          bar === 0 ? 0 : Math.log(close[row]! / close[rows[bar - 1]!]!),
        ),
      }
    }),
  )
}
