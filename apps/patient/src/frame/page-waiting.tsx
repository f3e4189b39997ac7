import { CardSkeletons } from '@hospital/web/parts/skeleton'

/**
 * Shown at once while a page is made. Pages that anybody may be sent to (articles, doctors, the hospital's site, texts) go without: what has begun to
 * be shown can no longer answer that there is nothing (404). So does home: what is put in the place of a skeleton shows a third of a second later.
 */
export function PageWaiting() {
  return (
    <main className="page" data-waiting>
      <CardSkeletons />
    </main>
  )
}
