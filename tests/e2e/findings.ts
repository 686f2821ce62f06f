import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What axe calls serious or critical on the page as it stands. */
export function seriousFindings(page: Page): Promise<readonly string[]> {
  return findingsOf(new AxeBuilder({ page }))
}

/** The same of colours alone: all that another theme changes. */
export function contrastFindings(page: Page): Promise<readonly string[]> {
  return findingsOf(new AxeBuilder({ page }).withRules(['color-contrast']))
}

async function findingsOf(axe: AxeBuilder): Promise<readonly string[]> {
  // A notice that fades away has no contrast while it does.
  const { violations } = await axe.exclude('.mantine-Notification-root').analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`)
}

/** Parts of the frame whose content is wider than they are, so that something is cut off or lies beside the window. */
export async function cutOff(page: Page): Promise<readonly string[]> {
  const widths = await page.evaluate<readonly (readonly [string, number])[]>(`
    ['html', '.top-bar', '.navigation', '#content', '.job-rail'].map((selector) => {
      const part = document.querySelector(selector)
      return [selector, part === null ? 0 : part.scrollWidth - part.clientWidth]
    })
  `)
  return widths.flatMap(([selector, over]) => (over > 0 ? [`${selector} by ${over} px`] : []))
}

/** Texts that are cut off by the part they stand in. What a running job says changes with every beat: it may go on in its title. */
export function cutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`
    [...document.querySelectorAll('body *')].flatMap((part) => {
      const style = getComputedStyle(part)
      const text = (part.innerText ?? '').trim()
      const isSeen = part.clientWidth > 1 && part.clientHeight > 1 && style.visibility !== 'hidden'
      if (!isSeen || text === '' || part.closest('svg, .skip, .mantine-Notification-root') !== null) return []
      const hides = (overflow) => overflow === 'hidden' || overflow === 'clip'
      const wide = hides(style.overflowX) && part.scrollWidth > part.clientWidth + 1
      const high = hides(style.overflowY) && part.scrollHeight > part.clientHeight + 2
      if (!high && (!wide || part.closest('.job-note[title]') !== null)) return []
      return [part.tagName + ' ' + part.className + ' (' + (high ? 'too high' : 'too wide') + '): ' + text.slice(0, 80)]
    })
  `)
}

/** Once nothing of the page has changed for a moment: what was asked for is there, and drawn. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    let timer
    const watcher = new MutationObserver(() => again())
    const again = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (document.querySelector('#content .loading') !== null) return again()
        watcher.disconnect()
        resolve()
      }, 120)
    }
    watcher.observe(document.querySelector('#content') ?? document.body, { subtree: true, childList: true, attributes: true })
    again()
  })`)
}

/** Another place of the page, as if the address was changed. */
export async function goToPlace(page: Page, hash: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/${hash}`)
}
