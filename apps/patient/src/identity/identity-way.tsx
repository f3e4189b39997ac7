import Link from 'next/link'
import type { Problem } from '@hospital/web/problem'

/** The way on where a service was refused because the person is not proven yet. */
export function IdentityWay({ problem: { code, details }, next }: { problem: Problem; next: string }) {
  if (code !== 'IDENTITY_REQUIRED' || typeof details?.patientId !== 'string') return null
  return <Link className="ih-button" data-kind="brand" href={`/patients/${details.patientId}/identity?next=${encodeURIComponent(next)}`} prefetch={false}>去人脸核验</Link>
}
