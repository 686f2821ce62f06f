import type { MonthlyProfits } from './monthlyProfit.ts'

/** Mean profit, in money, of the COMPLETE calendar months; null without one. */
export function averageMonthlyProfit(months: MonthlyProfits): number | null {
  let sum = 0
  let count = 0
  for (let month = 0; month < months.profit.length; month += 1) {
    if (months.complete[month] === 1) {
      sum += months.profit[month]!
      count += 1
    }
  }
  return count > 0 && Number.isFinite(sum) ? sum / count : null
}
