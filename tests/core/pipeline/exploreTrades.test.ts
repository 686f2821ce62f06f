import { describe, expect, it } from 'vitest'
import { TRADE_CURVES, type TradeView } from '../../../src/core/contract/workbench/exploreViews.ts'
import { curveSubject } from '../../../src/core/pipeline/explore/curveSubject.ts'
import { tradeView } from '../../../src/core/pipeline/explore/tradeView.ts'
import { subjectOf } from '../../../src/core/pipeline/stages/selectStage.ts'
import { BENCH, CHANGED, CONFIG, codeOf, KEPT, quiet, RUN, subjectNamed, unwrap } from './exploreScene.ts'
import { lostInJson } from './smallRun.ts'

function costsOfLeg(leg: 'primary' | 'secondary') {
  const { feeBps, slippageBps } = CONFIG.costs[leg]
  return { fee: feeBps / 10_000, slip: slippageBps / 10_000 }
}

describe.each([...TRADE_CURVES, 'changed'] as const)('every trade of the curve %s', (curve) => {
  const { trades: table, account } = KEPT[curve]
  const subject = subjectNamed(curve)
  const views = table.decisionMs.map((_, row) => unwrap(tradeView(BENCH, RUN.plan, subject, row, quiet)))
  const column = <T>(read: (view: TradeView) => T) => views.map(read)

  it('is the one in that row of its table', () => {
    expect(views.length).toBeGreaterThan(5)
    expect(lostInJson(views, '')).toEqual([])
    expect({
      decisionMs: column(({ event }) => event.timeMs),
      exitMs: column(({ event }) => event.outcome!.exitMs),
      role: column(({ event }) => event.role),
      direction: column(({ event }) => event.direction),
      weight: column(({ weight }) => weight),
      grossReturn: column(({ event }) => event.outcome!.grossReturn),
      netReturn: column(({ netReturn }) => netReturn),
      profit: column(({ profit }) => profit),
      fold: column(({ fold }) => fold),
    }).toEqual(table)
    for (const { netReturn, weight, event } of views) {
      const { grossReturn, sideCosts, borrowCost, netReturn: ofNotional } = event.outcome!
      expect(netReturn).toBeCloseTo(weight * ofNotional, 14)
      expect(grossReturn - sideCosts - borrowCost).toBeCloseTo(ofNotional, 14)
    }
    expect(codeOf(tradeView(BENCH, RUN.plan, subject, views.length, quiet))).toBe('no-such-trade')
  })

  it('has the fills that made its profit, at barriers from the price paid', () => {
    const side = { primary: costsOfLeg('primary'), secondary: costsOfLeg('secondary') }
    for (const { event, notional, profit } of views) {
      const { fills, borrowCost } = event.outcome!
      const legs = fills.length / 2
      let money = -borrowCost * notional
      for (const [leg, entry] of fills.slice(0, legs).entries()) {
        const exit = fills[legs + leg]!
        expect([entry.reason, entry.side]).toEqual(['entry', -exit.side])
        const { fee, slip } = side[entry.symbol as 'primary' | 'secondary']
        const units = notional / legs / entry.price
        for (const fill of [entry, exit]) {
          money -= fill.side * units * fill.price + fill.costFraction * units * fill.price
          expect(fill.costFraction).toBeCloseTo(slip + fee * (1 + fill.side * slip), 12)
        }
        if (event.role < 2 && (exit.reason === 'stop' || exit.reason === 'target')) {
          const paid = entry.price * (1 + entry.side * slip)
          const distance = exit.reason === 'stop' ? event.barriers!.stopReturn : event.barriers!.targetReturn
          const level = paid * (1 + event.direction * distance)
          expect(exit.reason === 'stop' ? event.barriers!.stopPrice : event.barriers!.targetPrice).toBeCloseTo(level, 8)
          const beyond = event.direction * (exit.price - level) * Math.sign(distance)
          expect(beyond / level).toBeGreaterThanOrEqual(-1e-12)
        }
      }
      // The halves of a pair are equal in the prices paid, to slippage.
      expect(Math.abs(money - profit)).toBeLessThan(notional * (legs === 1 ? 1e-12 : 1e-4))
    }
  })

  it('is sized on the equity at its entry, and adds up to the profit', () => {
    let equity = account.startCapital
    for (const view of views) {
      expect(view.equityBefore).toBeCloseTo(equity, 6)
      equity += view.profit
      expect(view.notional).toBeCloseTo(view.weight * view.equityBefore, 8)
      const risk = view.notional * -view.event.barriers!.stopReturn
      expect(risk).toBeLessThanOrEqual(view.equityBefore * CONFIG.sizing.riskPerTrade * (1 + 1e-12))
    }
    expect(views.reduce((sum, { profit }) => sum + profit, 0)).toBeCloseTo(account.profit, 6)
  })

  it('says under which rules it was taken', () => {
    for (const { fold, scheme, event, exitChange, model } of views) {
      expect(scheme).toBe(subject.schemeOfFold[fold])
      const choice = subject.choices[fold]!
      expect(exitChange === null).toBe(JSON.stringify(event.setting.exit) === JSON.stringify(choice.exit))
      expect(event.setting.detector).toBe(choice.setting.detectorId)
      expect(Object.fromEntries(event.setting.parameters.map(({ name, value }) => [name, value]))).toEqual(
        choice.setting.parameters,
      )
      const plan = subject.learning?.folds[fold] ?? null
      expect(model === null).toBe(plan === null)
      if (model === null || plan === null) continue
      expect([model.kind, model.threshold]).toEqual([plan.specification.kind, plan.threshold])
      expect(model.probability).toBeGreaterThanOrEqual(plan.threshold)
      expect(model.probability).toBeLessThanOrEqual(1)
    }
  })
})

describe('what was changed on purpose', () => {
  it('shows in the trade', () => {
    const view = unwrap(tradeView(BENCH, RUN.plan, CHANGED, 0, quiet))
    const frozen = CHANGED.choices[view.fold]!.exit
    expect(view.filter).toBe('long events are passed over')
    expect(view.exitChange).toBe('target 0.75 times as far away, time limit 1.5 times as long as the fold chose')
    expect(view.event.direction).toBe(-1)
    expect(view.event.setting.exit).toEqual({
      targetRanges: frozen.targetRanges * 0.75,
      stopRanges: frozen.stopRanges,
      limitBars: Math.round(frozen.limitBars * 1.5),
    })
    expect(view.model).not.toBeNull()
  })
})

describe('the subject of a curve', () => {
  it('needs the stage that says it', () => {
    const { select, optimize } = RUN.outputs
    expect(codeOf(curveSubject({}, 'selected'))).toBe('no-stage-output')
    expect(codeOf(curveSubject({ select }, 'model'))).toBe('no-stage-output')
    expect(codeOf(curveSubject({ select, optimize }, 'judged'))).toBe('no-stage-output')
    const accepted = { ...RUN.outputs, iterate: { ...RUN.outputs.iterate, subject: CHANGED } }
    expect(unwrap(curveSubject(accepted, 'judged'))).toBe(CHANGED)
    expect(unwrap(curveSubject(accepted, 'selected'))).toEqual(subjectOf(select))
    expect(unwrap(curveSubject({ select }, 'rolling')).schemeOfFold.every((scheme) => scheme === 'rolling')).toBe(true)
  })
})
