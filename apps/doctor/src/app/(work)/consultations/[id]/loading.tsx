import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Care } from '@/frame/workstation'

export default function Loading() {
  return <Care middle={<RowSkeletons count={6} />} right={<RowSkeletons count={6} />} />
}
