import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import { checkParameters } from '../checkParameters.ts'
import type { FitContext, FitOptions, Learner, LearnerSettings, TrainedModel } from '../learner.ts'
import type { LearningTable } from '../learningTable.ts'
import type { NeuralModelData, TrainedModelData } from '../trainedModelData.ts'
import { unsupportedOptions } from '../unsupportedOptions.ts'
import { beatingKernels } from './beatingKernels.ts'
import { createNetwork, drawWeights, type Network, restoreWeights, weightsOf } from './network.ts'
import type { NetworkShape } from './networkShape.ts'
import { neuralModelOf } from './neuralModel.ts'
import { type PreparedSamples, prepareSamples } from './neuralSamples.ts'
import { samplesAtATime } from './samplesAtATime.ts'
import { type TrainingSettings, trainNetwork } from './trainNetwork.ts'
import { hasWindow, windowReader } from './windows.ts'

/** A kind of network: its learner, and the shape that settings give it. */
export type NeuralKind = Pick<Learner, 'type' | 'title' | 'parameters'> & {
  readonly shapeOf: (settings: LearnerSettings) => Pick<NetworkShape, 'architecture' | 'sequence' | 'sizes'>
  /** What contradicts what, or null. */
  readonly objection: (settings: LearnerSettings) => string | null
}

/** Failures: those of `checkParameters`, `prepareSamples`, `trainNetwork`, and `bad-parameter`, `cannot-continue`, `option-not-supported`. */
export function fitNeural(
  kind: NeuralKind,
  table: LearningTable,
  rows: Int32Array,
  given: LearnerSettings,
  options: FitOptions,
  context: FitContext,
): Outcome<TrainedModel> {
  const checked = checkParameters(kind, given)
  if (!checked.ok) return checked
  const settings = checked.value
  const objection = kind.objection(settings)
  if (objection !== null)
    return failure('bad-parameter', `Settings of the model ${kind.type} contradict each other.`, objection)
  const refused = unsupportedOptions(kind.type, options)
  if (refused !== null) return refused
  const shape = { ...kind.shapeOf(settings), inputs: table.features.columns }
  const from = previousOf(kind, table, shape, options.from)
  if (!from.ok) return from
  const isWhole = (row: number) => hasWindow(table, row, shape.sequence)
  const samples = prepareSamples(table, rows, isWhole, options, from.value)
  if (!samples.ok) return samples
  return trained(kind, table, shape, settings, samples.value, from.value, context)
}

/** Trains on a network of its own, whose memory is given back, and makes plain data of it. */
function trained(
  kind: NeuralKind,
  table: LearningTable,
  shape: NetworkShape,
  settings: LearnerSettings,
  samples: PreparedSamples,
  from: NeuralModelData | null,
  { stream, beat: pulse, kernels: { matrices } }: FitContext,
): Outcome<TrainedModel> {
  const { kernels, beat } = beatingKernels(matrices, pulse)
  const training = trainingSettings(settings)
  const { scaler, targetMean, targetDeviation } = samples.scales
  return matrices.within((room) => {
    const capacity = samplesAtATime(shape, Math.min(training.batchSize, samples.training.rows.length))
    const network = createNetwork(shape, kernels, room, capacity, settings.dropout ?? 0)
    begin(network, table, samples, from, stream)
    const read = windowReader(table, scaler, shape.sequence)
    const numbersASample = shape.sequence * shape.inputs
    const place = { task: table.task, network, room, numbersASample, read, stream, beat }
    const losses = trainNetwork(place, samples.training, samples.stop, training)
    if (!losses.ok) return losses
    const data: NeuralModelData = {
      form: 'neural',
      type: kind.type,
      task: table.task,
      names: table.features.names,
      architecture: shape.architecture,
      sequence: shape.sequence,
      sizes: shape.sizes,
      scaler,
      targetMean,
      targetDeviation,
      weights: weightsOf(network),
      history: {
        ...losses.value,
        rows: samples.training.rows.length,
        rowsWithoutWindow: samples.withoutWindow,
        rowsWithoutTarget: samples.withoutTarget,
      },
    }
    return success(neuralModelOf(data, matrices))
  })
}

/** Drawn weights, the output's bias at the base rate; or those of the model that the fit goes on from. */
function begin(
  network: Network,
  { task }: LearningTable,
  { positiveShare }: PreparedSamples,
  from: NeuralModelData | null,
  stream: FitContext['stream'],
): void {
  if (from !== null) restoreWeights(network, from.weights)
  else {
    drawWeights(network, stream)
    const bias = network.weights.find(({ name }) => name === 'head.bias')
    if (task === 'classification') bias?.values.fill(Math.log(positiveShare / (1 - positiveShare)))
  }
}

/** The model that a fit goes on from: of the same kind, task, columns and shape. Its scales stay; Adam begins anew. */
function previousOf(
  kind: NeuralKind,
  { task, features: { names } }: LearningTable,
  { architecture, sequence, sizes }: NetworkShape,
  from: TrainedModelData | undefined,
): Outcome<NeuralModelData | null> {
  if (from === undefined) return success(null)
  const isSame =
    from.form === 'neural' &&
    from.type === kind.type &&
    from.architecture === architecture &&
    from.task === task &&
    from.sequence === sequence &&
    from.names.length === names.length &&
    from.names.every((name, column) => name === names[column]) &&
    Object.entries(sizes).every(([name, size]) => from.sizes[name] === size)
  return isSame
    ? success(from)
    : failure(
        'cannot-continue',
        `The model to go on from is not a ${kind.type} of the same task, columns, sequence and sizes.`,
        'Give the settings that it was trained with, or train anew.',
      )
}

function trainingSettings(settings: LearnerSettings): TrainingSettings {
  const { epochs = 1, batch_size: batchSize = 1, learning_rate: learningRate = 0, patience = 1 } = settings
  const { weight_decay: weightDecay = 0, clip_norm: clipNorm = 0 } = settings
  return { epochs, batchSize, learningRate, patience, weightDecay, clipNorm }
}
