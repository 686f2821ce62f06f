import type { LabelledBar } from '../charts/workbench/labelledBarsOption.ts'
import { labelledBarsOption } from '../charts/workbench/labelledBarsOption.ts'
import type { RobustnessSuite, StressFigures, StressPart } from '../contract/robustnessRecord.ts'
import type { DocumentChart } from './document/reportDocument.ts'
import { fixedText } from './numberText.ts'
import { ASSUMPTION_WORDS } from './stressWords.ts'

const LINE_HEIGHT = 24
const FRAME = 36

/** Profits side by side where a part has several; none where a table says it better. */
export function stressPicture(suite: RobustnessSuite, part: StressPart, currency: string): readonly DocumentChart[] {
  const bars = barsOf(suite, part)
  if (bars.length === 0) return []
  return [
    {
      kind: 'chart',
      caption: `Profit in ${currency}.`,
      chart: (theme) => ({
        option: labelledBarsOption(bars, (value) => fixedText(value, 0), theme),
        width: 1000,
        height: bars.length * LINE_HEIGHT + FRAME,
      }),
    },
  ]
}

function barsOf(
  { base, costs, delays, assumptions, regimes }: RobustnessSuite,
  part: StressPart,
): readonly LabelledBar[] {
  switch (part) {
    case 'costs':
      return (costs?.rows ?? []).map(({ times, figures }) => bar(`costs times ${times}`, figures))
    case 'delays':
      return delays.rows.map(({ bars, figures }) => bar(`${bars} bars later`, figures))
    case 'assumptions':
      return [
        bar('the backtest', base),
        ...assumptions.rows.flatMap(({ id, figures }) =>
          figures === null ? [] : [bar(ASSUMPTION_WORDS[id] ?? id, figures)],
        ),
        bar('all together', assumptions.together),
      ]
    case 'regimes':
      return regimes.rows.map(({ family, name, profit }) =>
        profitBar(family === 'year' ? name : `${family}: ${name}`, profit),
      )
    default:
      return []
  }
}

function bar(label: string, { profit }: StressFigures): LabelledBar {
  return profitBar(label, profit)
}

function profitBar(label: string, value: number): LabelledBar {
  return { label, value, tone: value < 0 ? 'loss' : 'gain' }
}
