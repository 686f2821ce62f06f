import { z } from 'zod'
import type { MatrixPassport } from '../matrixPassport.ts'
import type { MatrixReport } from './buildViews.ts'

/** A number behind the name of a feature or a target, in the order of the name: `RSI_14`. */
export type NumberParameterView = {
  readonly name: string
  readonly meaning: string
  readonly standard: number
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
}

/** A column that a family gives with its standard parameters. */
export type FamilyColumnView = {
  readonly name: string
  readonly formula: string
  readonly source: string
  readonly unit: string
  readonly warmupBars: number
  readonly isCategory: boolean
  /** `close`, `quotes.bid`. */
  readonly inputs: readonly string[]
}

export type FamilyVersionView = {
  readonly version: number
  readonly parameters: readonly NumberParameterView[]
  readonly columns: readonly FamilyColumnView[]
}

/** What may be asked for by name and numbers. `asked`: its text with the standard numbers; pair features name another instrument in brackets behind it. */
export type FamilyView = {
  readonly name: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly kind: string
  readonly asked: string
  /** Newest first. */
  readonly versions: readonly FamilyVersionView[]
}

export type TargetFamilyView = {
  readonly name: string
  readonly title: string
  /** Names a feature in brackets, whose sign is the side. */
  readonly needsRule: boolean
  readonly task: 'classification' | 'regression'
  readonly formula: string
  readonly source: string
  readonly parameters: readonly NumberParameterView[]
}

export type FamiliesView = {
  readonly engineVersion: string
  readonly families: readonly FamilyView[]
  readonly targets: readonly TargetFamilyView[]
}

export const OWN_FEATURE_STATES = ['sound', 'leaks', 'unproven', 'unscanned', 'failed'] as const

const ownFeatureViewSchema = z.object({
  /** Of its file: `features/<name>.ts`. */
  name: z.string(),
  state: z.enum(OWN_FEATURE_STATES),
  sha256: z.string().nullable(),
  definition: z
    .object({
      version: z.number(),
      formula: z.string(),
      unit: z.string(),
      warmupBars: z.number(),
      source: z.string(),
      isCategory: z.boolean(),
    })
    .nullable(),
  /** What is wrong with it, with file and line where its code is at fault. */
  trouble: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
})
export type OwnFeatureView = z.infer<typeof ownFeatureViewSchema>

/** Null where the value is no list of them. */
export function readOwnFeatureViews(value: unknown): readonly OwnFeatureView[] | null {
  return z.array(ownFeatureViewSchema).safeParse(value).data ?? null
}

/** A matrix that was built. `passport` null: it is gone or damaged. */
export type MatrixListItem = {
  readonly name: string
  readonly sha256: string
  readonly passport: Pick<
    MatrixPassport,
    | 'instruments'
    | 'interval'
    | 'firstTime'
    | 'lastTime'
    | 'rows'
    | 'labelledRows'
    | 'target'
    | 'trusted'
    | 'synthetic'
    | 'engineVersion'
  > | null
  readonly features: number
  readonly errors: number
  readonly warnings: number
}

/** Its file was compared with its passport. `files`: relative to the workspace. */
export type BuiltMatrixView = {
  readonly passport: MatrixPassport
  readonly report: MatrixReport
  readonly files: readonly string[]
}
