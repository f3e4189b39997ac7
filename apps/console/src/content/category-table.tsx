'use client'

import { useState } from 'react'
import { App, Button, Space, Table } from 'antd'
import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { InUse } from '@/catalogue/in-use'
import { NumberField, SwitchField, TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { useAct } from '@/form/use-act'
import { ArticleCategoriesDocument, RemoveArticleCategoryDocument, SaveArticleCategoryDocument, type ArticleCategoriesQuery, type SaveArticleCategoryMutation, type SaveArticleCategoryMutationVariables } from '@/graphql/graphql'

type Category = ArticleCategoriesQuery['articleCategories'][number]

export function CategoryTable() {
  const [{ data, error }, ask] = useQuery({ query: ArticleCategoriesDocument })
  const [editing, edit] = useState<Category | 'new' | null>(null)
  const { modal } = App.useApp()
  const { act } = useAct(RemoveArticleCategoryDocument, '分类已删除')
  const reload = () => {
    edit(null)
    ask({ requestPolicy: 'network-only' })
  }
  const remove = ({ id, name }: Category) =>
    modal.confirm({
      title: `删除分类“${name}”？`, content: '有文章的分类不能删除，可以停用。', okText: '删除分类', cancelText: '取消', okButtonProps: { danger: true },
      onOk: async () => { if (await act({ id })) reload() },
    })
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="文章分类没有加载出来" ways={<Button onClick={reload}>重试</Button>} />
  if (!data) return <RowSkeletons count={5} />
  const create = <Button type="primary" onClick={() => edit('new')}>新增分类</Button>
  return (
    <>
      {data.articleCategories.length === 0 ? (
        <Empty title="还没有文章分类" ways={create} />
      ) : (
        <Space orientation="vertical" style={{ width: '100%' }}>
          {create}
          <Table<Category>
            rowKey="id"
            size="small"
            pagination={false}
            dataSource={data.articleCategories}
            columns={[
              { key: 'name', title: '分类', render: (_, { name }) => name },
              { key: 'sortOrder', title: '排序', align: 'right', render: (_, { sortOrder }) => sortOrder },
              { key: 'enabled', title: '状态', render: (_, { enabled }) => <InUse enabled={enabled} /> },
              {
                key: 'acts', title: '操作', render: (_, category) => (
                  <Space>
                    <Button size="small" aria-label={`修改${category.name}`} onClick={() => edit(category)}>修改</Button>
                    <Button size="small" danger aria-label={`删除${category.name}`} onClick={() => remove(category)}>删除</Button>
                  </Space>
                ),
              },
            ]}
          />
        </Space>
      )}
      {editing && <CategoryForm category={editing === 'new' ? undefined : editing} onDone={reload} onClose={() => edit(null)} />}
    </>
  )
}

interface Fields {
  name: string
  sortOrder?: number
  enabled?: boolean
}

function CategoryForm({ category, onDone, onClose }: { category?: Category; onDone(): void; onClose(): void }) {
  return (
    <FormDrawer<Fields, SaveArticleCategoryMutation, SaveArticleCategoryMutationVariables>
      title={category ? `修改分类“${category.name}”` : '新增分类'}
      submitText="保存分类"
      doneText="分类已保存"
      document={SaveArticleCategoryDocument}
      initial={category ? { name: category.name, sortOrder: category.sortOrder, enabled: category.enabled } : { sortOrder: 100, enabled: true }}
      variables={({ name, sortOrder, enabled }) => ({ input: { id: category?.id, version: category?.version, name, sortOrder: sortOrder ?? 100, enabled: enabled ?? false } })}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField name="name" label="分类名称" required most={12} />
      <NumberField name="sortOrder" label="排序" largest={10_000} hint="数字小的在前" />
      <SwitchField name="enabled" label="启用" hint="停用后不在患者端列出，已有的文章不受影响" />
    </FormDrawer>
  )
}
