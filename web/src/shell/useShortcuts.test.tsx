import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { useShortcuts } from './useShortcuts.ts'

afterEach(cleanup)

function Page({ onEnter }: { onEnter: () => void }) {
  useShortcuts({ Enter: onEnter, b: onEnter })
  return (
    <main>
      <a href="/markets">Markets</a>
      <button type="button">button</button>
      <div role="tab" tabIndex={0}>
        tab
      </div>
      <details>
        <summary>summary</summary>
      </details>
      <p>text</p>
      <input aria-label="field" />
    </main>
  )
}

test('Enter is left to what it activates: links, buttons, tabs', () => {
  const onEnter = vi.fn()
  render(<Page onEnter={onEnter} />)
  for (const name of ['Markets', 'button', 'tab', 'summary']) {
    expect(fireEvent.keyDown(screen.getByText(name), { key: 'Enter' }), `${name} is activated`).toBe(true)
  }
  expect(onEnter).not.toHaveBeenCalled()
  expect(fireEvent.keyDown(screen.getByText('text'), { key: 'Enter' }), 'elsewhere it is the shortcut').toBe(false)
  expect(onEnter).toHaveBeenCalledTimes(1)
})

test('a letter is a shortcut on a button, not in a field', () => {
  const onKey = vi.fn()
  render(<Page onEnter={onKey} />)
  fireEvent.keyDown(screen.getByText('button'), { key: 'b' })
  expect(onKey).toHaveBeenCalledTimes(1)
  fireEvent.keyDown(screen.getByLabelText('field'), { key: 'b' })
  expect(onKey).toHaveBeenCalledTimes(1)
})
