'use client'

import { Button, Flex, Form, Input } from 'antd'
import { useWords } from '@/patients/words'

interface ReasonFieldProps {
  label: string
  /** The dictionary of usual reasons. */
  dictionary: string
  /** What is said where it is left empty. */
  missing: string
  placeholder?: string
}

/** A reason in words, with the usual ones a tap away. */
export function ReasonField({ label, dictionary, missing, placeholder }: ReasonFieldProps) {
  const usual = useWords(dictionary)
  return (
    <>
      <Form.Item name="reason" label={label} rules={[{ required: true, whitespace: true, message: missing }]} style={{ marginBottom: 8 }}>
        <Input.TextArea rows={3} maxLength={100} showCount placeholder={placeholder} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={() => false}>
        {({ setFieldValue, validateFields }) => (
          <Flex wrap gap={8} role="group" aria-label="常用原因" style={{ marginBottom: 24 }}>
            {usual.map(({ value, label: words }) => (
              <Button
                key={value}
                size="small"
                onClick={() => {
                  setFieldValue('reason', words)
                  void validateFields(['reason'])
                }}
              >
                {words}
              </Button>
            ))}
          </Flex>
        )}
      </Form.Item>
    </>
  )
}
