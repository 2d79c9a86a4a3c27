import { render } from 'preact'
import { say } from './texts'

/**
 * Asks once. The browser's own dialog holds the focus and hears Escape.
 *
 * @param action what is asked, and the word on the button that does it
 * @returns whether that button was pressed
 */
export function ask(action: string, hint: string): Promise<boolean> {
  const place = document.createElement('div')
  document.body.append(place)
  return new Promise((resolve) => {
    const close = (): void => place.querySelector('dialog')?.close()
    let yes = false
    render(
      <dialog
        aria-labelledby="ask"
        aria-describedby="hint"
        onClose={() => {
          render(null, place)
          place.remove()
          resolve(yes)
        }}
      >
        <h2 id="ask">{action}</h2>
        <p id="hint">{hint}</p>
        <div class="choices">
          <button onClick={close}>{say('cancel')}</button>
          <button
            class="filled"
            onClick={() => {
              yes = true
              close()
            }}
          >
            {action}
          </button>
        </div>
      </dialog>,
      place,
    )
    place.querySelector('dialog')?.showModal()
  })
}
