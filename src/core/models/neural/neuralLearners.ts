import type { Learner, LearnerParameter } from '../learner.ts'
import { fitNeural, type NeuralKind } from './fitNeural.ts'

const whole = (name: string, meaning: string, standard: number, least: number, most: number): LearnerParameter => {
  return { name, meaning, standard, least, most, isWhole: true }
}

const LEARNING_RATE: LearnerParameter = {
  name: 'learning_rate',
  meaning: 'size of the steps of Adam',
  standard: 1e-3,
  least: 1e-7,
  most: 1,
  isWhole: false,
  search: { from: 1e-4, to: 1e-2, scale: 'log' },
}

const TRAINING: readonly LearnerParameter[] = [
  whole('epochs', 'passes over the training rows, at most', 30, 1, 10_000),
  whole('batch_size', 'rows a step of the optimiser', 128, 1, 65_536),
  LEARNING_RATE,
  {
    name: 'dropout',
    meaning: 'share of the values behind each layer that is left out at random in training',
    standard: 0,
    least: 0,
    most: 0.9,
    isWhole: false,
    search: { from: 0, to: 0.5, scale: 'linear' },
  },
  {
    name: 'weight_decay',
    meaning: 'share of each weight, times learning_rate, that is taken away at each step; not of biases and norms',
    standard: 0.01,
    least: 0,
    most: 10,
    isWhole: false,
    search: { from: 1e-4, to: 1, scale: 'log' },
  },
  {
    name: 'clip_norm',
    meaning: 'longest gradient of a step, all weights together; 0 leaves it as it is',
    standard: 1,
    least: 0,
    most: 1e9,
    isWhole: false,
  },
  whole('patience', 'epochs without a lower loss of the stopping rows after which training ends', 5, 1, 10_000),
]

const SEQUENCE = whole(
  'sequence_length',
  'rows of the instrument that are read, the predicted one the last',
  32,
  1,
  1_024,
)

const units = (meaning: string, standard: number): LearnerParameter => ({
  ...whole('units', meaning, standard, 1, 1_024),
  search: { from: 4, to: 64, scale: 'log' },
})

const layers = (meaning: string, standard: number): LearnerParameter => ({
  ...whole('layers', meaning, standard, 1, 8),
  search: { from: 1, to: 3, scale: 'linear' },
})

const nothing = (): null => null

const KINDS: readonly NeuralKind[] = [
  {
    type: 'mlp',
    title: 'Multilayer perceptron',
    parameters: [units('width of each hidden layer', 32), layers('hidden layers', 2), ...TRAINING],
    shapeOf: ({ units = 1, layers = 1 }) => ({ architecture: 'mlp', sequence: 1, sizes: { units, layers } }),
    objection: nothing,
  },
  recurrentKind('lstm', 'LSTM', 'memory cells of each layer'),
  recurrentKind('gru', 'GRU', 'memory units of each layer'),
  {
    type: 'transformer',
    title: 'Transformer encoder',
    parameters: [
      SEQUENCE,
      units('width of every position', 16),
      { ...layers('blocks of attention and dense layers', 1) },
      whole('heads', 'heads of attention, which share the width', 2, 1, 64),
      whole('feed_forward', 'width of the dense layer within a block', 32, 1, 4_096),
      ...TRAINING,
    ],
    shapeOf: ({ sequence_length: sequence = 1, units = 1, layers = 1, heads = 1, feed_forward = 1 }) => ({
      architecture: 'transformer',
      sequence,
      sizes: { units, layers, heads, feed_forward },
    }),
    objection: ({ units = 1, heads = 1 }) =>
      units % heads === 0
        ? null
        : `The width ${units} cannot be shared by ${heads} heads: make units a multiple of heads.`,
  },
  {
    type: 'tcn',
    title: 'Temporal convolution',
    parameters: [
      SEQUENCE,
      units('channels of each block', 16),
      layers('blocks; a row is reached over 1 + 2 (kernel_size - 1) (2^layers - 1) rows', 3),
      whole('kernel_size', 'taps of each convolution', 3, 1, 32),
      ...TRAINING,
    ],
    shapeOf: ({ sequence_length: sequence = 1, units = 1, layers = 1, kernel_size = 1 }) => ({
      architecture: 'tcn',
      sequence,
      sizes: { units, layers, kernel_size },
    }),
    objection: nothing,
  },
]

/** All neural kinds of model. */
export const neuralLearners: readonly Learner[] = KINDS.map((kind) => ({
  type: kind.type,
  title: kind.title,
  tasks: ['classification', 'regression'],
  parameters: kind.parameters,
  lookBackRows: (settings) => {
    const standards = Object.fromEntries(kind.parameters.map(({ name, standard }) => [name, standard]))
    return kind.shapeOf({ ...standards, ...settings }).sequence - 1
  },
  fit: (table, rows, settings, options, context) => fitNeural(kind, table, rows, settings, options, context),
}))

function recurrentKind(type: 'lstm' | 'gru', title: string, meaning: string): NeuralKind {
  return {
    type,
    title,
    parameters: [SEQUENCE, units(meaning, 16), layers('layers, one upon the other', 1), ...TRAINING],
    shapeOf: ({ sequence_length: sequence = 1, units = 1, layers = 1 }) => ({
      architecture: type,
      sequence,
      sizes: { units, layers },
    }),
    objection: nothing,
  }
}
