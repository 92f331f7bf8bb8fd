import { useConnect, useConnectors } from 'wagmi'
import { cleanText } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { Dialog } from '../ui/Dialog.tsx'

type ConnectDialogProps = { onClose: () => void }

/** Every wallet that announced itself; on a local chain the demo account first. */
export function ConnectDialog({ onClose }: ConnectDialogProps) {
  const text = useText()
  const connectors = useConnectors()
  const connect = useConnect({ mutation: { onSuccess: onClose } })
  const demo = connectors.find((connector) => connector.id === 'demo')
  const wallets = connectors.filter((connector) => connector.id !== 'demo')
  const pending = connect.isPending ? connect.variables?.connector : undefined
  return (
    <Dialog title={text.connect.title} onClose={onClose}>
      <div className="flex flex-col gap-4 p-4">
        {demo && (
          <button
            type="button"
            disabled={connect.isPending}
            onClick={() => connect.mutate({ connector: demo })}
            className="rounded border border-accent p-3 text-left hover:bg-raised"
          >
            <span className="flex items-baseline justify-between gap-2">
              <span className="font-semibold text-accent text-base">{text.connect.demo}</span>
              <span className="text-muted text-xs">
                {pending === demo ? text.connect.opening : text.connect.localOnly}
              </span>
            </span>
            <span className="mt-1 block text-muted text-xs">{text.connect.demoDetail}</span>
          </button>
        )}
        <div>
          <h3 className="label pb-2">{text.connect.wallets}</h3>
          {wallets.length === 0 ? (
            <p className="rounded border border-line border-dashed p-3 text-muted text-xs">{text.connect.noWallets}</p>
          ) : (
            <ul className="flex flex-col gap-px overflow-hidden rounded border border-line bg-line">
              {wallets.map((connector) => (
                <li key={connector.uid} className="bg-panel">
                  <button
                    type="button"
                    disabled={connect.isPending}
                    onClick={() => connect.mutate({ connector })}
                    className="flex h-12 w-full items-center gap-3 px-3 text-left hover:bg-raised"
                  >
                    {connector.icon?.startsWith('data:image/') ? (
                      <img src={connector.icon} alt="" width={24} height={24} className="rounded-sm" />
                    ) : (
                      <span aria-hidden="true" className="size-6 rounded-sm border border-line-strong" />
                    )}
                    <span className="text-sm">{cleanText(connector.name)}</span>
                    {pending === connector && (
                      <span className="ml-auto text-muted text-xs">{text.connect.opening}</span>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
        {connect.isError && (
          <p role="alert" className="text-warn text-xs">
            {connect.error.name === 'UserRejectedRequestError' ? text.connect.declined : text.connect.failed}
          </p>
        )}
        <p className="text-muted text-xs">{text.connect.notice}</p>
      </div>
    </Dialog>
  )
}
