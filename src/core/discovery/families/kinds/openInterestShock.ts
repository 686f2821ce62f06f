import { lagColumn, ratioOfColumns } from '../../../indicators/columnArithmetic.ts'
import { logReturn } from '../../../indicators/logReturn.ts'
import { rollingStandardDeviation } from '../../../indicators/rollingStandardDeviation.ts'
import { sensorOf } from '../assetColumns.ts'
import { type FamilyKind, signalColumn, signBeyond } from '../familyKind.ts'
import { dayBars, swingBars } from '../windowBars.ts'

export const openInterestShock: FamilyKind = {
  name: 'open_interest',
  sides: [
    { suffix: '_surge', sign: 1, title: 'Open interest surges' },
    { suffix: '_flush', sign: -1, title: 'Open interest is flushed out' },
  ],
  threshold: {
    meaning: 'standard deviations',
    standard: 3,
    minimum: 0.5,
    maximum: 50,
    whole: false,
    neighbours: [2.5, 3.5],
  },
  formula:
    'log change of open interest over a quarter of a day of bars (6 to 24) beyond k sd of such changes over the swing (four days of bars, 48 to 384) that ends where the change begins',
  source: 'Bessembinder & Seguin 1993 on open interest and volatility',
  needs: ['open-interest'],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const lag = dayBars(inputs.intervalMs) / 4
    const size = inputs.memo.column('openInterestShock', () => {
      const change = logReturn(sensorOf(inputs, 'open-interest'), lag)
      return ratioOfColumns(change, lagColumn(rollingStandardDeviation(change, swingBars(inputs.intervalMs)), lag))
    })
    return signalColumn(inputs, (bar) => signBeyond(size[bar]!, threshold))
  },
}
