import type { Metadata } from 'next'
import Link from 'next/link'
import { ErrorState } from '@hospital/web/parts/states'
import { read } from '@/graph'
import { MyServicesDocument } from '@/graphql/graphql'
import { ServiceForm } from '@/service/service-form'
import styles from '@/service/service.module.css'

export const metadata: Metadata = { title: '服务设置' }

export default async function SettingsPage() {
  const { data, problem } = await read(MyServicesDocument, {})
  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <h1>服务设置</h1>
        <Link href="/consultations">返回咨询</Link>
      </div>
      <div className={styles.card}>
        {data ? <ServiceForm service={data.myConsultationServices.find(({ kind }) => kind === 'TEXT') ?? null} /> : problem && <ErrorState problem={problem} title="服务设置没有加载出来" />}
      </div>
    </main>
  )
}
