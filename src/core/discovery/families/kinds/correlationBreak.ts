import { rollingCorrelation } from '../../../indicators/rollingCorrelation.ts'
import { othersStep, stepOf } from '../assetColumns.ts'
import { type FamilyKind, signalColumn } from '../familyKind.ts'

const NOW_BARS = 24
const USUAL_BARS = 240
const LARGEST = 0.9999

export const correlationBreak: FamilyKind = {
  name: 'correlation_break',
  sides: [{ suffix: '', sign: 1, title: 'Parts from the others' }],
  threshold: {
    meaning: 'standard errors',
    standard: 4,
    minimum: 0.5,
    maximum: 50,
    whole: false,
    neighbours: [3.2, 5],
  },
  formula: `(atanh r' - atanh r) sqrt(${NOW_BARS} - 3) >= k: r of own log returns with the mean of the others over ${NOW_BARS} bars up to t, r' over the ${USUAL_BARS} bars before those`,
  source: 'Fisher 1921',
  needs: [],
  readsOthers: true,
  signal: (inputs, threshold) => {
    const correlation = (bars: number) =>
      inputs.memo.column(`fisher.${bars}`, () =>
        rollingCorrelation(stepOf(inputs), othersStep(inputs), bars).map((value) =>
          Math.atanh(Math.max(-LARGEST, Math.min(LARGEST, value))),
        ),
      )
    const now = correlation(NOW_BARS)
    const usual = correlation(USUAL_BARS)
    const scale = Math.sqrt(NOW_BARS - 3)
    return signalColumn(inputs, (bar) =>
      bar >= NOW_BARS && (usual[bar - NOW_BARS]! - now[bar]!) * scale >= threshold ? 1 : 0,
    )
  },
}
