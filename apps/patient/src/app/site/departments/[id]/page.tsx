import { cache } from 'react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { JsonLd } from '@/content/json-ld'
import { firstWords, metadataOf } from '@/content/metadata'
import { siteOrigin } from '@/content/origin'
import { mustRead } from '@/graph'
import { SiteDepartmentDocument } from '@/graphql/graphql'
import { ExpertRows } from '@/site/expert-rows'
import { Paragraphs, SitePage } from '@/site/site-page'
import styles from '@/site/site.module.css'

interface PageProps {
  params: Promise<{ id: string }>
}

/** One that is out of service is no part of the site. */
const departmentOf = cache(async (id: string) => {
  const { department } = await mustRead(SiteDepartmentDocument, { id })
  return department?.enabled ? department : null
})

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const department = await departmentOf((await params).id)
  if (!department) return { title: '没有找到科室', robots: { index: false } }
  const { id, name, intro, location, institution } = department
  return metadataOf({ title: `${name}介绍`, description: intro ? firstWords(intro) : `${institution.displayName}${name}${location ? `，位于${location}` : ''}：医生与出诊安排。`, path: `/site/departments/${id}` })
}

export default async function SiteDepartmentPage({ params }: PageProps) {
  const department = await departmentOf((await params).id)
  if (!department) notFound()
  const { id, name, intro, location, institution, children, practitioners } = department
  const doctors = practitioners.nodes.filter(({ role }) => role === 'DOCTOR')
  const origin = await siteOrigin()
  return (
    <SitePage title={name} place="/site/departments" back="/site/departments">
      <section className="ih-card">
        <h2>科室介绍</h2>
        <Paragraphs text={intro ?? `${name}的介绍正在整理中，可先查看医生与出诊安排。`} />
        <div className={styles.facts}>
          <p>所属：{institution.displayName}</p>
          {location && <p>位置：{location}</p>}
        </div>
        {children.length > 0 && <div className={styles.grid}>{children.map((child) => <Link key={child.id} href={`/site/departments/${child.id}`} prefetch={false}>{child.name}</Link>)}</div>}
      </section>
      {doctors.length > 0 && (
        <section className="ih-card">
          <h2>医生团队</h2>
          <ExpertRows experts={doctors} />
        </section>
      )}
      <Link className="ih-button" href={`/site/schedule?department=${id}`} prefetch={false}>查看出诊安排</Link>
      <Link className="ih-button" data-kind="primary" href={`/booking/${id}`} prefetch={false}>预约{name}</Link>
      <JsonLd facts={{ '@type': ['MedicalClinic', 'MedicalOrganization'], name, url: `${origin}/site/departments/${id}`, description: intro ?? undefined, telephone: institution.phone ?? undefined, address: institution.address ?? undefined, parentOrganization: { '@type': 'Hospital', name: institution.displayName }, employee: doctors.map((doctor) => ({ '@type': 'Physician', name: doctor.name, url: `${origin}/site/experts/${doctor.id}` })) }} />
    </SitePage>
  )
}
