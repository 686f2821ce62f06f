import type { TargetFamilyView } from '../../../core/contract/workbench/matrixViews.ts'

/** A target as a form has it. `rule` null: the family needs none. */
export type TargetChoice = {
  readonly family: TargetFamilyView
  readonly numbers: readonly number[]
  readonly rule: string | null
}

/** Null where the text names no known one, or too many numbers. */
export function readTarget(text: string, families: readonly TargetFamilyView[]): TargetChoice | null {
  const [, head = '', rule] = /^([^()]*)(?:\((.*)\))?$/.exec(text.trim()) ?? []
  const [, name = '', tail = ''] = /^(.*?)((?:_[0-9]+(?:\.[0-9]+)?)*)$/.exec(head) ?? []
  const family = families.find((one) => one.name === name.toLowerCase())
  if (family === undefined) return null
  const given = tail.split('_').slice(1).map(Number)
  if (given.length > family.parameters.length) return null
  return {
    family,
    numbers: family.parameters.map(({ standard }, at) => given[at] ?? standard),
    rule: family.needsRule ? (rule ?? '') : null,
  }
}

export function targetText({ family, numbers, rule }: TargetChoice): string {
  return `${[family.name, ...numbers].join('_')}${rule === null ? '' : `(${rule})`}`
}
