'use client'

import { useState } from 'react'
import { Button, Form, Input } from 'antd'
import { formatStamp } from '@hospital/web/format'
import { DocumentIcon } from '@hospital/web/parts/icons'
import { StatusTag } from '@hospital/web/parts/tag'
import { ApproveApplicationDocument, PractitionerApplicationsDocument, RefuseApplicationDocument, type ApplicationRowFragment, type ApplicationState } from '@/graphql/graphql'
import { FormDrawer } from '@/form/form-drawer'
import { useAct } from '@/form/use-act'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import { Facts } from '@/table/row-drawer'
import styles from '@/table/table.module.css'
import { applicationWords, documentWords } from './words'

const roles = { DOCTOR: '医生', NURSE: '护士', PHARMACIST: '药师' }

const columns: Column<ApplicationRowFragment>[] = [
  { key: 'name', title: '姓名', fixed: true, render: ({ practitioner }) => practitioner.name },
  { key: 'role', title: '类别', render: ({ practitioner }) => roles[practitioner.role] },
  { key: 'departments', title: '科室', render: ({ practitioner }) => practitioner.departments.map(({ name }) => name).join('、') || '—' },
  { key: 'title', title: '申报职称', render: ({ proposed }) => proposed.title },
  { key: 'licence', title: '执业证号', render: ({ proposed }) => proposed.licenceNumber || '—' },
  { key: 'documents', title: '证件', align: 'right', render: ({ documents }) => `${documents.length} 份` },
  { key: 'submittedAt', title: '提交时间', render: ({ submittedAt }) => formatStamp(submittedAt) },
  { key: 'status', title: '状态', render: ({ status }) => <StatusTag status={status} words={applicationWords} /> },
]

/** Who wants to work here, with the documents to judge by. */
export function ApplicationTable() {
  const [refused, setRefused] = useState<{ id: string; name: string; list: ListActs } | null>(null)
  return (
    <>
      <DataTable
        name="applications"
        noun="申请"
        origin="医护人员提交资质后显示在这里，审核通过才能接诊。"
        source={{
          document: PractitionerApplicationsDocument,
          connection: ({ practitionerApplications }) => practitionerApplications,
          variables: ({ q, status }, page) => ({ ...page, filter: { search: q, status: (status as ApplicationState | undefined) ?? undefined } }),
        }}
        columns={columns}
        filters={[
          { key: 'q', label: '申请人', kind: 'text', placeholder: '姓名、拼音或执业证号' },
          { key: 'status', label: '状态', kind: 'choice', options: Object.entries(applicationWords).map(([value, { word }]) => ({ value, label: word })) },
        ]}
        drawer={(id, row, list) => ({
          title: row ? `${row.practitioner.name}的资质申请` : '资质申请',
          wide: true,
          history: row && { subjectType: 'Practitioner', subjectId: row.practitioner.id },
          content: row && <ApplicationFacts application={row} />,
          footer: row?.status === 'PENDING' && <Verdict id={id} list={list} onRefuse={() => setRefused({ id, name: row.practitioner.name, list })} />,
        })}
      />
      {refused && <RefusalForm {...refused} onClose={() => setRefused(null)} />}
    </>
  )
}

function Verdict({ id, list, onRefuse }: { id: string; list: ListActs; onRefuse(): void }) {
  const { act, busy } = useAct(ApproveApplicationDocument, '已审核通过')
  return (
    <div className={styles.acts}>
      <Button danger disabled={busy} onClick={onRefuse}>
        不通过
      </Button>
      <Button
        type="primary"
        loading={busy}
        onClick={async () => {
          if (!(await act({ id }))) return
          list.close()
          list.reload()
        }}
      >
        审核通过
      </Button>
    </div>
  )
}

function RefusalForm({ id, name, list, onClose }: { id: string; name: string; list: ListActs; onClose(): void }) {
  return (
    <FormDrawer<{ reason: string }, unknown, never>
      title={`${name}：审核不通过`}
      submitText="确认不通过"
      doneText="已通知申请人"
      document={RefuseApplicationDocument as never}
      variables={({ reason }) => ({ id, reason }) as never}
      consequence="申请人会看到原因，可以修改后重新提交。"
      onClose={onClose}
      onDone={() => {
        onClose()
        list.close()
        list.reload()
      }}
    >
      <Form.Item name="reason" label="未通过的原因" rules={[{ required: true, whitespace: true, message: '请填写未通过的原因' }]}>
        <Input.TextArea rows={4} maxLength={200} showCount />
      </Form.Item>
    </FormDrawer>
  )
}

function ApplicationFacts({ application: { practitioner, proposed, documents, status, submittedAt, decidedAt, decidedBy, reason } }: { application: ApplicationRowFragment }) {
  return (
    <>
      <Facts
        items={[
          ['姓名', practitioner.name],
          ['类别', roles[practitioner.role]],
          ['机构', practitioner.institution.name],
          ['科室', practitioner.departments.map(({ name }) => name).join('、')],
          ['申报职称', proposed.title],
          ['执业证号', proposed.licenceNumber],
          ['执业证有效期至', proposed.licenceExpiresOn],
          ['独立临床工作起', proposed.independentSince],
          ['擅长', proposed.specialties],
          ['简介', proposed.intro],
          ['提交时间', formatStamp(submittedAt)],
          ['状态', <StatusTag key="status" status={status} words={applicationWords} />],
          ['审核时间', decidedAt && formatStamp(decidedAt)],
          ['审核人', decidedBy?.name],
          ['未通过原因', reason],
        ]}
      />
      {documents.length === 0 && <p className={styles.hint}>没有上传证件（由后台新增），请核对纸质资料。</p>}
      <div className={styles.pictures}>
        {documents.map(({ kind, url, contentType }) => (
          <a key={url} href={url} target="_blank" rel="noreferrer">
            {contentType === 'application/pdf' ? <DocumentIcon size={48} /> : <img src={url} alt="" />}
            {documentWords[kind]}{contentType === 'application/pdf' && '（PDF）'}
          </a>
        ))}
      </div>
    </>
  )
}
