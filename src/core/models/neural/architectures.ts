import { attentionLayer } from './attentionLayer.ts'
import { causalConvolution } from './causalConvolution.ts'
import { denseLayer } from './denseLayer.ts'
import { gruLayer } from './gruLayer.ts'
import { chain, type Layer, type LayerPlace, type Workshop } from './layer.ts'
import { lstmLayer } from './lstmLayer.ts'
import { type NetworkShape, sizeOf } from './networkShape.ts'
import { normLayer } from './normLayer.ts'
import { dropout, lastStep, positions, rectifier, residual } from './plainLayers.ts'
import { he } from './weightStarts.ts'

type Build = (shop: Workshop, shape: NetworkShape, rate: number) => { readonly body: Layer; readonly width: number }

/** The layers of a kind of network up to its single output, read off the newest step. */
export function buildLayers(shop: Workshop, shape: NetworkShape, rate: number): Layer {
  const { body, width } = BUILDS[shape.architecture](shop, shape, rate)
  const last = lastStep(shop, shape.sequence, width)
  const head = denseLayer(shop, { name: 'head', steps: 1, inputs: width, outputs: 1, isFirst: false })
  return chain([body, last, head])
}

const BUILDS: Readonly<Record<NetworkShape['architecture'], Build>> = {
  /** Dense, rectifier, dropout; so often. */
  mlp: (shop, shape, rate) => {
    const units = sizeOf(shape, 'units')
    return stacked(shape, units, (place) =>
      chain([
        denseLayer(shop, place, he(place.inputs)),
        rectifier(shop, place.steps, units),
        dropout(shop, place.steps, units, rate),
      ]),
    )
  },
  lstm: (shop, shape, rate) => recurrent(shop, shape, rate, lstmLayer),
  gru: (shop, shape, rate) => recurrent(shop, shape, rate, gruLayer),
  /**
   * Encoder: projection, positions, then blocks of x + attention(norm(x)) and x + dense(rectifier(dense(norm(x)))), norms first
   * (Xiong et al. 2020), and a last norm.
   */
  transformer: (shop, shape, rate) => {
    const { sequence: steps, inputs } = shape
    const width = sizeOf(shape, 'units')
    const first = denseLayer(shop, { name: 'embed', steps, inputs, outputs: width, isFirst: true })
    const blocks = Array.from({ length: sizeOf(shape, 'layers') }, (_, at) =>
      encoderBlock(shop, shape, `block${at}`, rate),
    )
    const start = [first, positions(shop, steps, width), dropout(shop, steps, width, rate)]
    return { body: chain([...start, ...blocks, normLayer(shop, 'norm', steps, width)]), width }
  },
  /** Blocks of two dilated causal convolutions, dilation 1, 2, 4, ... (Bai, Kolter & Koltun 2018, without weight norms). */
  tcn: (shop, shape, rate) => {
    const taps = sizeOf(shape, 'kernel_size')
    return stacked(shape, sizeOf(shape, 'units'), (place, at) => convolutionBlock(shop, place, taps, 2 ** at, rate))
  },
}

function stacked(
  { sequence: steps, inputs, sizes }: NetworkShape,
  width: number,
  layerOf: (place: LayerPlace, at: number) => Layer,
) {
  const places = Array.from({ length: sizes.layers ?? 1 }, (_, at) => ({
    name: `layer${at}`,
    steps,
    inputs: at === 0 ? inputs : width,
    outputs: width,
    isFirst: at === 0,
  }))
  return { body: chain(places.map(layerOf)), width }
}

function recurrent(
  shop: Workshop,
  shape: NetworkShape,
  rate: number,
  cell: (shop: Workshop, place: LayerPlace) => Layer,
) {
  const units = sizeOf(shape, 'units')
  return stacked(shape, units, (place) => chain([cell(shop, place), dropout(shop, place.steps, units, rate)]))
}

function encoderBlock(shop: Workshop, shape: NetworkShape, name: string, rate: number): Layer {
  const { sequence: steps } = shape
  const width = sizeOf(shape, 'units')
  const inner = sizeOf(shape, 'feed_forward')
  const place = { steps, inputs: width, outputs: width, isFirst: false }
  const attention = chain([
    normLayer(shop, `${name}.norm1`, steps, width),
    attentionLayer(shop, `${name}.attention`, steps, width, sizeOf(shape, 'heads')),
    dropout(shop, steps, width, rate),
  ])
  const feedForward = chain([
    normLayer(shop, `${name}.norm2`, steps, width),
    denseLayer(shop, { ...place, name: `${name}.dense1`, outputs: inner }, he(width)),
    rectifier(shop, steps, inner),
    denseLayer(shop, { ...place, name: `${name}.dense2`, inputs: inner }),
    dropout(shop, steps, width, rate),
  ])
  return chain([residual(shop, place, attention, null), residual(shop, place, feedForward, null)])
}

/** rectifier(shortcut(x) + convolutions(x)); the shortcut is a dense layer where the widths differ. */
function convolutionBlock(shop: Workshop, place: LayerPlace, taps: number, dilation: number, rate: number): Layer {
  const { name, steps, inputs, outputs } = place
  const second = { ...place, name: `${name}.conv2`, inputs: outputs, isFirst: false }
  const inner = chain([
    causalConvolution(shop, { ...place, name: `${name}.conv1` }, taps, dilation),
    rectifier(shop, steps, outputs),
    dropout(shop, steps, outputs, rate),
    causalConvolution(shop, second, taps, dilation),
    rectifier(shop, steps, outputs),
    dropout(shop, steps, outputs, rate),
  ])
  const shortcut = inputs === outputs ? null : denseLayer(shop, { ...place, name: `${name}.shortcut` })
  return chain([residual(shop, place, inner, shortcut), rectifier(shop, steps, outputs)])
}
