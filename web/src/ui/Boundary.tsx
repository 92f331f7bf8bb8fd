import { Component, type ReactNode } from 'react'
import { PanelFailure } from './states.tsx'

type Props = {
  children: ReactNode
  /** What stands in place of what could not be drawn; a message with Retry unless given. */
  fallback?: ReactNode
  /** When it changes, what failed is tried again. */
  subject?: unknown
}
type State = { failed: boolean }

/** Keeps a fault inside its panel, dialog or row: the rest of the page goes on. */
export class Boundary extends Component<Props, State> {
  override state: State = { failed: false }

  static getDerivedStateFromError(): State {
    return { failed: true }
  }

  override componentDidCatch(error: unknown) {
    console.error('A part of the page could not be drawn', error)
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.subject !== this.props.subject) this.setState({ failed: false })
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return this.props.fallback ?? <PanelFailure onRetry={() => this.setState({ failed: false })} />
  }
}
