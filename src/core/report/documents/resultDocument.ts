import type { DocumentSection, DocumentVerdict, ReportDocument } from '../document/reportDocument.ts'
import {
  type Assumed,
  assumptionsSection,
  hashesSection,
  passportSection,
  type ReportEvidence,
  specificationSection,
  trialsSection,
} from './reportEvidence.ts'

/** What is a result's own in its report. */
export type ResultParts = {
  readonly title: string
  /** What stands in the head between workspace and engine. */
  readonly told: readonly string[]
  readonly engineVersion: string
  readonly banner: string | null
  readonly verdict: DocumentVerdict | null
  readonly sections: readonly DocumentSection[]
  /** Null: it assumes nothing of its own. */
  readonly assumed: { readonly fields: readonly Assumed[]; readonly notes: readonly string[] } | null
  readonly spec: unknown
  /** What else decides its bytes, a name and a value each. */
  readonly facts: readonly (readonly [string, string])[]
}

/** The head, the sections of the result, and what every report shows beside them: passports, ledger, assumptions, specification, hashes and commands. */
export function resultDocument(
  { title, told, engineVersion, banner, verdict, sections, assumed, spec, facts }: ResultParts,
  evidence: ReportEvidence,
): ReportDocument {
  return {
    title,
    lead: [`Workspace ${evidence.workspace}`, ...told, `engine ${engineVersion}`].join(' · '),
    banner,
    verdict,
    sections: [
      ...sections,
      passportSection(evidence),
      trialsSection(evidence),
      ...(assumed === null ? [] : [assumptionsSection(assumed.fields, assumed.notes)]),
      specificationSection(spec),
      hashesSection(evidence, [...facts, ['Engine version', engineVersion]]),
    ],
  }
}
