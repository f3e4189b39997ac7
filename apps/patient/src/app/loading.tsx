import { CardSkeletons } from '@hospital/web/parts/skeleton'

export default function Loading() {
  return (
    <main className="page" data-waiting>
      <CardSkeletons />
    </main>
  )
}
