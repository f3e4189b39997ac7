import { QueueDesk } from '@/queue/queue-desk'

export default function QueuePage() {
  return <QueueDesk />
}
