import { Button, CloseButton, Group, Progress } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { jobKindText, jobShare } from '../../data/jobText.ts'
import { durationText } from '../../ui/numberText.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { SECTION_FACES } from '../sectionFaces.ts'
import { TOUR_STEPS, type TourStep } from './tourSteps.ts'
import type { TourWork } from './useTourWork.ts'

type TourCardProps = {
  readonly number: number
  readonly step: TourStep
  /** The person looks at something else meanwhile. */
  readonly isAway: boolean
  readonly isReady: boolean
  readonly work: TourWork
  onStep(number: number): void
  onLeave(): void
}

/** The words of a step; the focus comes here with each of them. */
export function TourCard({ number, step, isAway, isReady, work, onStep, onLeave }: TourCardProps) {
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => card.current?.focus(), [])
  const isLast = number === TOUR_STEPS.length - 1 && !isAway
  return (
    <div ref={card} tabIndex={-1} className="tour-words">
      <div className="tour-head">
        <h2 id="tour-title" className="tour-title">
          {step.title}
        </h2>
        <span className="tour-count">
          {number + 1} of {TOUR_STEPS.length}
        </span>
        <CloseButton size="sm" aria-label="Leave the tour" onClick={onLeave} />
      </div>
      <p id="tour-text">{isAway ? awayText(step) : step.text}</p>
      {work.trouble === null ? (
        <Waiting step={step} isReady={isReady} job={work.job} />
      ) : (
        <TroubleNote
          trouble={work.trouble}
          action={
            <Button size="compact-xs" variant="default" onClick={work.again}>
              Try again
            </Button>
          }
        />
      )}
      <Group justify="space-between" mt="md">
        <Button variant="subtle" color="gray" px="xs" onClick={onLeave} style={isLast ? { visibility: 'hidden' } : {}}>
          {number === 0 ? 'Skip the tour' : 'Leave the tour'}
        </Button>
        <Group gap="sm">
          {number === 0 || isAway ? null : (
            <Button variant="default" onClick={() => onStep(number - 1)}>
              Back
            </Button>
          )}
          {isAway ? (
            <Button onClick={() => onStep(number)}>Go on with the tour</Button>
          ) : (
            <Button disabled={!isReady} onClick={() => onStep(number + 1)}>
              {step.next}
            </Button>
          )}
        </Group>
      </Group>
    </div>
  )
}

function awayText({ section }: TourStep): string {
  return section === null
    ? ''
    : `The tour waits in ${SECTION_FACES[section].title}; look around for as long as you like.`
}

type WaitingProps = { readonly step: TourStep; readonly isReady: boolean; readonly job: JobView | null }

function Waiting({ step, isReady, job }: WaitingProps) {
  if (job === null && (isReady || step.needs === 'nothing')) return null
  const share = job === null ? null : jobShare(job)
  const words = job === null ? 'One moment …' : jobWords(job, share)
  return (
    <div className="tour-waiting">
      <Progress value={share === null ? 100 : share * 100} striped={share === null} size={6} aria-label={words} />
      <div>{words}</div>
    </div>
  )
}

function jobWords(job: JobView, share: number | null): string {
  const percent = share === null ? '' : `, ${Math.floor(share * 100)} %`
  const since = job.elapsedMs < 1_000 ? '' : `, ${durationText(job.elapsedMs)} so far`
  return `${jobKindText(job.kind)}: ${job.stage}${percent}${since}`
}
