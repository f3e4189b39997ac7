'use client'

import { useState } from 'react'
import { Button, Form } from 'antd'
import { fenOfYuan, formatYuan } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { Tag } from '@hospital/web/parts/tag'
import { SwitchField, TextField } from '@/form/fields'
import { orNull } from '@/form/values'
import { YuanInput } from '@/form/yuan-input'
import { CreateDrugDocument, DrugsDocument, RemoveDrugsDocument, SetDrugsEnabledDocument, UpdateDrugDocument, type DrugsQuery, type UpdateDrugInput } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { RecordActs, recordActs } from '@/table/record-acts'
import { Facts } from '@/table/row-drawer'
import { CatalogueForm } from './catalogue-form'
import { ImportDrawer } from './import-drawer'
import { InUse } from './in-use'

type Drug = DrugsQuery['drugs']['nodes'][number]

const columns: Column<Drug>[] = [
  { key: 'name', title: '药品', fixed: true, render: ({ name }) => name },
  { key: 'code', title: '编码', render: ({ code }) => code },
  { key: 'specification', title: '规格', render: ({ specification }) => specification ?? '—' },
  { key: 'form', title: '剂型', render: ({ form }) => form ?? '—' },
  { key: 'price', title: '零售价（元）', align: 'right', render: ({ priceFen }) => (priceFen == null ? '—' : formatYuan(priceFen)) },
  { key: 'controlled', title: '管制', render: ({ controlled }) => (controlled ? <Tag tone="danger">特殊管理</Tag> : '—') },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

const acts = recordActs(
  { setEnabled: SetDrugsEnabledDocument, remove: RemoveDrugsDocument },
  { disable: '停用后医生不能再选用该药品。', remove: '删除后不能恢复。' },
)

const filterOf = ({ enabled, controlled }: FilterValues) => ({ enabled: enabled ? enabled === 'yes' : undefined, controlled: controlled ? controlled === 'yes' : undefined })

export function DrugTable() {
  const mayManage = useMay('drug:manage')
  const [edited, setEdited] = useState<{ drug?: Drug; list: ListActs } | null>(null)
  const [importing, setImporting] = useState<ListActs | null>(null)
  return (
    <>
      <DataTable
        name="drugs"
        noun="药品"
        source={{ document: DrugsDocument, connection: ({ drugs }) => drugs, variables: (values, page) => ({ ...page, search: values.q, filter: filterOf(values) }) }}
        columns={columns}
        filters={[
          { key: 'q', label: '药品', kind: 'text', placeholder: '名称、编码或拼音首字母' },
          { key: 'controlled', label: '管制', kind: 'choice', options: [{ value: 'yes', label: '特殊管理' }, { value: 'no', label: '一般药品' }] },
          { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
        ]}
        toolbar={(list) =>
          mayManage && (
            <>
              <Button type="primary" onClick={() => setEdited({ list })}>
                新增药品
              </Button>
              <Button onClick={() => setImporting(list)}>导入</Button>
            </>
          )
        }
        bulk={mayManage ? acts : []}
        exports={{ list: 'drugs', filter: (values) => ({ search: values.q, ...filterOf(values) }) }}
        drawer={(id, row, list) => ({
          title: row?.name ?? '药品',
          wide: true,
          history: { subjectType: 'Drug', subjectId: id },
          content: row && <DrugFacts drug={row} />,
          footer: row && mayManage && <RecordActs noun="药品" id={id} enabled={row.enabled} acts={acts} list={list} onEdit={() => setEdited({ drug: row, list })} />,
        })}
      />
      {edited && (
        <DrugForm
          drug={edited.drug}
          onClose={() => setEdited(null)}
          onDone={() => {
            setEdited(null)
            edited.list.reload()
          }}
        />
      )}
      {importing && (
        <ImportDrawer
          noun="药品"
          list="drugs"
          columns="药品编码、药品名称（必填），包装序号、剂型、规格、包装单位、零售价、生产企业、批准文号、特殊管理、停用"
          onClose={() => {
            setImporting(null)
            importing.reload()
          }}
        />
      )}
    </>
  )
}

interface Fields extends Omit<UpdateDrugInput, 'id' | 'version' | 'priceFen'> {
  price?: string
}

const priceRule = { validator: (_: unknown, text?: string) => (!text || fenOfYuan(text) !== null ? Promise.resolve() : Promise.reject(new Error('请输入金额，最多两位小数'))) }

function DrugForm({ drug, onDone, onClose }: { drug?: Drug; onDone(): void; onClose(): void }) {
  const { name, code, form, specification, packUnit, priceFen, manufacturer, approvalNumber, controlled } = drug ?? ({ controlled: false } as Partial<Drug>)
  return (
    <CatalogueForm<Fields>
      noun="药品"
      row={drug}
      documents={{ create: CreateDrugDocument, update: UpdateDrugDocument }}
      initial={{ name, code, form, specification, packUnit, manufacturer, approvalNumber, controlled, price: priceFen == null ? undefined : formatYuan(priceFen).replaceAll(',', '') }}
      input={({ price, ...fields }) => ({ ...orNull(fields), priceFen: price ? fenOfYuan(price) : null })}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField name="name" label="药品名称" required most={200} />
      <TextField name="code" label="药品编码" required most={40} />
      <TextField name="specification" label="规格" most={100} />
      <TextField name="form" label="剂型" most={40} />
      <TextField name="packUnit" label="包装单位" most={20} />
      <Form.Item name="price" label="零售价（元）" rules={[priceRule]}>
        <YuanInput />
      </Form.Item>
      <TextField name="manufacturer" label="生产企业" most={100} />
      <TextField name="approvalNumber" label="批准文号" />
      <SwitchField name="controlled" label="特殊管理药品" hint="麻醉、精神、毒性等药品不得在线开具。" />
    </CatalogueForm>
  )
}

function DrugFacts({ drug }: { drug: Drug }) {
  return (
    <Facts
      items={[
        ['编码', drug.code],
        ['拼音首字母', drug.pinyin],
        ['剂型', drug.form],
        ['规格', drug.specification],
        ['包装单位', drug.packUnit],
        ['零售价（元）', drug.priceFen == null ? null : formatYuan(drug.priceFen)],
        ['生产企业', drug.manufacturer],
        ['批准文号', drug.approvalNumber],
        ['管制', drug.controlled ? '特殊管理药品，不得在线开具' : '一般药品'],
        ['状态', <InUse key="enabled" enabled={drug.enabled} />],
      ]}
    />
  )
}
