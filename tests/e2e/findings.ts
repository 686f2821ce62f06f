import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What axe calls serious or critical on the page as it stands. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    // A notice that fades away has no contrast while it does.
    .exclude('.mantine-Notification-root')
    .analyze()
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

/** Texts that are cut off by the part they stand in and told in whole by no title. */
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
      const isTold = part.closest('[title]') !== null || part.querySelector('[title]') !== null
      if (!high && (!wide || isTold)) return []
      return [part.tagName + ' ' + part.className + ' (' + (high ? 'too high' : 'too wide') + '): ' + text.slice(0, 80)]
    })
  `)
}

/** Another place of the page, as if the address was changed. */
export async function goToPlace(page: Page, hash: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/${hash}`)
}
