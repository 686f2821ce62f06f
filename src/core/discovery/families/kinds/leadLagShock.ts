import { lagColumn, ratioOfColumns } from '../../../indicators/columnArithmetic.ts'
import { rollingStandardDeviation } from '../../../indicators/rollingStandardDeviation.ts'
import { othersStep, shockOf } from '../assetColumns.ts'
import { type FamilyKind, signalColumn, signBeyond } from '../familyKind.ts'

const SIGMA_BARS = 96
const QUIET_SIGMAS = 1

export const leadLagShock: FamilyKind = {
  name: 'lead_lag_shock',
  sides: [
    { suffix: '_up', sign: 1, title: 'Others jumped, this one not yet' },
    { suffix: '_down', sign: -1, title: 'Others fell, this one not yet' },
  ],
  threshold: {
    meaning: 'standard deviations of the others',
    standard: 2,
    minimum: 0.5,
    maximum: 20,
    whole: false,
    neighbours: [1.6, 2.5],
  },
  formula: `mean log return of the other instruments beyond k of its sd, own return less than ${QUIET_SIGMAS} sd to that side; sd (ddof 0) of the ${SIGMA_BARS} returns up to t-1`,
  source: 'Lo & MacKinlay 1990',
  needs: [],
  readsOthers: true,
  signal: (inputs, threshold) => {
    const own = shockOf(inputs, SIGMA_BARS)
    const lead = inputs.memo.column('othersShock', () => {
      const step = othersStep(inputs)
      return ratioOfColumns(step, lagColumn(rollingStandardDeviation(step, SIGMA_BARS), 1))
    })
    return signalColumn(inputs, (bar) => {
      const side = signBeyond(lead[bar]!, threshold)
      return side !== 0 && side * own[bar]! < QUIET_SIGMAS ? side : 0
    })
  },
}
