import { headers } from 'next/headers'

/** Should nothing be painted by then (a page in the background), scripts run all the same. */
const PATIENCE_MS = 2_000

/**
 * Scripts come while the page is being drawn, and a slow phone would begin them before it shows anything: so those that the page names wait for
 * its first paint. One that stands there already is taken out of the document, which keeps it from running (HTML, "execute the script element");
 * after the paint each is put in anew, out of the cache. Where a browser knows none of this, scripts run as they come.
 */
const HOLD = `(() => {
  const elsewhere = document.implementation.createHTMLDocument('')
  const held = []
  const hold = (script) => { held.push(script); elsewhere.adoptNode(script) }
  const named = 'script[async][src^="/_next/"]'
  const watch = new MutationObserver((records) => { for (const { addedNodes } of records) for (const node of addedNodes) if (node.matches?.(named)) hold(node) })
  const release = () => {
    watch.disconnect()
    for (const old of held.splice(0)) {
      const script = document.createElement('script')
      for (const { name, value } of old.attributes) script.setAttribute(name, value)
      script.nonce = nonce
      document.head.append(script)
    }
  }
  const { nonce } = document.currentScript
  if (document.visibilityState !== 'visible' || !PerformanceObserver.supportedEntryTypes?.includes('paint')) return
  document.querySelectorAll(named).forEach(hold)
  watch.observe(document, { childList: true, subtree: true })
  new PerformanceObserver((list, observer) => {
    if (!list.getEntriesByName('first-contentful-paint').length) return
    observer.disconnect()
    release()
  }).observe({ type: 'paint', buffered: true })
  setTimeout(release, ${PATIENCE_MS})
})()`

/** In the head, once. */
export async function PaintFirst() {
  const policy = (await headers()).get('content-security-policy') ?? ''
  return <script nonce={/'nonce-([^']+)'/.exec(policy)?.[1]} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: HOLD }} />
}
