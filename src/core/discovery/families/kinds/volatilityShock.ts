import { shockOf } from '../assetColumns.ts'
import { type FamilyKind, signalColumn, signBeyond } from '../familyKind.ts'

const SIGMA_BARS = 96

export const volatilityShock: FamilyKind = {
  name: 'volatility_shock',
  sides: [
    { suffix: '_up', sign: 1, title: 'Shock upwards' },
    { suffix: '_down', sign: -1, title: 'Shock downwards' },
  ],
  threshold: {
    meaning: 'standard deviations',
    standard: 3,
    minimum: 1,
    maximum: 20,
    whole: false,
    neighbours: [2.5, 3.5],
  },
  formula: `|ln(C[t]/C[t-1])| >= k sd, sd (ddof 0) of the ${SIGMA_BARS} log returns up to t-1; side by the sign of the return`,
  source: 'a move beyond trailing volatility, as in MacKinlay 1997',
  needs: [],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const shock = shockOf(inputs, SIGMA_BARS)
    return signalColumn(inputs, (bar) => signBeyond(shock[bar]!, threshold))
  },
}
