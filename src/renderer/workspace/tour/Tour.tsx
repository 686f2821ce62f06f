import { type FloatingPosition, Popover } from '@mantine/core'
import { useEffect } from 'react'
import { sampleWorkspaceName } from '../../data/sampleWorkspace.ts'
import { usePlace } from '../../state/place.ts'
import { endTour, moveTour, type TourPlace, useTour } from '../../state/tour.ts'
import { TourCard } from './TourCard.tsx'
import { hasNeeded } from './tourNeed.ts'
import { TOUR_STEPS, type TourStep } from './tourSteps.ts'
import { type Frame, useAnchor } from './useAnchor.ts'
import { useTourWork } from './useTourWork.ts'
import './tour.css'

const CARD_PX = 380
/** Below dialogs (200): whoever opens one meanwhile has it before them. */
const SHADE_LAYER = 190

/** A walk through the workbench beside which everything stays usable. */
export function Tour() {
  const place = useTour()
  const step = place === null ? undefined : TOUR_STEPS[place.step]
  return place === null || step === undefined ? null : <TourStop place={place} step={step} />
}

function TourStop({ place, step }: { readonly place: TourPlace; readonly step: TourStep }) {
  const here = usePlace()
  const work = useTourWork(place)
  const isAway = step.section !== null && (here.section !== step.section || here.workspace !== place.workspace)
  const frame = useAnchor(isAway ? null : step.anchor)
  useEscape(leave)
  const goTo = (number: number) => {
    const next = TOUR_STEPS[number]
    if (next === undefined) return leave()
    const workspace = place.workspace ?? sampleWorkspaceName(work.home?.workspaces ?? [])
    moveTour({ step: number, workspace: number === 0 ? null : workspace })
    if (next.section !== null) here.go({ workspace, section: next.section, runId: null })
  }
  const isReady = work.home !== null && hasNeeded(step.needs, place, work.home)
  return (
    <Popover
      opened
      width={CARD_PX}
      position={sideOf(frame)}
      offset={10}
      zIndex={SHADE_LAYER + 1}
      shadow="lg"
      withRoles={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      hideDetached={false}
      preventPositionChangeWhenVisible={false}
      middlewares={{ flip: true, shift: { crossAxis: true, padding: 12 } }}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <div
          className="tour-frame"
          data-shade={shadeOf(step, isAway, frame)}
          style={{ zIndex: SHADE_LAYER, ...(frame ?? (isAway || step.anchor !== null ? corner() : middle())) }}
        />
      </Popover.Target>
      <Popover.Dropdown className="tour-card" role="dialog" aria-labelledby="tour-title" aria-describedby="tour-text">
        <TourCard
          key={`${place.step} ${isAway}`}
          number={place.step}
          step={step}
          isAway={isAway}
          isReady={isReady}
          work={work}
          onStep={goTo}
          onLeave={leave}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function leave(): void {
  endTour()
  document.getElementById('content')?.focus()
}

/** Over the jobs to the left: to the right notices come up. */
function sideOf(frame: Frame | null): FloatingPosition {
  if (frame === null) return 'top-end'
  return frame.top > window.innerHeight / 2 ? 'top-start' : 'bottom'
}

function shadeOf(step: TourStep, isAway: boolean, frame: Frame | null): 'around' | 'all' | undefined {
  if (isAway) return undefined
  if (frame !== null) return 'around'
  return step.anchor === null ? 'all' : undefined
}

/** Above the jobs, where it hides least. */
function corner(): Frame {
  return { left: window.innerWidth - 16, top: window.innerHeight - 56, width: 0, height: 0 }
}

function middle(): Frame {
  return { left: (window.innerWidth + CARD_PX) / 2, top: window.innerHeight * 0.62, width: 0, height: 0 }
}

/** What is open above the tour (a dialog, a list of choices) has Escape to itself. */
function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (key !== 'Escape') return
      const other =
        target instanceof Element ? target.closest('[role="dialog"], [role="listbox"], [aria-expanded="true"]') : null
      if (other === null || other.classList.contains('tour-card')) onEscape()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onEscape])
}
