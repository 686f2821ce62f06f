import type { Beat } from '../../job/beat.ts'
import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { RandomStream } from '../../stats/seededStream.ts'
import type { LearningTask } from '../learningTable.ts'
import { softplus } from '../sigmoid.ts'
import type { NeuralHistory } from '../trainedModelData.ts'
import { type AdamSettings, createAdam } from './adam.ts'
import { sigmoidOf } from './exponential.ts'
import type { MatrixRoom } from './matrixKernels.ts'
import type { Network } from './network.ts'
import type { NeuralSamples } from './neuralSamples.ts'
import type { WindowReader } from './windows.ts'

export type TrainingSettings = AdamSettings & {
  readonly epochs: number
  readonly batchSize: number
  /** Epochs without a lower loss of the stopping rows after which training ends. */
  readonly patience: number
}

export type TrainingPlace = {
  readonly task: LearningTask
  readonly network: Network
  readonly room: MatrixRoom
  readonly numbersASample: number
  readonly read: WindowReader
  readonly stream: RandomStream
  readonly beat: Beat
}

type Losses = Pick<NeuralHistory, 'trainingLoss' | 'stopLoss' | 'keptEpoch'>

/**
 * Trains in place. Loss of a sample: log loss of its label, or half the squared error of its scaled target; that of a batch is the weighted sum over the
 * number of its samples. With stopping rows the weights of the epoch with their lowest loss are kept, else those of the last.
 * Fails with `training-diverged`.
 */
export function trainNetwork(
  place: TrainingPlace,
  training: NeuralSamples,
  stop: NeuralSamples | null,
  settings: TrainingSettings,
): Outcome<Losses> {
  const { network, stream } = place
  const step = createAdam(network.weights, settings)
  const input = place.room(network.capacity * place.numbersASample)
  const slope = place.room(network.capacity)
  const order = Int32Array.from(training.rows.keys())
  const trainingLoss: number[] = []
  const stopLoss: number[] = []
  const best = { loss: Number.POSITIVE_INFINITY, epoch: 0, weights: valuesOf(network) }
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, stream)
    const note = `epoch ${epoch + 1} of ${settings.epochs}`
    let sum = 0
    for (let from = 0; from < order.length; from += settings.batchSize) {
      const size = Math.min(settings.batchSize, order.length - from)
      const batch = pick(training, order.subarray(from, from + size))
      const beat = () => place.beat(epoch * order.length + from, settings.epochs * order.length, note)
      sum += passBatch(place, batch, input, slope, beat)
      step()
    }
    if (!Number.isFinite(sum) || !allFinite(network)) return diverged(epoch)
    trainingLoss.push(sum / order.length)
    if (stop === null) continue
    stopLoss.push(meanLoss(place, stop, input, note))
    if (stopLoss[epoch]! < best.loss) Object.assign(best, { loss: stopLoss[epoch], epoch, weights: valuesOf(network) })
    else if (epoch - best.epoch >= settings.patience) break
  }
  if (stop === null) return success({ trainingLoss, stopLoss, keptEpoch: trainingLoss.length })
  network.weights.forEach(({ values }, at) => {
    values.set(best.weights[at]!)
  })
  return success({ trainingLoss, stopLoss, keptEpoch: best.epoch + 1 })
}

/** Adds the gradients of a batch, as many samples at a time as the network holds; gives the sum of its losses. */
function passBatch(
  { network, task, read, stream }: TrainingPlace,
  batch: NeuralSamples,
  input: Float64Array,
  slope: Float64Array,
  beat: () => void,
): number {
  const size = batch.rows.length
  let sum = 0
  for (let from = 0; from < size; from += network.capacity) {
    beat()
    const samples = Math.min(network.capacity, size - from)
    read(batch.rows, from, samples, input)
    const output = network.forward(input, samples, stream)
    for (let sample = 0; sample < samples; sample++) {
      const [given, wanted, weight] = [output[sample]!, batch.target[from + sample]!, batch.weight[from + sample]!]
      sum += weight * lossOf(task, given, wanted)
      slope[sample] = (weight * ((task === 'classification' ? sigmoidOf(given) : given) - wanted)) / size
    }
    network.backward(slope, samples)
  }
  return sum
}

/** Weighted mean. */
function meanLoss(
  { network, task, read, beat }: TrainingPlace,
  samples: NeuralSamples,
  input: Float64Array,
  note: string,
): number {
  let sum = 0
  let total = 0
  for (let from = 0; from < samples.rows.length; from += network.capacity) {
    beat(from, samples.rows.length, `${note}, rows for stopping`)
    const count = Math.min(network.capacity, samples.rows.length - from)
    read(samples.rows, from, count, input)
    const output = network.forward(input, count, null)
    for (let at = 0; at < count; at++) {
      const weight = samples.weight[from + at]!
      sum += weight * lossOf(task, output[at]!, samples.target[from + at]!)
      total += weight
    }
  }
  return sum / total
}

function lossOf(task: LearningTask, given: number, wanted: number): number {
  return task === 'classification' ? softplus(wanted === 1 ? -given : given) : ((given - wanted) * (given - wanted)) / 2
}

/** Fisher & Yates. */
function shuffle(order: Int32Array, stream: RandomStream): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = stream.nextInt(last + 1)
    const held = order[last]!
    order[last] = order[other]!
    order[other] = held
  }
}

function pick(samples: NeuralSamples, places: Int32Array): NeuralSamples {
  return {
    rows: places.map((at) => samples.rows[at]!),
    target: Float64Array.from(places, (at) => samples.target[at]!),
    weight: Float64Array.from(places, (at) => samples.weight[at]!),
  }
}

function valuesOf({ weights }: Network): Float64Array[] {
  return weights.map(({ values }) => Float64Array.from(values))
}

function allFinite({ weights }: Network): boolean {
  return weights.every(({ values }) => values.every(Number.isFinite))
}

function diverged(epoch: number): Outcome<Losses> {
  return failure(
    'training-diverged',
    `The weights grew beyond all numbers in epoch ${epoch + 1}.`,
    'Lower learning_rate, or set clip_norm.',
  )
}
