import type { TrainManifest, ValidationReport } from '../../contract/modelRecord.ts'
import { composePanels } from '../composePanels.ts'
import type { Palette } from '../palette.ts'
import type { PlacedPanel } from '../panel.ts'
import type { SizedChart } from '../panelChart.ts'
import { framed, type PictureFrame, roomInside, warningStrip } from '../pictureFrame.ts'

/** What the plots of a trained model draw. `warnings` must never be overlooked. */
export type TrainingPicture = {
  readonly manifest: TrainManifest
  readonly report: Pick<ValidationReport, 'loss' | 'learningCurve' | 'importance' | 'baseline' | 'method'>
  readonly warnings: readonly string[]
}

export const TRAINING_PLOT_WIDTH = 1200

/** A plot with its name, what it is of, and warnings; `place` puts a panel between two heights. */
export function trainingFrame(
  { manifest, report, warnings }: TrainingPicture,
  name: string,
  height: number,
  colors: Palette,
  place: (top: number, bottom: number) => PlacedPanel,
): SizedChart {
  const { modelId, sha256, modelType, instruments, interval, firstTime, lastTime } = manifest
  const shown = instruments.slice(0, 4).join(', ')
  const names = instruments.length > 4 ? `${shown} and ${instruments.length - 4} more` : shown
  const facts = [
    modelType,
    `${names}, ${interval} bars`,
    `${firstTime.slice(0, 10)} to ${lastTime.slice(0, 10)}`,
    report.method,
  ]
  const strips = warnings.map((text) => warningStrip(text, TRAINING_PLOT_WIDTH, colors))
  const frame: PictureFrame = {
    width: TRAINING_PLOT_WIDTH,
    height,
    title: `${name}: ${modelId}@${sha256.slice(0, 8)}`,
    subtitle: facts.join('  ·  '),
    chip: null,
    strips,
    notes: [],
  }
  const { top, bottom } = roomInside(frame)
  const panels = composePanels([place(top, bottom)], TRAINING_PLOT_WIDTH, colors)
  return { option: framed(panels, frame, colors), width: TRAINING_PLOT_WIDTH, height }
}
