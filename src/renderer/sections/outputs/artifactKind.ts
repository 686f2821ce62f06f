import type { Artifact } from '../../../core/contract/workbench/views.ts'

export type ArtifactKind = 'picture' | 'json' | 'html' | 'text' | 'other'

const KINDS: Readonly<Record<string, ArtifactKind>> = {
  png: 'picture',
  json: 'json',
  html: 'html',
  txt: 'text',
  csv: 'text',
  md: 'text',
}
const MEDIA: Readonly<Record<ArtifactKind, string>> = {
  picture: 'image/png',
  json: 'application/json',
  html: 'text/html',
  text: 'text/plain;charset=utf-8',
  other: 'application/octet-stream',
}
const TITLES: readonly (readonly [RegExp, string])[] = [
  [/01_step2_ml_simulation/, 'Simulated filter: looks ahead by design, an upper bound and no result'],
  [/02_step3_real_ml/, 'Trained models on data they had not seen'],
  [/final_output_summary\.json$/, 'Every figure, for programs'],
  [/report\.html$/, 'The whole evidence on one page'],
  [/README\.txt$/, 'The result in plain words'],
]

export function artifactKind({ file }: Pick<Artifact, 'file'>): ArtifactKind {
  return KINDS[file.slice(file.lastIndexOf('.') + 1).toLowerCase()] ?? 'other'
}

export function mediaType(artifact: Pick<Artifact, 'file'>): string {
  return MEDIA[artifactKind(artifact)]
}

/** What a published file is for; empty where we do not know. */
export function artifactTitle({ file }: Pick<Artifact, 'file'>): string {
  return TITLES.find(([pattern]) => pattern.test(file))?.[1] ?? ''
}

export function fileName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}
