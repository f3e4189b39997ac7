import type { Metadata } from 'next'
import Link from 'next/link'
import { Empty } from '@hospital/web/parts/states'
import { metadataOf } from '@/content/metadata'
import { mustRead } from '@/graph'
import { SiteDepartmentsDocument } from '@/graphql/graphql'
import { house } from '@/house/house'
import { SitePage } from '@/site/site-page'
import styles from '@/site/site.module.css'

export async function generateMetadata(): Promise<Metadata> {
  const { hospitalName: name } = await house()
  return metadataOf({ title: '科室介绍', description: `${name}各院区的临床与医技科室、位置与医生。`, path: '/site/departments' })
}

export default async function SiteDepartmentsPage() {
  const { institutions } = await mustRead(SiteDepartmentsDocument, {})
  const offering = institutions.filter(({ departments }) => departments.length > 0)
  return (
    <SitePage title="科室介绍" place="/site/departments">
      {offering.length === 0 && <Empty title="还没有科室介绍">医院公布后会显示在这里。</Empty>}
      {offering.map(({ id, displayName, departments }) => (
        <section key={id} className="ih-card">
          <h2>{displayName}</h2>
          <div className={styles.grid}>
            {departments.map((department) => <Link key={department.id} href={`/site/departments/${department.id}`} prefetch={false}>{department.name}</Link>)}
          </div>
        </section>
      ))}
    </SitePage>
  )
}
