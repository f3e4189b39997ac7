/** What Next evaluates before it takes a page over, the largest first: each needs a slow phone's processor for longer than a tap may wait. */
const PARTS = [
  () => require('react-dom/client'),
  () => require('react-server-dom-webpack/client'),
  () => require('next/dist/client/components/app-router'),
  () => require('next/dist/client/app-index'),
]

// Each in a task of its own, in this order; what is tapped in between is answered in between.
for (const evaluate of PARTS) setTimeout(evaluate)

// Next goes on after what stands here (scripts `beforeInteractive`, see its app-bootstrap), by a timer too: behind those above. This one holds nothing.
;((globalThis as { __next_s?: unknown[] }).__next_s ??= []).push([0, { children: '' }])

export {}
