import { cache } from 'react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { addDays, hospitalDay, initialOf } from '@hospital/web/format'
import { JsonLd } from '@/content/json-ld'
import { firstWords, metadataOf } from '@/content/metadata'
import { siteOrigin } from '@/content/origin'
import { mustRead } from '@/graph'
import { SiteExpertDocument } from '@/graphql/graphql'
import { ClinicTable } from '@/site/clinic-table'
import { Paragraphs, SitePage } from '@/site/site-page'
import styles from '@/site/site.module.css'

const DAYS_AHEAD = 13

interface PageProps {
  params: Promise<{ id: string }>
}

/** Doctors in service, whom the hospital has approved. */
const expertOf = cache(async (id: string) => {
  const today = hospitalDay(hospitalNow())
  const { practitioner } = await mustRead(SiteExpertDocument, { id, from: today, to: addDays(today, DAYS_AHEAD) })
  return practitioner?.enabled && practitioner.standing === 'APPROVED' && practitioner.role === 'DOCTOR' ? practitioner : null
})

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const expert = await expertOf((await params).id)
  if (!expert) return { title: '没有找到医生', robots: { index: false } }
  const { id, name, title, departments, intro, specialties } = expert
  const where = departments[0]?.name ?? ''
  return metadataOf({ title: `${name} ${title}`, description: firstWords(intro ?? (specialties ? `${where}${title}，擅长${specialties}` : `${where}${title}的简介与出诊安排。`)), path: `/site/experts/${id}` })
}

export default async function SiteExpertPage({ params }: PageProps) {
  const expert = await expertOf((await params).id)
  if (!expert) notFound()
  const { id, name, title, intro, specialties, departments, institution, schedules } = expert
  const origin = await siteOrigin()
  return (
    <SitePage title={name} place="/site/experts" back="/site/experts">
      <section className="ih-card">
        <div className={styles.person}>
          <span className="ih-avatar" aria-hidden="true">{initialOf(name)}</span>
          <div>
            <h2>{name}</h2>
            <p>{title}，{departments.map((department) => department.name).join('、')}</p>
            <p>{institution.displayName}</p>
          </div>
        </div>
      </section>
      {specialties && (
        <section className="ih-card">
          <h2>擅长</h2>
          <Paragraphs text={specialties} />
        </section>
      )}
      {intro && (
        <section className="ih-card">
          <h2>简介</h2>
          <Paragraphs text={intro} />
        </section>
      )}
      <section className="ih-card">
        <h2>近两周出诊</h2>
        {schedules.length > 0 ? <ClinicTable caption={`${name}出诊安排`} clinics={schedules} by="department" /> : <p>近两周没有出诊安排。</p>}
      </section>
      {departments[0] && <Link className="ih-button" data-kind="primary" href={`/booking/${departments[0].id}`} prefetch={false}>预约{departments[0].name}</Link>}
      <JsonLd facts={{ '@type': 'Physician', name, url: `${origin}/site/experts/${id}`, jobTitle: title, description: intro ?? undefined, knowsAbout: specialties ?? undefined, medicalSpecialty: departments.map((department) => department.name), telephone: institution.phone ?? undefined, address: institution.address ?? undefined, memberOf: { '@type': 'MedicalOrganization', name: institution.displayName } }} />
    </SitePage>
  )
}
