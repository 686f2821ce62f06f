import type { GateDefinition } from '../contract/gates.ts'
import type { GateResult, Verdict } from '../contract/summary.ts'
import { assertNever } from '../outcome/outcome.ts'

export type GateValues = Readonly<Record<string, number | boolean | null>>

/** The value as the gate reads it, 1 and 0 for true and false; null where it is absent, of the wrong kind, or not a finite number. */
function measured(gate: GateDefinition, value: number | boolean | null | undefined): number | null {
  if (gate.operator === 'is-true') return typeof value === 'boolean' ? Number(value) : null
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function passes(gate: GateDefinition, value: number): boolean {
  switch (gate.operator) {
    case '>=':
      return value >= gate.threshold
    case '>':
      return value > gate.threshold
    case '<=':
      return value <= gate.threshold
    case '<':
      return value < gate.threshold
    case 'is-true':
      return value === 1
    default:
      return assertNever(gate)
  }
}

/** Whether a gate passes on a value; one that is missing fails it. */
export function passesGate(gate: GateDefinition, value: number | boolean | null | undefined): boolean {
  const read = measured(gate, value)
  return read !== null && passes(gate, read)
}

/** Short, but never rounded across the threshold: 0.94996 does not read as 0.95. */
function valueText(gate: GateDefinition, value: number): string {
  if (gate.operator === 'is-true') return value === 1 ? 'true' : 'false'
  if (Number.isInteger(value)) return String(value)
  for (let digits = 4; digits < 17; digits += 1) {
    const whole = Math.abs(value) >= 1 ? Math.floor(Math.log10(Math.abs(value))) + 1 : 0
    const rounded = Number(value.toPrecision(Math.min(17, Math.max(digits, whole + digits - 2))))
    const sameSide = passes(gate, rounded) === passes(gate, value)
    if (sameSide && (rounded === gate.threshold) === (value === gate.threshold)) return String(rounded)
  }
  return String(value)
}

function thresholdText(gate: GateDefinition): string {
  return gate.operator === 'is-true' ? 'is true' : `${gate.operator} ${gate.threshold}`
}

function evaluateGate(gate: GateDefinition, values: GateValues): GateResult {
  const value = measured(gate, values[gate.metric])
  const base = { id: gate.id, threshold: thresholdText(gate), value, advice: gate.advice }
  if (value === null) return { ...base, pass: false, reason: `${gate.name} is not available, so the gate fails.` }
  const pass = passes(gate, value)
  const reason = (pass ? gate.passText : gate.failText)
    .replaceAll('{value}', valueText(gate, value))
    .replaceAll('{threshold}', gate.operator === 'is-true' ? 'true' : String(gate.threshold))
  return { ...base, pass, reason }
}

/** One result per gate, in the order of the definitions. A value that is missing or not a finite number fails its gate. */
export function evaluateGates(definitions: readonly GateDefinition[], values: GateValues): GateResult[] {
  return definitions.map((gate) => evaluateGate(gate, values))
}

/**
 * `not-enough-data` where any sufficiency gate fails; `edge` where every evidence gate passes and no constraint was relaxed; else
 * `no-edge`. Throws where a gate has no result, or a kind has no gate: an empty list proves nothing.
 */
export function verdictOf(
  definitions: readonly GateDefinition[],
  results: readonly GateResult[],
  relaxed: boolean,
): Verdict {
  const passed = new Map(results.map((result) => [result.id, result.pass]))
  const allPass = (kind: GateDefinition['kind']): boolean => {
    const gates = definitions.filter((gate) => gate.kind === kind)
    if (gates.length === 0) throw new RangeError(`There is no ${kind} gate`)
    for (const gate of gates) if (!passed.has(gate.id)) throw new RangeError(`Gate ${gate.id} has no result`)
    return gates.every((gate) => passed.get(gate.id) === true)
  }
  const sufficient = allPass('sufficiency')
  const convincing = allPass('evidence')
  if (!sufficient) return 'not-enough-data'
  return convincing && !relaxed ? 'edge' : 'no-edge'
}
