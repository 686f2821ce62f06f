import { NO_STRUCTURE } from './clusteredTrials.ts'
import type { SearchStudy } from './searchStudy.ts'

/** What a reader must know of a study. `drawn`: which configurations it was made of, where not all. */
export function studyNotes(
  { overfitting, correlation }: SearchStudy,
  { studied, evaluated, drawn }: { readonly studied: number; readonly evaluated: number; readonly drawn: string },
): string[] {
  const notes: string[] = []
  if (studied < evaluated)
    notes.push(
      `Overfitting is told from ${studied} of ${evaluated} configurations: ${drawn}. Drawn ones stand for all; the raw number of trials counts every one.`,
    )
  if (overfitting === null)
    notes.push('There are too few configurations or days to tell the probability of overfitting: 2, and 20 UTC days.')
  else if (overfitting.isFew)
    notes.push('With fewer than 8 configurations the probability of overfitting moves in coarse steps.')
  if (correlation !== null && correlation.meanSilhouette <= NO_STRUCTURE)
    notes.push('The configurations form no clusters, so that no number of independent trials is told by clusters.')
  return notes
}
