type Template = readonly ItemOptions[]
type ItemOptions = {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly click?: () => void
  readonly submenu?: Template
}

class ItemDouble {
  readonly id: string | undefined
  readonly label: string
  readonly click: () => void
  readonly submenu: MenuDouble | null

  constructor({ id, label, role, click, submenu }: ItemOptions) {
    this.id = id
    this.label = label ?? role ?? ''
    this.click = click ?? (() => {})
    this.submenu = submenu === undefined ? null : MenuDouble.buildFromTemplate(submenu)
  }
}

/** The menu as data: a test clicks its items by their ids. */
export class MenuDouble {
  private static application: MenuDouble | null = null
  readonly items: readonly ItemDouble[]

  constructor(items: readonly ItemDouble[]) {
    this.items = items
  }

  static buildFromTemplate(template: Template): MenuDouble {
    return new MenuDouble(template.map((options) => new ItemDouble(options)))
  }

  static setApplicationMenu(menu: MenuDouble): void {
    MenuDouble.application = menu
  }

  static getApplicationMenu(): MenuDouble | null {
    return MenuDouble.application
  }

  getMenuItemById(id: string): ItemDouble | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null)
      if (found !== null) return found
    }
    return null
  }
}
