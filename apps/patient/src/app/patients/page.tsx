import Link from 'next/link'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { UsersIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { ActionBar } from '@/frame/action-bar'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { PersonsDocument } from '@/graphql/graphql'
import { PersonEntry } from '@/people/person-entry'
import styles from '@/people/people.module.css'

export const metadata = { title: '就诊人' }

export default async function PatientsPage() {
  const { data, problem } = await read(PersonsDocument, {})
  const { patients = [], patientLimit = 0 } = data?.me ?? {}
  return (
    <>
      <NavBar title="就诊人" back="/mine" />
      <main className="page">
        {problem && <ErrorState problem={problem} title="就诊人没有加载出来" />}
        {data && patients.length === 0 && <Empty title="还没有就诊人" mark={<UsersIcon size={32} />}>添加本人或家人后，就能预约挂号、咨询医生。</Empty>}
        {patients.length > 0 && (
          <GraphProvider>
            <ul className={styles.list}>
              {patients.map((person) => <PersonEntry key={person.id} person={person} />)}
            </ul>
          </GraphProvider>
        )}
        {data && patients.length >= patientLimit && <p className="ih-note" data-tone="plain">最多添加 {patientLimit} 位就诊人。如需添加新的，请先删除不再使用的。</p>}
      </main>
      {data && patients.length < patientLimit && (
        <ActionBar>
          <Link className="ih-button" data-kind="primary" href="/patients/new" prefetch={false}>
            添加就诊人（{patients.length}/{patientLimit}）
          </Link>
        </ActionBar>
      )}
    </>
  )
}
