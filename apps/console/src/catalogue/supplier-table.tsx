'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { TextField } from '@/form/fields'
import { CreateSupplierDocument, RemoveSuppliersDocument, SetSuppliersEnabledDocument, SuppliersDocument, UpdateSupplierDocument, type SuppliersQuery, type UpdateSupplierInput } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { RecordActs, recordActs } from '@/table/record-acts'
import { Facts } from '@/table/row-drawer'
import { CatalogueForm } from './catalogue-form'
import { InUse } from './in-use'

type Supplier = SuppliersQuery['suppliers']['nodes'][number]

const columns: Column<Supplier>[] = [
  { key: 'name', title: '药企', fixed: true, render: ({ name }) => name },
  { key: 'code', title: '编码', render: ({ code }) => code },
  { key: 'licence', title: '经营许可证号', render: ({ licenceNumber }) => licenceNumber ?? '—' },
  { key: 'contact', title: '联系人', render: ({ contact }) => contact ?? '—' },
  { key: 'phone', title: '电话', render: ({ phone }) => phone ?? '—' },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

const acts = recordActs(
  { setEnabled: SetSuppliersEnabledDocument, remove: RemoveSuppliersDocument },
  { disable: '停用后不能再选为供货药企。', remove: '仍有药品由其供应的药企不能删除。' },
)

const filterOf = ({ q, enabled }: FilterValues) => ({ search: q, enabled: enabled ? enabled === 'yes' : undefined })

/** Whoever sees the page may change it. */
export function SupplierTable() {
  const [edited, setEdited] = useState<{ supplier?: Supplier; list: ListActs } | null>(null)
  return (
    <>
      <DataTable
        name="suppliers"
        noun="药企"
        origin="新建后，可在药品目录中为药品选择药企。"
        source={{ document: SuppliersDocument, connection: ({ suppliers }) => suppliers, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
        columns={columns}
        filters={[
          { key: 'q', label: '药企', kind: 'text', placeholder: '名称、编码或拼音首字母' },
          { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
        ]}
        toolbar={(list) => (
          <Button type="primary" onClick={() => setEdited({ list })}>
            新增药企
          </Button>
        )}
        bulk={acts}
        exports={{ list: 'suppliers', filter: filterOf }}
        drawer={(id, row, list) => ({
          title: row?.name ?? '药企',
          wide: true,
          history: { subjectType: 'Supplier', subjectId: id },
          content: row && <SupplierFacts supplier={row} />,
          footer: row && <RecordActs noun="药企" id={id} enabled={row.enabled} acts={acts} list={list} onEdit={() => setEdited({ supplier: row, list })} />,
        })}
      />
      {edited && (
        <CatalogueForm<Omit<UpdateSupplierInput, 'id' | 'version'>>
          noun="药企"
          row={edited.supplier}
          documents={{ create: CreateSupplierDocument, update: UpdateSupplierDocument }}
          initial={edited.supplier ? fieldsOf(edited.supplier) : {}}
          onClose={() => setEdited(null)}
          onDone={() => {
            setEdited(null)
            edited.list.reload()
          }}
        >
          <TextField name="name" label="药企名称" required most={100} />
          <TextField name="code" label="药企编码" required most={40} />
          <TextField name="licenceNumber" label="经营许可证号" />
          <TextField name="contact" label="联系人" most={40} />
          <TextField name="phone" label="电话" most={30} />
          <TextField name="address" label="地址" most={200} />
        </CatalogueForm>
      )}
    </>
  )
}

const fieldsOf = ({ name, code, licenceNumber, contact, phone, address }: Supplier) => ({ name, code, licenceNumber, contact, phone, address })

function SupplierFacts({ supplier }: { supplier: Supplier }) {
  return (
    <Facts
      items={[
        ['编码', supplier.code],
        ['经营许可证号', supplier.licenceNumber],
        ['联系人', supplier.contact],
        ['电话', supplier.phone],
        ['地址', supplier.address],
        ['状态', <InUse key="enabled" enabled={supplier.enabled} />],
      ]}
    />
  )
}
