/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const QUIET_FRAMES = 6
const MOST_FRAMES = 600

/** Waits until nothing fades or slides any more: half-faded text has the contrast of neither its beginning nor its end. Endless ones (skeletons) go on. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(
    async ({ quietFrames, mostFrames }) => {
      const moves = ({ playState, effect }: Animation) => playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime)
      let quiet = 0
      for (let frame = 0; frame < mostFrames && quiet < quietFrames; frame += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        const between = document.querySelector('[class*="-enter-prepare"], [class*="-enter-start"], [class*="-appear-prepare"], [class*="-appear-start"], [class*="-leave-start"]')
        quiet = between || document.getAnimations().some(moves) ? 0 : quiet + 1
      }
    },
    { quietFrames: QUIET_FRAMES, mostFrames: MOST_FRAMES },
  )
}

/** What axe finds against WCAG 2.2 AA on the page once it stands still: one line for each violation, empty when there is none. */
export async function violationsOn(page: Page): Promise<string[]> {
  await untilStill(page)
  // The other mode looks into frames of another origin too, but opens a page beside this one each time.
  const alone = page.frames().length === 1
  const { violations } = await new AxeBuilder({ page }).options({ runOnly: RULES, resultTypes: ['violations'] }).setLegacyMode(alone).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
}
