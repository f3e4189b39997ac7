import { Todos as TodoList } from '@/home/todos'
import type { Renderer } from '../module-props'

export const Todos: Renderer<'TODOS'> = async ({ settings, scene }) => {
  const { data } = await scene.family()
  return data && <TodoList title={settings.title} most={settings.most} home={data} />
}
