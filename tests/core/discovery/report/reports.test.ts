import { describe, expect, it } from 'vitest'
import { chooseCandidates } from '../../../../src/core/discovery/candidates/chooseCandidates.ts'
import { discoveryPower } from '../../../../src/core/discovery/control/discoveryPower.ts'
import type { DiscoveryFindings } from '../../../../src/core/discovery/discoveryFindings.ts'
import type { HypothesisResult } from '../../../../src/core/discovery/hypothesisResult.ts'
import { candidatesCsv } from '../../../../src/core/discovery/report/candidatesCsv.ts'
import { csvTable } from '../../../../src/core/discovery/report/csvTable.ts'
import { expectancyJson, phase2Json, robustnessJson } from '../../../../src/core/discovery/report/discoveryReports.ts'
import { discoveryWords } from '../../../../src/core/discovery/report/discoveryWords.ts'
import { hypothesesCsv } from '../../../../src/core/discovery/report/resultColumns.ts'
import { goodStudy } from '../candidates/goodStudy.ts'
import { refusedOf, resultOf } from '../resultOf.ts'

function findingsOf(results: readonly HypothesisResult[], studied: readonly number[]): DiscoveryFindings {
  const found = results.filter(({ qBy }) => (qBy ?? 1) <= 0.1).length
  return {
    declared: results.length,
    tested: results.filter(({ pValue }) => pValue !== null).length,
    refused: results.filter(({ refusal }) => refusal !== null).length,
    falseDiscoveryRate: 0.1,
    discoveriesByBenjaminiHochberg: found,
    discoveriesByBenjaminiYekutieli: found,
    familyWise: found,
    blockBars: 120,
    blocks: 500,
    results,
    best: { luckiest: 'good', pRealityCheck: 0.03, pSpaLower: 0.01, pSpaConsistent: 0.02, pSpaUpper: 0.021 },
    power: discoveryPower(results, 0.1),
    candidates: chooseCandidates(results, new Map(studied.map((place) => [place, goodStudy(String(place))])), 0.1),
  }
}

const chance = resultOf('chance', { pValue: 0.4, qBh: 1, qBy: 1 })
const good = resultOf('good')
const some = findingsOf([refusedOf('refused'), chance, good], [2])
const none = findingsOf([refusedOf('refused'), chance], [])

describe('tables', () => {
  it('put what would break a line in quotes, and nothing for what is not known', () => {
    const columns = [
      { name: 'text', of: (row: string | null) => row },
      { name: 'length', of: (row: string | null) => row?.length ?? null },
    ]
    expect(csvTable(columns, ['a,b', 'say "x"', null])).toBe('text,length\n"a,b",3\n"say ""x""",7\n,\n')
  })

  it('hold every declared hypothesis in its order', () => {
    const lines = hypothesesCsv(some.results).split('\n')
    expect(lines[0]).toMatch(/^id,symbol,family,condition,direction,horizon_bars,detected,/)
    expect(lines.slice(1, 4).map((line) => line.split(',')[0])).toEqual(['refused', 'chance', 'good'])
    expect(lines[1]).toContain(',too-few-events,')
  })

  it('have a cell for every statistic of a candidate', () => {
    const [header, first, second] = candidatesCsv(some.candidates).split('\n')
    const cells = new Map(header!.split(',').map((name, at) => [name, first!.split(',')[at]]))
    expect(Object.fromEntries(cells)).toMatchObject({
      standing: 'candidate',
      id: 'good',
      uplift: '0.003',
      q_benjamini_yekutieli: '0.05',
      uplift_without_best_5_percent: '0.001',
      net_mean_costs_1_5x: '0.001',
      years_above_zero: '2',
      best_horizon_bars: '4',
      mean_at_half_horizon: '0.002',
      mean_at_4_horizons: '',
      capacity_all_net: '2000',
      rule_leave_one_out: 'passed',
    })
    expect(second!.split(',')).toHaveLength(header!.split(',').length)
    expect(second).toMatch(/^near,chance,/)
  })
})

describe('words', () => {
  it('say plainly that nothing was found, and what could have been', () => {
    const words = discoveryWords(none)
    expect(words[0]).toBe(
      '2 hypotheses were declared, 1 tested. 1 had too little to be tested with and count all the same.',
    )
    expect(words[1]).toMatch(/^Nothing was found: no hypothesis stands out .* of 10 %\./)
    expect(words[2]).toBe('There is no edge candidate.')
    expect(words.at(-1)).toMatch(
      /The one with the smallest p-value \(.*\) shows an uplift of 30\.0 bps; with its events, a true one of/,
    )
    expect(words.at(-1)).toMatch(
      /What could have been found: with 81 effective events.*would have been found four times in five/,
    )
  })

  it('never promise more than these bars can show', () => {
    const words = discoveryWords(some)
    expect(words[1]).toMatch(/^1 stands out at a false discovery rate of 10 %/)
    expect(words[2]).toMatch(
      /^1 of them passes every rule that decides and is an edge candidate: .* bars that no one has looked at\.$/,
    )
    const failed = { ...some, candidates: some.candidates.map((row) => ({ ...row, standing: 'discovery' as const })) }
    expect(discoveryWords(failed)[2]).toMatch(/there is no edge candidate/)
  })

  it('say that nothing can be said where nothing was tested', () => {
    expect(discoveryWords(findingsOf([refusedOf('refused')], [])).at(-1)).toMatch(/^Nothing was tested/)
  })
})

describe('files', () => {
  it('are JSON with all that was found, the most significant first', () => {
    expect(JSON.parse(phase2Json(some))).toMatchObject({ schemaVersion: 1, declared: 3, blocks: 500 })
    const { hypotheses } = JSON.parse(expectancyJson(some))
    expect(hypotheses.map(({ hypothesis }: HypothesisResult) => hypothesis.id)).toEqual(['good', 'chance'])
    const { studied, rules } = JSON.parse(robustnessJson(some))
    expect(studied).toHaveLength(1)
    expect(studied[0]).toMatchObject({ id: 'good', standing: 'candidate', study: { median: 0.003 } })
    expect(rules[0].id).toBe('discovery')
  })
})
