import { isoTime } from '../../time/isoTime.ts'
import { offsetName } from './settlementGrid.ts'
import type { SettlementProof } from './settlementProof.ts'

type Facts = Omit<SettlementProof, 'sentence' | 'advice'>
type Words = Pick<SettlementProof, 'sentence' | 'advice'>

const SAY_THE_ZONE = 'If you know the clock that wrote the file, import it again with --tz and its zone'

/** What a proof says, and what to do. */
export function settlementWords(facts: Facts): Words {
  switch (facts.verdict) {
    case 'on-grid':
      return { sentence: `${onGrid(facts)} ${blindness(facts)}`, advice: '' }
    case 'shifted':
      return shifted(facts)
    case 'changing':
      return changing(facts)
    case 'ambiguous':
      return ambiguous(facts)
    case 'no-grid':
      return {
        sentence: `The ${facts.stamps} stamps stand on no grid that funding settles on (hourly, every 2, 4 or 8 hours).`,
        advice:
          'Check the column of the event time and its format; predicted or traded rates between settlements are no settled funding.',
      }
    case 'too-few':
      return {
        sentence: `${facts.stamps} stamps are too few to prove the clock that wrote them.`,
        advice: 'Bring in at least a week, or say the zone of the file yourself.',
      }
  }
}

function onGrid({ stamps, stepHours, share }: Facts): string {
  return `${percent(share)} of ${stamps} stamps stand on the ${stepHours} h settlement grid of UTC.`
}

/** What even a perfect grid cannot tell. */
function blindness({ stepHours, candidatesMs }: Facts): string {
  if (stepHours === 1) return 'An hourly grid cannot show an offset of whole hours.'
  return `A clock of ${names(candidatesMs.slice(1))} would show the same stamps.`
}

function shifted({ stamps, stepHours, share, offsetMs, candidatesMs, jitterMs }: Facts): Words {
  return {
    sentence:
      `${percent(share)} of ${stamps} stamps stand beside the ${stepHours} h settlement grid of UTC by one offset (jitter at most ${jitterMs.largest} ms): ` +
      `the clock that wrote them was ${offsetName(offsetMs)}, or ${names(candidatesMs.slice(1))}, which show the same stamps.`,
    advice: `${SAY_THE_ZONE}; --no-correction takes the stamps as they are.`,
  }
}

function changing({ stamps, stepHours, share, changesMs }: Facts): Words {
  const days = changesMs.map((ms) => isoTime(ms).slice(0, 10))
  const shown = days.length > 4 ? `${days.slice(0, 4).join(', ')} and ${days.length - 4} more` : days.join(', ')
  return {
    sentence:
      `${percent(share)} of ${stamps} stamps stand on a ${stepHours} h grid that moves by an hour with the season (on ${shown}): ` +
      'they were written by a clock with daylight time.',
    advice:
      'Import the file again with --tz and its zone: New York changes on the second Sunday of March and the first of November, Europe on the last Sundays of March and October.',
  }
}

function ambiguous({ stamps, stepHours, share, candidatesMs }: Facts): Words {
  const grid = `${percent(share)} of ${stamps} stamps stand on a ${stepHours} h grid`
  const sentence =
    stepHours === 24
      ? `${grid}: one stamp a day says nothing of its clock.`
      : `${grid} that is not the one of UTC, and several clocks are equally likely (${names(candidatesMs.slice(0, 4))}).`
  return { sentence, advice: `${SAY_THE_ZONE}; nothing was corrected.` }
}

function names(offsetsMs: readonly number[]): string {
  return offsetsMs.map(offsetName).join(', ')
}

function percent(share: number): string {
  return `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`
}
