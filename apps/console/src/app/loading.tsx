import { RowSkeletons } from '@hospital/web/parts/skeleton'

export default function Loading() {
  return (
    <main>
      <RowSkeletons />
    </main>
  )
}
