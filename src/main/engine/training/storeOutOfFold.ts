import type { PredictionsPassport } from '../../../core/contract/predictionsPassport.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { TrainedOutput } from '../../../core/pipeline/training/combineTraining.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { SymbolPredictions } from '../backtests/predictions.ts'
import { predictionsHash } from '../backtests/readPredictions.ts'
import { writePredictions } from '../backtests/storedPredictions.ts'
import type { PreparedTraining } from './prepareTraining.ts'
import { modelPath, shortVersion, versionFiles } from './trainFolder.ts'
import type { TrainPorts } from './trainPorts.ts'

const SIGNALS = {
  classification: 'A signal is 2 p - 1, p the probability of the class 1: 0.5 asks for p above 0.75.',
  regression:
    'A signal is the sign of the prediction, times the share of the same model’s predictions of its training rows that are smaller in size: 0.5 asks for one above their median.',
} as const

/** The out-of-fold signals of a version, as a backtest reads predictions. */
export async function storeOutOfFold(
  ports: TrainPorts,
  { manifest, payload, terms }: PreparedTraining,
  { rows, signal }: TrainedOutput,
  modelSha256: string,
): Promise<Outcome<void>> {
  const { modelId, sha256, interval, task, warnings } = manifest
  const version = shortVersion(sha256)
  const names = versionFiles(version)
  const bySymbol = signalsOf(manifest.instruments, payload.data.instrument, terms.barMs, rows, signal)
  const written = await writePredictions(ports, modelPath(modelId, names.predictions), bySymbol)
  if (!written.ok) return written
  const passport: PredictionsPassport = {
    schemaVersion: 1,
    model: modelId,
    interval,
    source: `assay train, version ${version}: out-of-fold predictions`,
    contentHash: predictionsHash(ports.hash, bySymbol),
    rows: rows.length,
    withoutBar: 0,
    least: signal.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    most: signal.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    symbols: bySymbol.map(({ symbol, timeMs }) => ({
      symbol,
      rows: timeMs.length,
      firstTime: isoTime(timeMs[0]!),
      lastTime: isoTime(timeMs.at(-1)!),
    })),
    trained: {
      version,
      sha256,
      modelSha256,
      matrixSha256: manifest.matrix.sha256,
      configSha256: manifest.configSha256,
    },
    notes: [
      SIGNALS[task],
      'Each row was predicted by models that had not learned from it; the mean over seeds.',
      ...warnings,
    ],
  }
  return ports.files.writeText(modelPath(modelId, names.predictionsPassport), `${JSON.stringify(passport, null, 2)}\n`)
}

/** By symbol, each ascending in time; a symbol without any is left out. */
export function signalsOf(
  instruments: readonly string[],
  instrument: Int32Array,
  barMs: Float64Array,
  rows: Int32Array,
  signal: Float64Array,
): readonly SymbolPredictions[] {
  const places = instruments.map((symbol, place) => ({ symbol, place })).sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
  return places.flatMap(({ symbol, place }) => {
    const own = [...rows.keys()].filter((at) => instrument[rows[at]!] === place)
    if (own.length === 0) return []
    return [
      {
        symbol,
        timeMs: Float64Array.from(own, (at) => barMs[rows[at]!]!),
        signal: Float64Array.from(own, (at) => signal[at]!),
      },
    ]
  })
}
