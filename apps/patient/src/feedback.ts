'use client'

/**
 * antd-mobile's imperative parts, loaded when first used. On React 19 they need to be told how to render, once:
 * so they are never imported directly, only from here.
 */
async function load() {
  const [{ createRoot }, { unstableSetRender }, toast, dialog] = await Promise.all([
    import('react-dom/client'),
    import('antd-mobile/es/utils/unstable-render'),
    import('antd-mobile/es/components/toast'),
    import('antd-mobile/es/components/dialog'),
  ])
  unstableSetRender((node, container) => {
    const root = createRoot(container)
    root.render(node)
    return async () => root.unmount()
  })
  return { Toast: toast.default, Dialog: dialog.default }
}

let parts: ReturnType<typeof load> | undefined

/** A short word in passing: nothing a person must act on. */
export async function toast(content: string): Promise<void> {
  const { Toast } = await (parts ??= load())
  Toast.show({ content, position: 'bottom' })
}

interface Question {
  title: string
  content: string
  /** The act itself, as on its button: 取消预约 */
  confirmText: string
  cancelText?: string
}

/** Resolves to whether the person went on. */
export async function ask({ title, content, confirmText, cancelText = '再想想' }: Question): Promise<boolean> {
  const { Dialog } = await (parts ??= load())
  return Dialog.confirm({ title, content, confirmText, cancelText })
}
