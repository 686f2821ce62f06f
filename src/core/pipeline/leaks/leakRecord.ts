import type { LeakPart, LeakScanRecord, LeakState } from '../../contract/leakScanRecord.ts'
import type { LeakScan } from '../../validation/leakScan.ts'

export const SHOWN_FINDINGS = 20
const SHOWN_NAMES = 50

type Scanned = Pick<LeakPart, 'kind' | 'subject' | 'columns' | 'bars' | 'probes' | 'cuts'>

/** What is kept of a scan. */
export function leakPart(scanned: Scanned, scan: LeakScan): LeakPart {
  const { findings, checked, unproven, constant } = scan
  const state = findings.length > 0 ? 'leaks' : checked === 0 || unproven.length > 0 ? 'unproven' : 'clean'
  return {
    ...scanned,
    state,
    reason: reasonOf(scanned, scan, state),
    compared: checked,
    findingCount: findings.length,
    findings: findings
      .slice(0, SHOWN_FINDINGS)
      .map((finding) => ({ ...finding, whole: finite(finding.whole), recomputed: finite(finding.recomputed) })),
    unproven: unproven.slice(0, SHOWN_NAMES),
    constant: constant.slice(0, SHOWN_NAMES),
  }
}

/** Something that cannot be computed again here, or whose scan lies elsewhere. */
export function statedPart(kind: LeakPart['kind'], subject: string, state: LeakState, reason: string): LeakPart {
  const nothing = { columns: 0, bars: 0, compared: 0, findingCount: 0 }
  return { kind, subject, state, reason, ...nothing, probes: [], cuts: [], findings: [], unproven: [], constant: [] }
}

/** The worst of the parts decides, and its reason is told. */
export function leakRecord(parts: readonly LeakPart[]): LeakScanRecord {
  const worst = parts.find(({ state }) => state === 'leaks') ?? parts.find(({ state }) => state === 'unproven')
  const compared = parts.reduce((sum, part) => sum + part.compared, 0)
  return {
    schemaVersion: 1,
    state: worst?.state ?? 'clean',
    reason:
      worst?.reason ??
      `Everything was computed again without later bars and with other ones: ${compared} values came out the same.`,
    parts: [...parts],
  }
}

function reasonOf({ kind, subject, bars }: Scanned, scan: LeakScan, state: LeakState): string {
  const [first] = scan.findings
  const named = `The ${kind} ${subject}`
  if (first !== undefined) {
    const where = `${first.name} at bar ${first.index} of ${bars} (${first.probe} at ${first.cut})`
    return `${named} ${first.probe === 'repeat' ? 'is not the same twice' : 'changes with later bars'}: ${where}.`
  }
  if (state === 'clean') return `${named}: ${scan.checked} values came out the same.`
  if (scan.checked === 0) return `${named}: nothing could be compared, because there are too few bars.`
  const names = `${scan.unproven.slice(0, 3).join(', ')}${scan.unproven.length > 3 ? ' and others' : ''}`
  return `${named}: nothing but missing values of ${names} could be compared.`
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
