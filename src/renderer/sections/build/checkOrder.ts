import {
  FINDING_SEVERITIES,
  type FindingSeverity,
  type MatrixCheck,
  type MatrixFinding,
} from '../../../core/contract/workbench/buildViews.ts'

export type ToldFinding = { readonly check: MatrixCheck; readonly finding: MatrixFinding }

/** Errors first, then warnings, then notes; within them in the order of the checks. */
export function findingsFirst(checks: readonly MatrixCheck[]): readonly ToldFinding[] {
  const all = checks.flatMap((check) => check.findings.map((finding) => ({ check, finding })))
  return FINDING_SEVERITIES.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity))
}

export function countBySeverity(checks: readonly MatrixCheck[]): Readonly<Record<FindingSeverity, number>> {
  const count = (severity: FindingSeverity) =>
    checks.reduce((sum, { findings }) => sum + findings.filter((one) => one.severity === severity).length, 0)
  return { error: count('error'), warning: count('warning'), note: count('note') }
}

/** `2 errors, 1 note`; `nothing found`. */
export function countWords(checks: readonly MatrixCheck[]): string {
  const counts = countBySeverity(checks)
  const words = FINDING_SEVERITIES.flatMap((severity) => {
    const count = counts[severity]
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  return words.length === 0 ? 'nothing found' : words.join(', ')
}
