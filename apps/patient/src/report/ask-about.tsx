import Link from 'next/link'
import { ActionBar } from '@/frame/action-bar'
import type { ReportPageQuery } from '@/graphql/graphql'

type Report = NonNullable<ReportPageQuery['report']>

/** The way from a report to a doctor: whose visit it was made for first, anybody else beside. */
export function AskAbout({ id, attending }: Pick<Report, 'id' | 'attending'>) {
  const offers = attending?.services.some(({ kind }) => kind === 'TEXT') ?? false
  const others = `/consultations/doctors?report=${id}`
  if (!attending || !offers) {
    return (
      <ActionBar>
        <Link className="ih-button" data-kind="primary" href={others} prefetch={false}>请医生解读</Link>
      </ActionBar>
    )
  }
  return (
    <ActionBar>
      <Link className="ih-button" href={others} prefetch={false}>发给其他医生</Link>
      <Link className="ih-button" data-kind="primary" href={`/consultations/new?practitioner=${attending.id}&report=${id}`} prefetch={false}>请{attending.name}医生解读</Link>
    </ActionBar>
  )
}
